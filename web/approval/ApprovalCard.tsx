// One approval: what was asked, by whom, because of which clause; the chain, and what can be done to it.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Approval } from "#api/approval.ts";
import { type Directory, useDirectory } from "../directory.ts";
import { fullDueInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { Chain } from "./Chain.tsx";
import { Decide } from "./Decide.tsx";
import { History } from "./History.tsx";
import { OtherActs } from "./OtherActs.tsx";

/** The clause of the clock that is to be extended; its id stands between those of the matter and of the event. */
const clockClause = (input: Approval["input"]): string | null =>
  typeof input.obligation === "string" ? (input.obligation.split(":")[1] ?? null) : null;

/** What is asked for, in words; the obligation is said by its clause. */
function inputInWords(input: Approval["input"], { nameOf, departmentName }: Directory): string[] {
  return Object.entries(input)
    .filter(([name]) => name !== "obligation")
    .map(([name, value]) => {
      const said = String(value);
      const names = name === "department" ? departmentName(said) : nameOf(said);
      const text = name === "until" || name === "from" ? fullDueInWords(said) : names;
      return t("approval.input", { name: t([`field.${name}`, name]), value: text });
    });
}

export function ApprovalCard({ one }: { one: Approval }) {
  const directory = useDirectory();
  const { nameOf } = directory;
  const clock = clockClause(one.input);
  return (
    <article className="sheet approval" aria-label={t("approval.label", { number: one.caseNumber })}>
      <div className="approval-head">
        <div>
          <b>
            {t("approval.asks", {
              who: one.askedByName ?? nameOf(one.askedBy),
              action: t(`action.${one.action.replace("case.", "")}`),
            })}
          </b>{" "}
          <span className="chip">{t(`approvalState.${one.state}`)}</span>
          <p>
            <Link to="/cases/$id" params={{ id: one.case }}>
              <span className="num">{one.caseNumber}</span> {one.caseTitle}
            </Link>
          </p>
        </div>
        <ClauseTag id={one.clause} />
      </div>
      <p className="says">{one.clauseSays}</p>
      <ul>
        {clock && (
          <li>
            {t("approval.clock")} <ClauseTag id={clock} />
          </li>
        )}
        {inputInWords(one.input, directory).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Chain one={one} />
      <History one={one} />
      {one.mine && <Decide one={one} />}
      <OtherActs one={one} />
    </article>
  );
}
