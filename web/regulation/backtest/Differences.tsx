// The matters that differ, the newly late first: when each clock was due and would be, how it ended and would have.

import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Difference } from "#api/backtest.ts";
import { useNow } from "../../clock.ts";
import { language } from "../../i18n/language.ts";
import { instantInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";

type Then = Difference["before"];

function Ended({ then, name }: { then: Then; name: string }) {
  const now = useNow();
  if (!then)
    return (
      <td className="soft" data-label={name}>
        {t("touched.noClock")}
      </td>
    );
  const bad = then.state === "late" || then.state === "breached";
  return (
    <td className={bad ? "num late" : "num"} data-label={name}>
      {then.dueAt ? instantInWords(then.dueAt, now) : t("time.noTerm")} {t(`obligationState.${then.state}`)}
    </td>
  );
}

export function Differences({ of, all }: { of: Difference[]; all: number }) {
  if (of.length === 0) return null;
  return (
    <Sheet
      title={t("backtest.matters", { n: all.toLocaleString(language) })}
      label={t("backtest.mattersLabel")}
    >
      <div className="wide">
        <table className="backtest-table">
          <thead>
            <tr>
              {["number", "title"].map((column) => (
                <th key={column} scope="col">
                  {t(`compliance.column.${column}`)}
                </th>
              ))}
              <th scope="col">{t("compliance.clause")}</th>
              <th scope="col">{t("backtest.now")}</th>
              <th scope="col">{t("backtest.then")}</th>
            </tr>
          </thead>
          <tbody>
            {of.map((one) => (
              <tr key={`${one.case} ${one.clause} ${one.openedAt}`}>
                <td className="num">{one.number}</td>
                <td>
                  <Link to="/cases/$id" params={{ id: one.case }} preload={false}>
                    {one.title}
                  </Link>
                </td>
                <td>
                  <ClauseTag id={one.clause} />
                </td>
                <Ended then={one.before} name={t("backtest.now")} />
                <Ended then={one.after} name={t("backtest.then")} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="sheet-body soft">{t("backtest.shown", { n: of.length })}</p>
    </Sheet>
  );
}
