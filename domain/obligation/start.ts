// How a clock begins: who owes it, when it is due, and how the due time follows a field of the matter.
import type { Figure } from "#domain/regulation/run/figure.ts";
import type { RunningRule } from "#domain/regulation/run/rule.ts";
import { asInstant, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { dueAfter } from "#domain/time/due.ts";
import { monthDayEnd } from "#domain/time/point.ts";
import { type Clock, ended, markBornLate, pausesOver } from "./clock.ts";
import type { Owner } from "./obligation.ts";

/** Due time of a figure counted from `from`; the customer's own term takes the figure's place when it is there. */
const due = (figure: Figure, from: number, facts: Facts, calendar: Calendar, trigger: Facts = {}) => {
  if (figure === null) return { due: null, missing: [], of: "none" as const, length: null };
  if ("given" in figure) {
    const missing = Array.isArray(trigger.missingYears) ? trigger.missingYears.map(Number) : [];
    return { due: asInstant(trigger.dueAt), missing, of: figure.of, length: null };
  }
  if ("point" in figure)
    return { due: monthDayEnd(calendar, from, figure.point), missing: [], of: figure.of, length: null };
  const own = "field" in figure ? asInstant(facts[figure.field]) : null;
  if (figure.length === null)
    return {
      due: own,
      missing: [],
      of: own === null ? ("none" as const) : ("customer" as const),
      length: null,
    };
  if (own !== null) return { due: own, missing: [], of: "customer" as const, length: null };
  const counted = dueAfter(calendar, from, figure.length);
  return { due: counted.due, missing: counted.missing, of: figure.of, length: figure.length };
};

const ownerOf = (rule: RunningRule, event: StreamEvent): Owner => {
  if (rule.who.startsWith("trigger.")) return { department: String(event.data[rule.who.slice(8)] ?? "") };
  if (rule.who === "department") return { department: null };
  return rule.who === "against" || rule.who === "first-asked" ? { who: rule.who } : { role: rule.who };
};

/** Clocks count from when the matter was received, never from when it was typed in. */
export const countedFrom = (event: StreamEvent): number =>
  asInstant(event.data.receivedAt) ?? asInstant(event.data.opensAt) ?? event.at;

/** A clock that begins with this event and counts from `from` (epoch ms), asleep until the state fits. */
export const startClock = (
  rule: RunningRule,
  event: StreamEvent,
  facts: Facts,
  calendar: Calendar,
  from: number,
): Clock => {
  const { due: dueAt, missing, of, length } = due(rule.figure, from, facts, calendar, event.data);
  return {
    rule,
    asleep: true,
    everAwake: false,
    step: 0,
    doneAt: null,
    per: rule.per ? event.data[rule.per] : undefined,
    warned: false,
    over: false,
    followed: false,
    asks: [],
    pending: [],
    o: {
      id: `${rule.clause}:${event.seq}`,
      clause: rule.clause,
      says: rule.says,
      reading: rule.reading,
      acts: rule.acts,
      strength: rule.strength,
      owner: ownerOf(rule, event),
      trigger: event.seq,
      openedAt: from,
      dueAt,
      originalDueAt: dueAt,
      state: "open",
      metAt: null,
      why: null,
      length,
      figureOf: of,
      pausedAt: null,
      pauses: [],
      extensions: [],
      awaiting: null,
      bornLate: false,
      missingYears: missing,
    },
  };
};

/** The due time follows its field while nothing is fixed. */
export const followField = (c: Clock, at: number, facts: Facts, calendar: Calendar): void => {
  const { rule, o } = c;
  if (!rule?.figure || !("field" in rule.figure) || ended(c) || o.state === "breached") return;
  if (o.extensions.length > 0) return;
  const again = due(rule.figure, o.openedAt, facts, calendar);
  if (again.due === o.originalDueAt) return;
  Object.assign(o, { dueAt: again.due, originalDueAt: again.due, figureOf: again.of, length: again.length });
  if (again.length) o.dueAt = dueAfter(calendar, o.openedAt, again.length, pausesOver(o)).due;
  if (!c.asleep) markBornLate(c, at);
};
