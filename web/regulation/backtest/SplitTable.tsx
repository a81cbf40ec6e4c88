// Before and after, line by line: what was overdue and what would be; lines that do not differ stand below.

import { t } from "i18next";
import type { ReactNode } from "react";
import type { Totals } from "#api/backtest.ts";
import { language } from "../../i18n/language.ts";
import { Sheet } from "../../ui/Page.tsx";

type Line = { key: string; name: ReactNode; before: Totals; after: Totals };
const columns = ["obligations", "onTime", "late", "breached", "approvals", "refusals"] as const;

const differs = ({ before, after }: Line): boolean => columns.some((name) => before[name] !== after[name]);
const change = (n: number): string => (n > 0 ? `+${n.toLocaleString(language)}` : n.toLocaleString(language));

function Cell({ name, line }: { name: (typeof columns)[number]; line: Line }) {
  const [was, is] = [line.before[name], line.after[name]];
  return (
    <td className="num" data-label={t(`backtest.part.${name}`)}>
      {is.toLocaleString(language)}
      {was !== is && (
        <small
          className={name === "onTime" ? "soft" : "changed-figure"}
          title={t("backtest.was", { n: was })}
        >
          {" "}
          {change(is - was)}
        </small>
      )}
    </td>
  );
}

export function SplitTable({ title, lines }: { title: string; lines: Line[] }) {
  const shown = lines.filter(differs);
  if (shown.length === 0) return null;
  return (
    <Sheet title={title} label={title}>
      <div className="wide">
        <table className="backtest-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="hidden-text">{title}</span>
              </th>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(`backtest.part.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.key}>
                <th scope="row">{line.name}</th>
                {columns.map((name) => (
                  <Cell key={name} name={name} line={line} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
