// Duties, one a line: how long is left, what the clause says, for which matter, and the clause in the margin.

import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Obligation } from "#api/obligation.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import { useNow } from "../clock.ts";
import { type Directory, holderName, useDirectory } from "../directory.ts";
import { tongue } from "../i18n/tongue.ts";
import { instantInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { TimeLeft } from "../ui/TimeLeft.tsx";
import "./obligation.css";

/** The matter, the recurring duty or the paper on which it is owed. */
function Where({ duty }: { duty: Obligation }) {
  if (duty.duty)
    return (
      <Link to="/duties/$id" params={{ id: duty.duty.id }} className="duty-case">
        {t("duty.head")} <span className="num">{turnInWords(duty.duty, tongue)}</span>
      </Link>
    );
  if (duty.paper)
    return (
      <Link to="/papers/$id" params={{ id: duty.paper.id }} className="duty-case">
        {t("common.titled", { name: duty.paper.name })} <span className="num">{duty.paper.number}</span>{" "}
        {duty.paper.title}
      </Link>
    );
  if (duty.case === null) return null;
  return (
    <Link to="/cases/$id" params={{ id: duty.case }} className="duty-case">
      <span className="num">{duty.caseNumber}</span> {duty.caseTitle}
    </Link>
  );
}

function Duty({ duty, directory, now }: { duty: Obligation; directory: Directory; now: number }) {
  const holder = holderName(duty, directory);
  return (
    <li className="duty">
      <div className="duty-time">
        <TimeLeft duty={duty} />
        {duty.dueAt && <small className="soft num">{instantInWords(duty.dueAt, now)}</small>}
      </div>
      <div className="duty-what">
        <Where duty={duty} />
        <p className="says">{duty.must}</p>
        <small className="soft">
          {duty.acts.length > 0 &&
            t("desk.doneBy", { acts: duty.acts.map((act) => t(`event.${act}`)).join(t("common.comma")) })}
          {duty.strength === "should" && ` · ${t("desk.should")}`}
          {holder && ` · ${holder}`}
        </small>
      </div>
      <ClauseTag id={duty.clause} />
    </li>
  );
}

export function DutyList({ duties }: { duties: Obligation[] }) {
  const directory = useDirectory();
  const now = useNow();
  return (
    <ul className="duties">
      {duties.map((duty) => (
        <Duty key={duty.id} duty={duty} directory={directory} now={now} />
      ))}
    </ul>
  );
}
