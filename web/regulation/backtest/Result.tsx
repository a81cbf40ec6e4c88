// What a back-test found: one sentence first, then a picture, then by clause, department and person, then the matters.

import { t } from "i18next";
import { type Backtest, type Difference, downloadBacktest, type Totals } from "#api/backtest.ts";
import { address } from "../../call.ts";
import { useDirectory } from "../../directory.ts";
import { language } from "../../i18n/language.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Bars } from "./Bars.tsx";
import { Differences } from "./Differences.tsx";
import { SplitTable } from "./SplitTable.tsx";

const overdue = (of: Totals): number => of.late + of.breached;
const n = (count: number): string => count.toLocaleString(language);

/** The department in which most more become overdue. */
function hardest({ departments = [] }: Backtest) {
  const more = departments
    .filter((one) => one.department !== null)
    .map((one) => ({ ...one, more: overdue(one.after) - overdue(one.before) }))
    .sort((one, other) => other.more - one.more);
  return more[0] && more[0].more > 0 ? more[0] : null;
}

const isOver = (then: Difference["before"]): boolean => then?.state === "late" || then?.state === "breached";

/** Matters that become overdue; those come first, so that the list holds them all where it holds another. */
function newlyOverdue({ differs = [] }: Backtest): { count: number; more: boolean } {
  const newly = differs.filter((one) => isOver(one.after) && !isOver(one.before));
  return {
    count: new Set(newly.map((one) => one.case)).size,
    more: newly.length === differs.length && differs.length >= 200,
  };
}

function Sentence({ of, lead }: { of: Backtest; lead: string }) {
  const { departmentName } = useDirectory();
  const { before, after } = of;
  if (!before || !after) return null;
  const streams = n(after.streams);
  if (of.differing === 0) return <Said words={t("backtest.same", { streams })} />;
  const { count, more } = newlyOverdue(of);
  const hard = hardest(of);
  const said = [
    t("backtest.sentence", { lead: lead || t("backtest.byDraft"), streams }) +
      t(count === 0 ? "backtest.noneNewly" : more ? "backtest.newlyMore" : "backtest.newly", { n: n(count) }),
  ];
  if (hard) said.push(t("backtest.hardest", { who: departmentName(hard.department!), n: n(hard.more) }));
  const changes = [
    ["overdue", overdue(before), overdue(after)],
    ["approvals", before.approvals, after.approvals],
    ["refusals", before.refusals, after.refusals],
  ] as const;
  for (const [name, was, is] of changes)
    if (was !== is) said.push(t(`backtest.${name}`, { was: n(was), n: n(is) }));
  return <Said words={t("common.sentence", { words: said.join(t("common.pause")) })} />;
}

function Said({ words }: { words: string }) {
  return (
    <p className="backtest-sentence" role="status">
      {words}
    </p>
  );
}

export function Result({ of, lead }: { of: Backtest; lead: string }) {
  const { departmentName, nameOf } = useDirectory();
  if (!of.before || !of.after) return null;
  const download = address(downloadBacktest.path, { key: of.regulation, id: of.id });
  return (
    <>
      <Sheet
        title={t("backtest.result")}
        aside={
          <a href={download} download>
            {t("backtest.download")}
          </a>
        }
      >
        <div className="sheet-body stack">
          <Sentence of={of} lead={lead} />
          <Bars before={of.before} after={of.after} />
        </div>
      </Sheet>
      <SplitTable
        title={t("backtest.byClause")}
        lines={(of.clauses ?? []).map((one) => ({
          ...one,
          key: one.clause,
          name: <ClauseTag id={one.clause} />,
        }))}
      />
      <SplitTable
        title={t("monthEvidence.departments")}
        lines={(of.departments ?? []).map((one) => ({
          ...one,
          key: one.department ?? "",
          name: one.department === null ? t("monthEvidence.noDepartment") : departmentName(one.department),
        }))}
      />
      <SplitTable
        title={t("monthEvidence.persons")}
        lines={(of.persons ?? []).map((one) => ({
          ...one,
          key: one.member ?? "",
          name: one.member === null ? t("monthEvidence.nobody") : nameOf(one.member),
        }))}
      />
      <Differences of={of.differs ?? []} all={of.differing ?? 0} />
    </>
  );
}
