// Everything that happened to a matter, in order; the clauses that it started, met or broke stand in the margin.
import { t } from "i18next";
import { useState } from "react";
import type { CaseEvent, CaseWhole } from "#api/case.ts";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { fullInWords, momentInWords } from "../../time.ts";
import { ClauseTags } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { PaperFacts } from "../paper/PaperFacts.tsx";
import { EventFacts } from "./EventFacts.tsx";

const tones: Record<string, string> = {
  "obligation.breached": "late",
  "obligation.met": "kept",
  "words.found": "soon",
  "case.resolved": "kept",
  "case.closed": "kept",
  "case.returned": "soon",
  "case.reopened": "soon",
  "case.extension-refused": "late",
};

type Props = { event: CaseEvent; now: number; of: CaseWhole };

function Happened({ event, now, of }: Props) {
  const { nameOf } = useDirectory();
  const who = event.byName ?? nameOf(event.by);
  const outcome = event.type.startsWith("obligation.") ? "outcome" : "";
  return (
    <li className={`happened ${outcome} ${tones[event.type] ?? ""}`} data-type={event.type}>
      <time className="num soft" dateTime={event.at} title={fullInWords(event.at)}>
        {momentInWords(event.at, now)}
      </time>
      <div>
        <b>{t([`event.${event.type}`, event.type])}</b> <span className="soft">{who}</span>
        {event.type.startsWith("paper.") ? (
          <PaperFacts event={event} papers={of.papers} />
        ) : (
          <EventFacts event={event} />
        )}
      </div>
      <ClauseTags ids={event.clauses} />
    </li>
  );
}

export function Timeline({ of }: { of: CaseWhole }) {
  const now = useNow();
  const [newestFirst, setNewestFirst] = useState(false);
  const events = newestFirst ? [...of.events].reverse() : of.events;
  return (
    <Sheet
      title={t("case.timeline")}
      label={t("case.timeline")}
      aside={
        <button type="button" className="text-button" onClick={() => setNewestFirst(!newestFirst)}>
          {newestFirst ? t("case.oldestFirst") : t("case.newestFirst")}
        </button>
      }
    >
      <ol className="timeline">
        {events.map((event) => (
          <Happened key={event.seq} event={event} now={now} of={of} />
        ))}
      </ol>
    </Sheet>
  );
}
