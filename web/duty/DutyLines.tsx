// Recurring duties, one a line: how long is left, for which period, what the clause says, who owes it.

import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Duty } from "#api/duty.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { tongue } from "../i18n/tongue.ts";
import { instantInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { TimeLeft } from "../ui/TimeLeft.tsx";

export function DutyLines({ duties }: { duties: Duty[] }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    <ul>
      {duties.map((duty) => {
        const who = duty.owner ?? duty.ownerPost;
        return (
          <li key={duty.id} className="returning">
            <div className="returning-time">
              <TimeLeft
                duty={{
                  dueAt: duty.dueAt,
                  state: duty.state,
                  metAt: duty.doneAt,
                  pausedAt: null,
                  awaiting: null,
                }}
              />
              {duty.dueAt && <small className="soft num">{instantInWords(duty.dueAt, now)}</small>}
            </div>
            <div className="returning-what">
              <Link to="/duties/$id" params={{ id: duty.id }} className="returning-name">
                {turnInWords(duty, tongue)}
              </Link>
              <p className="says">{duty.says}</p>
              <small className="soft">
                {who && nameOf(who)}
                {duty.evidence && ` · ${t("duty.evidence", { what: duty.evidence })}`}
              </small>
            </div>
            <ClauseTag id={duty.clause} />
          </li>
        );
      })}
    </ul>
  );
}
