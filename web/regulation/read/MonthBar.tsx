// What ran under a clause this month: a tiny bar, and the same in words.
import { t } from "i18next";
import type { MonthFigures } from "#api/evidence.ts";
import type { Clause } from "#api/regulation.ts";

type Split = Pick<MonthFigures, "ran" | "kept" | "late" | "broken">;
const names = ["kept", "late", "broken"] as const;

/** What other clauses came to is counted with them. */
export const sumOfMonth = (clauses: readonly Clause[]): Split => {
  const sum = { ran: 0, kept: 0, late: 0, broken: 0 };
  for (const { evidence, evidenceOf } of clauses)
    if (!evidenceOf) for (const name of ["ran", ...names] as const) sum[name] += evidence.month[name];
  return sum;
};

export function MonthBar({ of }: { of: Split }) {
  if (of.ran === 0) return <span className="soft month-none">{t("monthEvidence.quiet")}</span>;
  const words = [
    t("split.ranTimes", { n: of.ran }),
    ...names.filter((name) => of[name] > 0).map((name) => t(`split.times.${name}`, { n: of[name] })),
  ];
  return (
    <span className="month-bar">
      <span className="bar" aria-hidden="true">
        {names.map((name) => (
          <span key={name} className={name} style={{ width: `${(of[name] / of.ran) * 100}%` }} />
        ))}
      </span>
      <span className="num">{words.join(t("common.comma"))}</span>
    </span>
  );
}
