// What a back-test found: one sentence first, then a picture, then by clause, department and person, then the matters.
import { t } from "i18next";
import { type Backtest, downloadBacktest, type Totals } from "#api/backtest.ts";
import { address } from "../../call.ts";
import { useDirectory } from "../../directory.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Bars } from "./Bars.tsx";
import { Differences } from "./Differences.tsx";
import { SplitTable } from "./SplitTable.tsx";

export const overdue = (of: Totals): number => of.late + of.breached;
export const n = (count: number): string => count.toLocaleString("zh-CN");

/** The department in which most more become overdue. */
function hardest({ departments = [] }: Backtest) {
  const more = departments
    .filter((one) => one.department !== null)
    .map((one) => ({ ...one, more: overdue(one.after) - overdue(one.before) }))
    .sort((one, other) => other.more - one.more);
  return more[0] && more[0].more > 0 ? more[0] : null;
}

function Sentence({ of, lead }: { of: Backtest; lead: string }) {
  const { departmentName } = useDirectory();
  const { before, after } = of;
  if (!before || !after) return null;
  const hard = hardest(of);
  const said = [
    t("backtest.sentence", {
      lead: lead || t("backtest.byDraft"),
      streams: n(after.streams),
      late: n(overdue(after)),
      was: n(overdue(before)),
    }),
  ];
  if (hard) said.push(t("backtest.hardest", { who: departmentName(hard.department!), n: n(hard.more) }));
  if (after.approvals !== before.approvals)
    said.push(t("backtest.approvals", { was: n(before.approvals), n: n(after.approvals) }));
  if (after.refusals !== before.refusals)
    said.push(t("backtest.refusals", { was: n(before.refusals), n: n(after.refusals) }));
  const nothing = of.differing === 0;
  return (
    <p className="backtest-sentence" role="status">
      {nothing ? t("backtest.same", { streams: n(after.streams) }) : `${said.join("，")}。`}
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
