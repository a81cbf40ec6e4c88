// The matters, duties and papers behind a clause's month, newest first.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { z } from "zod";
import type { getEvidence } from "#api/evidence.ts";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { instantInWords, momentInWords } from "../../time.ts";
import { Blank } from "../../ui/States.tsx";

type Behind = z.infer<typeof getEvidence.output>["behind"]["items"][number];

const label = (column: string) => t(`compliance.column.${column}`);

export function BehindTable({ lines }: { lines: Behind[] }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  if (lines.length === 0) return <Blank title={t("monthEvidence.none")} />;
  return (
    <div className="wide">
      <table className="compliance" aria-label={t("monthEvidence.behind")}>
        <thead>
          <tr>
            {["number", "title", "state"].map((column) => (
              <th key={column} scope="col">
                {label(column)}
              </th>
            ))}
            <th scope="col">{t("field.owner")}</th>
            {["openedAt", "dueAt"].map((column) => (
              <th key={column} scope="col">
                {label(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={`${one.on} ${one.id} ${one.openedAt} ${one.state}`}>
              <td className="num">{one.number ?? "—"}</td>
              <td className="title">
                <BehindLink one={one} />
              </td>
              <td className={one.state === "late" || one.state === "breached" ? "num late" : "num"}>
                {t([`obligationState.${one.state}`, `approvalState.${one.state}`, one.state])}
              </td>
              <td data-label={t("field.owner")}>{one.member ? nameOf(one.member) : "—"}</td>
              <td className="num soft" data-label={label("openedAt")}>
                {momentInWords(one.openedAt, now)}
              </td>
              <td className="num soft" data-label={label("dueAt")}>
                {one.dueAt ? instantInWords(one.dueAt, now) : "—"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BehindLink({ one }: { one: Behind }) {
  if (one.on === "case")
    return (
      <Link to="/cases/$id" params={{ id: one.id }}>
        {one.title}
      </Link>
    );
  if (one.on === "duty")
    return (
      <Link to="/duties/$id" params={{ id: one.id }}>
        {one.title}
      </Link>
    );
  return <span>{one.title}</span>;
}
