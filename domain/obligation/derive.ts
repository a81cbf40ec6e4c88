// The engine: a stream's history, its regulations and a calendar give what is owed, by whom, until when.
import type { Running } from "#domain/regulation/run/compile.ts";
import { asText, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type Clock, conclude, lapse, pause, resume, warnAt } from "./clock.ts";
import { extend } from "./extend.ts";
import { emptyFold, type Fold, followBreaches, keepLive, trigger } from "./fold.ts";
import { follow, followState } from "./follow.ts";
import type { Obligation, Outcome } from "./obligation.ts";
import { applyRecord } from "./record.ts";
import { followField } from "./start.ts";

export type Derived<S> = {
  state: S;
  obligations: Obligation[];
  /** Outcomes that history does not hold yet, those of one obligation in order. */
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

/** What acts on the clocks themselves, by the event's name without its kind. */
const acting = ["paused", "resumed", "extension-asked", "extended", "extension-refused", "edition-moved"];
const actingByKind = new Map<string, ReadonlySet<string>>();
/** The same with the kind in front, kept so that a fold only looks a type up. */
const actingOn = (kind: string): ReadonlySet<string> => {
  const known = actingByKind.get(kind) ?? new Set(acting.map((mark) => `${kind}.${mark}`));
  actingByKind.set(kind, known);
  return known;
};

const marks = (fold: Fold, kind: string, event: StreamEvent): void => {
  const mark = event.type.slice(kind.length + 1);
  if (mark === "paused") {
    fold.paused = asText(event.data.listed) ?? asText(event.data.reason) ?? "";
    for (const c of fold.clocks) pause(c, event.at, fold.paused);
  }
  if (mark === "resumed") {
    fold.paused = null;
    for (const c of fold.clocks) resume(c, event.at, fold.calendar);
  }
  // What the edition to which it is moved finds run out already is told, but never scored.
  if (mark === "edition-moved" && !fold.anew)
    for (const c of fold.clocks)
      if (c.pending.some((p) => p.type === "obligation.breached")) c.o.bornLate = true;
  extend(fold.clocks, mark, event);
};

const nextChange = (clocks: readonly Clock[]): number | null => {
  let next: number | null = null;
  for (const c of clocks) {
    const { o } = c;
    if (c.asleep || o.state !== "open" || o.dueAt === null || o.pausedAt !== null || o.awaiting !== null)
      continue;
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
  const fold = emptyFold(ground.running, ground.calendar, ground.ignoreRecords ?? false);
  const acts = actingOn(kind.name);
  let state = kind.initial;
  const breached = (at: number): void => {
    if (!fold.follows) return;
    followBreaches(fold, state);
    for (const c of fold.live) {
      followState(c, state, at, null);
      lapse(c, at);
    }
  };
  for (const event of events) {
    if (event.type.startsWith("obligation.")) {
      if (!ground.ignoreRecords) {
        applyRecord(fold.clocks, event);
        // A record may bring a clock back.
        keepLive(fold, true);
        // What a recorded breach is followed by begins with it, not when somebody looks next.
        breached(event.at);
      }
      state = kind.evolve(state, event);
      continue;
    }
    for (const c of fold.live) lapse(c, event.at);
    breached(event.at);
    const before = state;
    state = kind.evolve(state, event);
    if (acts.has(event.type)) marks(fold, kind.name, event);
    for (const c of fold.live) {
      follow(c, event);
      // Before the state is asked: an act meets what was open when it happened.
      conclude(c);
    }
    const there = fold.live.length;
    trigger(fold, event, state);
    // As long as the matter stands as it stood, only what has just begun is asked how it stands.
    for (let n = state === before ? there : 0; n < fold.live.length; n++) {
      const c = fold.live[n] as Clock;
      followField(c, event.at, state, fold.calendar);
      followState(c, state, event.at, events);
      conclude(c);
      lapse(c, event.at);
    }
    keepLive(fold);
  }
  if (now !== null) {
    for (const c of fold.live) lapse(c, now);
    breached(now);
  }
  const shown = fold.clocks.filter((c) => c.everAwake);
  return {
    state,
    obligations: shown.map((c) => c.o),
    outcomes: shown.flatMap((c) => c.pending),
    next: nextChange(shown),
  };
};
