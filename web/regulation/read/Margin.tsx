// The margin of a clause: this month's evidence, by whom, and the way to the matters behind it.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Clause } from "#api/regulation.ts";
import { useDirectory } from "../../directory.ts";
import { MonthBar } from "./MonthBar.tsx";

type Month = Clause["evidence"]["month"];

/** What is counted beside clocks: papers, approvals, phrases, a tally's own count. */
const others = (month: Month): string[] => {
  const said: string[] = [];
  const { counted, papers, approvals, phrases } = month;
  if (counted !== null) said.push(t("monthEvidence.counted", { n: counted }));
  if (papers !== null && papers > 0) said.push(t("monthEvidence.papers", { n: papers }));
  if (approvals.asked > 0) said.push(t("monthEvidence.approvals", approvals));
  if (phrases > 0) said.push(t("monthEvidence.phrases", { n: phrases }));
  return said;
};

const happened = ({ evidence: { month, ...ever } }: Clause): boolean =>
  Object.values(ever).some((n) => n > 0) || month.ran > 0 || others(month).length > 0;

export function Margin({ one }: { one: Clause }) {
  if (one.status === "waiting" && !happened(one)) return null;
  const { month } = one.evidence;
  const said = others(month);
  return (
    <div className="margin">
      {(month.ran > 0 || said.length === 0) && <MonthBar of={month} />}
      {said.map((words) => (
        <span key={words} className="num">
          {words}
        </span>
      ))}
      {month.persons.length > 0 && <Persons of={month.persons} />}
      {happened(one) &&
        (one.evidenceOf ?? [one.id]).map((id) => (
          <Link key={id} to="/compliance" search={{ clause: id }}>
            {one.evidenceOf
              ? t("clause.behindOf", { clause: id.slice(id.indexOf("/") + 1) })
              : t("clause.behind")}
          </Link>
        ))}
    </div>
  );
}

/** Only what there is. */
const partsOf = (one: Month["persons"][number]): string =>
  (["ran", "kept", "late", "broken"] as const)
    .filter((name) => one[name] > 0)
    .map((name) => `${t(`split.${name}`)} ${one[name]}`)
    .join(t("common.comma"));

function Persons({ of }: { of: Month["persons"] }) {
  const { nameOf } = useDirectory();
  return (
    <details className="margin-persons">
      <summary>{t("monthEvidence.byWhom")}</summary>
      <ul>
        {of.map((one) => (
          <li key={one.member}>
            {one.member === null ? t("monthEvidence.nobody") : nameOf(one.member)} {partsOf(one)}
          </li>
        ))}
      </ul>
    </details>
  );
}
