// How a due time was counted, step by step, from the explanation that the engine gives as data.
import { t } from "i18next";
import type { CaseEvent } from "#api/case.ts";
import type { Obligation } from "#api/obligation.ts";
import { figureInWords } from "../../figure.ts";
import { fullDueInWords, fullInWords } from "../../time.ts";

function steps(one: Obligation, events: CaseEvent[]): string[] {
  const { explanation: how } = one;
  const trigger = events.find((event) => event.seq === how.fromEvent);
  const said = [
    t("explain.from", {
      at: fullInWords(how.from),
      event: trigger ? t(`event.${trigger.type}`) : t("explain.someEvent", { n: how.fromEvent }),
    }),
    how.length
      ? t(`explain.figure.${how.figureOf}`, { length: figureInWords(how.length) })
      : t("explain.figure.none"),
    t("explain.calendar", { calendar: t([`calendar.${how.calendar}`, how.calendar]) }),
  ];
  if (one.originalDueAt) said.push(t("explain.due", { at: fullDueInWords(one.originalDueAt) }));
  for (const pause of how.pauses) {
    const to = pause.to ? fullInWords(pause.to) : t("explain.stillPaused");
    said.push(t("explain.pause", { from: fullInWords(pause.from), to, reason: pause.reason }));
  }
  for (const longer of how.extensions) {
    said.push(t("explain.extension", { to: fullDueInWords(longer.to), reason: longer.reason }));
  }
  if (one.dueAt && one.dueAt !== one.originalDueAt)
    said.push(t("explain.dueNow", { at: fullDueInWords(one.dueAt) }));
  if (one.metAt) said.push(t("explain.met", { at: fullInWords(one.metAt) }));
  return said;
}

function warnings({ explanation: how }: Obligation): string[] {
  const said = how.calendarMissing.map((year) => t("explain.calendarMissing", { year }));
  if (how.bornLate) said.push(t("explain.bornLate"));
  return said;
}

export function Explanation({ one, events }: { one: Obligation; events: CaseEvent[] }) {
  return (
    <div className="explanation">
      <ol>
        {steps(one, events).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {warnings(one).map((warning) => (
        <p key={warning} className="note warn">
          {warning}
        </p>
      ))}
      {one.explanation.reading && (
        <p>
          {t("explain.reading")}
          <span className="says">{one.explanation.reading}</span>
        </p>
      )}
    </div>
  );
}
