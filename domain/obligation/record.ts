// Recorded outcomes: what was fixed once stays so, whatever a later edition or engine would say.
import { asInstant, asText, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import { parseLength, writeLength } from "#domain/time/length.ts";
import type { Clock } from "./clock.ts";
import type { Obligation, ObligationState, Outcome } from "./obligation.ts";

/** Writes an outcome with everything needed to show it without the rule that made it. */
export const writeOutcome = (
  outcome: Outcome,
  iso: (ms: number) => string,
): { type: string; data: Facts } => {
  const o = outcome.obligation;
  return {
    type: outcome.type,
    data: {
      obligation: o.id,
      clause: o.clause,
      state: outcome.state,
      trigger: o.trigger,
      owner: o.owner,
      openedAt: iso(o.openedAt),
      dueAt: o.dueAt === null ? null : iso(o.dueAt),
      originalDueAt: o.originalDueAt === null ? null : iso(o.originalDueAt),
      effectiveAt: iso(outcome.at),
      strength: o.strength,
      ...(o.why ? { why: o.why } : {}),
      ...(o.bornLate ? { bornLate: true } : {}),
      ...(o.length ? { length: writeLength(o.length) } : {}),
      ...(o.figureOf !== "clause" ? { figureOf: o.figureOf } : {}),
    },
  };
};

const unknownRule = (data: Facts): Obligation => ({
  id: String(data.obligation),
  clause: String(data.clause),
  says: "",
  reading: null,
  acts: [],
  strength: data.strength === "should" ? "should" : "must",
  owner: (data.owner ?? {}) as Obligation["owner"],
  trigger: Number(data.trigger ?? 0),
  openedAt: asInstant(data.openedAt) ?? 0,
  dueAt: asInstant(data.dueAt),
  originalDueAt: asInstant(data.originalDueAt),
  state: "open",
  metAt: null,
  why: null,
  length: parseLength(asText(data.length) ?? ""),
  figureOf: (asText(data.figureOf) as Obligation["figureOf"] | null) ?? "clause",
  pausedAt: null,
  pauses: [],
  extensions: [],
  awaiting: null,
  bornLate: data.bornLate === true,
  missingYears: [],
});

/** Applies a recorded outcome to its clock; a clock that today's rules would not start is shown from the record. */
export const applyRecord = (clocks: Clock[], event: StreamEvent): void => {
  const id = String(event.data.obligation);
  let clock = clocks.find((c) => c.o.id === id);
  if (!clock) {
    const o = unknownRule(event.data);
    clock = {
      rule: null,
      o,
      asleep: false,
      everAwake: true,
      step: 0,
      doneAt: null,
      per: undefined,
      warned: true,
      over: false,
      followed: false,
      asks: [],
      pending: [],
    };
    clocks.push(clock);
  }
  const { o } = clock;
  if (event.type === "obligation.warned") clock.warned = true;
  o.state = asText(event.data.state) as ObligationState;
  o.dueAt = asInstant(event.data.dueAt);
  o.why = asText(event.data.why);
  if (o.state === "met" || o.state === "late") o.metAt = asInstant(event.data.effectiveAt);
  clock.everAwake = true;
  if (o.state !== "open") o.bornLate = event.data.bornLate === true;
  // What the engine computed for this clock at the same act is now on record.
  const recorded = clock.pending.findIndex((p) => p.type === event.type);
  // A breach on record after an act that today's engine would count stays what it was.
  if (recorded < 0 && o.state === "breached" && clock.doneAt !== null) clock.over = true;
  clock.pending.splice(0, recorded < 0 ? clock.pending.length : recorded + 1);
};

/** Who held each obligation when its outcome was fixed, by obligation id. */
export const heldBy = (events: readonly StreamEvent[]): Map<string, string> => {
  const held = new Map<string, string>();
  for (const e of events) {
    const person = e.type.startsWith("obligation.") ? asText(e.data.person) : null;
    if (person) held.set(String(e.data.obligation), person);
  }
  return held;
};
