// The engine: a stream's history, its regulations and a calendar give what is owed, by whom, until when.
import type { Running, RunningRule } from "#domain/regulation/compile.ts";
import { asText, asTexts, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type Clock, conclude, ended, followField, lapse, pause, resume, settle, startClock, warnAt } from "./clock.ts";
import { extend } from "./extend.ts";
import type { Obligation, Outcome } from "./obligation.ts";
import { applyRecord } from "./record.ts";

export type Derived<S> = {
  state: S;
  obligations: Obligation[];
  /** Outcomes that history does not hold yet, in order. */
  outcomes: Outcome[];
  /** The next instant at which something changes by itself, epoch ms. */
  next: number | null;
};

export type Ground = {
  running: readonly Running[];
  calendar: Calendar;
  /** A back-test counts anew and ignores recorded outcomes. */
  ignoreRecords?: boolean;
};

type Fold = { clocks: Clock[]; rules: readonly RunningRule[]; calendar: Calendar };

/** Brings a clock into or out of force with the state. */
const followState = (c: Clock, state: Facts, at: number): void => {
  if (!c.rule || ended(c.o.state)) return;
  const fits = c.rule.while(state) === true;
  if (!fits && !c.asleep) {
    c.asleep = true;
    if (c.o.state === "open") settle(c, "superseded", at);
  } else if (fits && c.asleep) {
    c.asleep = false;
    if (c.o.state === "superseded") settle(c, "open", at);
    // Born after its due time: told and escalated at once, but never scored.
    else if (!c.everAwake && c.doneAt === null && c.o.dueAt !== null && at > c.o.dueAt) c.o.bornLate = true;
    c.everAwake = true;
  }
};

/** Moves a clock's duty on by this event. */
const follow = (c: Clock, event: StreamEvent): void => {
  if (!c.rule || ended(c.o.state) || event.seq <= c.o.trigger) return;
  const per = c.rule.per ? event.data[c.rule.per] : undefined;
  if (per !== undefined && per !== c.per) return;
  if (c.rule.until(event) && c.o.state === "open" && !c.asleep) {
    settle(c, "waived", event.at, "ended");
    return;
  }
  if (c.doneAt !== null || (c.rule.per && per === undefined)) return;
  // One act may be several steps, where one person holds both roles.
  while (c.step < c.rule.steps.length && c.rule.steps[c.step]?.(event)) c.step += 1;
  if (c.step === c.rule.steps.length) c.doneAt = event.at;
};

const trigger = (fold: Fold, event: StreamEvent, state: Facts): void => {
  for (const rule of fold.rules) {
    if (!rule.when(event)) continue;
    const earlier = fold.clocks.filter((c) => c.rule === rule && c.o.state === "open");
    if (rule.again === "keep" && earlier.length > 0) continue;
    const clock = startClock(rule, event, state, fold.calendar);
    if (rule.again === "restart")
      for (const c of earlier) if (c.per === clock.per && !c.asleep) settle(c, "superseded", event.at);
    const carried = asTexts(state.carries);
    // An imported file carries only some acts; a clause whose act it cannot show is not judged.
    if (carried.length > 0 && !rule.acts.some((a) => carried.includes(a)) && rule.while(state) === true) {
      Object.assign(clock, { asleep: false, everAwake: true });
      settle(clock, "waived", event.at, "not-recorded");
    }
    fold.clocks.push(clock);
  }
};

const marks = (fold: Fold, kind: string, event: StreamEvent): void => {
  const mark = event.type.startsWith(`${kind}.`) ? event.type.slice(kind.length + 1) : "";
  if (mark === "paused") for (const c of fold.clocks) pause(c, event.at, asText(event.data.reason) ?? "");
  if (mark === "resumed") for (const c of fold.clocks) resume(c, event.at, fold.calendar);
  extend(fold.clocks, mark, event);
};

const nextChange = (clocks: readonly Clock[]): number | null => {
  let next: number | null = null;
  for (const c of clocks) {
    const { o } = c;
    if (c.asleep || o.state !== "open" || o.dueAt === null || o.pausedAt !== null || o.awaiting !== null) continue;
    // The due instant itself is in time, so the breach is one millisecond later.
    const due = warnAt(c) ?? o.dueAt + 1;
    if (next === null || due < next) next = due;
  }
  return next;
};

/**
 * Folds a stream's whole history into its obligations.
 * @param events oldest first, times in epoch ms, never going backwards
 * @param now epoch ms; null derives only up to the last event
 * @returns the state, every obligation that ever applied, the outcomes not recorded yet and the next instant
 */
export const derive = <S extends Facts>(
  kind: StreamKind<S>,
  ground: Ground,
  events: readonly StreamEvent[],
  now: number | null,
): Derived<S> => {
  const fold: Fold = { clocks: [], rules: ground.running.flatMap((r) => r.rules), calendar: ground.calendar };
  let state = kind.initial;
  for (const event of events) {
    if (event.type.startsWith("obligation.")) {
      if (!ground.ignoreRecords) applyRecord(fold.clocks, event);
      state = kind.evolve(state, event);
      continue;
    }
    for (const c of fold.clocks) lapse(c, event.at);
    state = kind.evolve(state, event);
    marks(fold, kind.name, event);
    for (const c of fold.clocks) follow(c, event);
    trigger(fold, event, state);
    for (const c of fold.clocks) {
      followField(c, state, fold.calendar);
      followState(c, state, event.at);
      conclude(c);
      lapse(c, event.at);
    }
  }
  if (now !== null) for (const c of fold.clocks) lapse(c, now);
  const shown = fold.clocks.filter((c) => c.everAwake);
  return {
    state,
    obligations: shown.map((c) => c.o),
    outcomes: shown.flatMap((c) => c.pending),
    next: nextChange(shown),
  };
};

