// What a fold holds while it runs, and how clocks begin in it: by a happening, or by another clock's breach.
import type { Running } from "#domain/regulation/run/compile.ts";
import type { RunningRule } from "#domain/regulation/run/rule.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type Clock, ended, finish, pause, settle } from "./clock.ts";
import { countedFrom, startClock } from "./start.ts";

/** A regulation's rules, found by the type of the event that starts them. */
type Index = {
  starts: ReadonlyMap<string, readonly RunningRule[]>;
  /** Those that another clock's breach starts. */
  breaches: readonly RunningRule[];
};

export type Fold = {
  clocks: Clock[];
  /** Those that something may still move. */
  live: Clock[];
  rules: readonly Index[];
  /** Some rule is started by a breach. */
  follows: boolean;
  calendar: Calendar;
  /** Why the matter stands still now. */
  paused: string | null;
  /** Counted anew, whatever is on record. */
  anew: boolean;
};

const known = new WeakMap<Running, Index>();

const indexOf = (running: Running): Index => {
  const kept = known.get(running);
  if (kept) return kept;
  const starts = new Map<string, RunningRule[]>();
  for (const rule of running.rules)
    for (const type of rule.when.types) {
      const there = starts.get(type);
      if (there) there.push(rule);
      else starts.set(type, [rule]);
    }
  const index = { starts, breaches: running.rules.filter((r) => r.breach !== null) };
  known.set(running, index);
  return index;
};

/** A fold in which nothing has happened yet. */
export const emptyFold = (running: readonly Running[], calendar: Calendar, anew: boolean): Fold => {
  const rules = running.map(indexOf);
  const follows = rules.some((r) => r.breaches.length > 0);
  return { clocks: [], live: [], rules, follows, calendar, paused: null, anew };
};

const lives = (c: Clock): boolean => !ended(c);
/** Leaves aside what nothing moves any more; of `all` where a record may have brought a clock back. */
export const keepLive = (fold: Fold, all = false): void => {
  if (all || fold.live.some(ended)) fold.live = (all ? fold.clocks : fold.live).filter(lives);
};

const begin = (fold: Fold, clock: Clock): void => {
  fold.clocks.push(clock);
  fold.live.push(clock);
};

const start = (fold: Fold, rule: RunningRule, event: StreamEvent, state: Facts, from: number): void => {
  const clock = startClock(rule, event, state, fold.calendar, from);
  if (rule.again !== "new") {
    const earlier = fold.live.filter(
      (c) =>
        c.rule === rule && !ended(c) && c.o.state !== "breached" && c.doneAt === null && c.per === clock.per,
    );
    if (rule.again === "keep" && earlier.length > 0) return;
    for (const c of rule.again === "restart" ? earlier : []) {
      if (!c.asleep) settle(c, "superseded", event.at, "restarted");
      c.over = true;
      finish(c, event.at);
    }
  }
  if (fold.paused !== null) pause(clock, event.at, fold.paused);
  begin(fold, clock);
};

/** Starts what this event starts. */
export const trigger = (fold: Fold, event: StreamEvent, state: Facts): void => {
  for (const { starts } of fold.rules) {
    const rules = starts.get(event.type);
    if (!rules) continue;
    const from = countedFrom(event);
    for (const rule of rules) if (rule.when(event)) start(fold, rule, event, state, from);
  }
};

/** Starts what a breach is followed by, counted from the due time that ran out. */
export const followBreaches = (fold: Fold, state: Facts): void => {
  for (const c of fold.clocks) {
    const { o } = c;
    if (c.followed || o.dueAt === null || (o.state !== "breached" && o.state !== "late")) continue;
    c.followed = true;
    const type = "obligation.breached";
    const event = { seq: o.trigger, type, at: o.dueAt, recordedAt: o.dueAt, by: "clock", data: {} };
    for (const rule of fold.rules.flatMap((r) => r.breaches))
      if (rule.breach === o.clause) begin(fold, startClock(rule, event, state, fold.calendar, o.dueAt));
  }
};
