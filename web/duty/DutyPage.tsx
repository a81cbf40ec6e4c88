// One recurring duty: what the clause asks, by when, doing it with a sentence that shows it, and what happened.

import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { DutyWhole } from "#api/duty.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import { isOwnClause } from "#domain/retention/own.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { tongue } from "../i18n/tongue.ts";
import { fullInWords, instantInWords, momentInWords } from "../time.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer } from "../ui/States.tsx";
import { TimeLeft } from "../ui/TimeLeft.tsx";
import { DutyForm } from "./DutyForm.tsx";
import { DutyPapers } from "./DutyPapers.tsx";
import { dutyQuery } from "./duty.queries.ts";
import "./duty.css";

const route = getRouteApi("/duties/$id");

function Head({ of }: { of: DutyWhole }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  const own = of.obligations.find((o) => o.clause === of.clause);
  const who = of.owner ?? of.ownerPost;
  const facts: [string, string][] = [
    [t("duty.period"), turnInWords(of, tongue)],
    [t("duty.opened"), momentInWords(of.opensAt, now)],
    [t("field.dueAt"), of.dueAt ? instantInWords(of.dueAt, now) : t("time.noTerm")],
    [t("field.owner"), who ? nameOf(who) : t("overdue.nobody")],
    ...(of.evidence ? ([[t("duty.mustShow"), of.evidence]] as [string, string][]) : []),
  ];
  return (
    <Sheet
      title={<ClauseTag id={of.clause} />}
      label={t("duty.head")}
      aside={
        <TimeLeft
          duty={{ dueAt: of.dueAt, state: of.state, metAt: of.doneAt, pausedAt: null, awaiting: null }}
        />
      }
    >
      <div className="sheet-body stack">
        <p className="says">{of.says}</p>
        <dl className="duty-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {own?.explanation.bornLate && <p className="note warn">{t("explain.bornLate")}</p>}
        {own?.explanation.calendarMissing.map((year) => (
          <p key={year} className="note warn">
            {t("explain.calendarMissing", { year })}
          </p>
        ))}
        {own?.explanation.reading && (
          <p className="soft">
            {t("explain.reading")}
            {own.explanation.reading}
          </p>
        )}
      </div>
    </Sheet>
  );
}

function History({ of }: { of: DutyWhole }) {
  const { nameOf } = useDirectory();
  const now = useNow();
  return (
    <Sheet title={t("case.timeline")} label={t("case.timeline")}>
      <ol className="sheet-body stack">
        {of.events.map((event) => (
          <li key={event.seq} className="duty-event">
            <time className="num soft" dateTime={event.at} title={fullInWords(event.at)}>
              {momentInWords(event.at, now)}
            </time>
            <div>
              <b>{t([`event.${event.type}`, event.type])}</b>{" "}
              <span className="soft">{event.byName ?? nameOf(event.by)}</span>
              {typeof event.data.text === "string" && <p className="duty-said">{event.data.text}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function Whole({ of }: { of: DutyWhole }) {
  return (
    <Page
      title={turnInWords(of, tongue)}
      aside={
        <Link to="/duties" search={{ clause: of.clause }}>
          {t("duty.same")}
        </Link>
      }
    >
      <div className="stack">
        <Head of={of} />
        {isOwnClause(of.clause) && of.doable && (
          <Link to="/retention" search={{ duty: of.id }}>
            {t("retention.duty")}
          </Link>
        )}
        {!of.byPaper && <DutyForm of={of} />}
        <DutyPapers of={of} />
        {of.byPaper && <DutyForm of={of} />}
        <History of={of} />
      </div>
    </Page>
  );
}

export function DutyPage() {
  const { id } = route.useParams();
  const asked = useQuery(dutyQuery(id));
  if (asked.data) return <Whole key={id} of={asked.data} />;
  return (
    <Page title={t("duty.head")}>
      <div className="sheet">
        <Answer of={asked}>{() => null}</Answer>
      </div>
    </Page>
  );
}
