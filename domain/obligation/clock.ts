// One running clock inside the fold: what moves it and how it ends.
import type { RunningRule } from "#domain/regulation/run/rule.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { dueAfter, movedByPause, type Pause as Stretch } from "#domain/time/due.ts";
import type { Obligation, ObligationState, Outcome } from "./obligation.ts";

export type Clock = {
  rule: RunningRule | null;
  o: Obligation;
  /** The state does not (yet) fit `while`: the clock is kept but not shown. */
  asleep: boolean;
  everAwake: boolean;
  step: number;
  /** The duty was done at this instant, perhaps while asleep or while an extension waited. */
  doneAt: number | null;
  per: unknown;
  warned: boolean;
  /** Nothing brings it back: a later trigger took its place, or it ended while asleep. */
  over: boolean;
  /** What its breach starts has been started. */
  followed: boolean;
  /** Approvals of extensions asked for in time that are not decided yet. */
  asks: string[];
  pending: Outcome[];
};

/** Nothing moves it any more. */
export const ended = ({ over, o }: Clock): boolean =>
  over || o.state === "met" || o.state === "late" || o.state === "waived";

/** The stretches in which it stood still and that are over. */
export const pausesOver = (o: Obligation): Stretch[] =>
  o.pauses.flatMap((p) => (p.to === null ? [] : [{ pausedAt: p.from, resumedAt: p.to }]));

/** Nothing is to come any more: no pause goes on, no answer is waited for. */
export const finish = (c: Clock, at: number): void => {
  const last = c.o.pauses.at(-1);
  if (last && last.to === null) last.to = at;
  c.o.pausedAt = null;
  c.o.awaiting = null;
  c.asks = [];
};

/** Sets a state and notes the outcome to be recorded. */
export const settle = (c: Clock, state: ObligationState, at: number, why: string | null = null): void => {
  c.o.state = state;
  c.o.why = why;
  if (state === "met" || state === "late") c.o.metAt = at;
  if (ended(c)) finish(c, at);
  const type = state === "open" ? "reinstated" : state === "late" ? "met" : state;
  c.pending.push({ type: `obligation.${type}`, obligation: c.o, state, at });
};

/** When the owner is told that the due time comes near; null when told already or not asked for. */
export const warnAt = (c: Clock): number | null =>
  c.warned || !c.rule?.warnMs || c.o.dueAt === null ? null : c.o.dueAt - c.rule.warnMs;

/** Breaches what fell due strictly before `at`: the due instant itself is in time. */
export const lapse = (c: Clock, at: number): void => {
  const { o } = c;
  if (c.asleep || o.state !== "open" || o.dueAt === null || o.pausedAt !== null || o.awaiting !== null)
    return;
  const warn = warnAt(c);
  if (warn !== null && at >= warn) {
    c.warned = true;
    c.pending.push({ type: "obligation.warned", obligation: o, state: "open", at: warn });
  }
  if (at <= o.dueAt) return;
  settle(c, "breached", o.dueAt);
};

/** Was the duty done before its time was over; while the clock stands still, any time is in time. */
const doneInTime = ({ doneAt, o }: Clock): boolean =>
  doneAt !== null && (o.dueAt === null || doneAt <= o.dueAt || (o.pausedAt !== null && doneAt >= o.pausedAt));

/** Fixes the outcome of a duty that is done, unless an extension that decides it still waits. */
export const conclude = (c: Clock): void => {
  const { o } = c;
  if (c.over || c.asleep || c.doneAt === null || o.awaiting !== null) return;
  if (o.state === "open" && doneInTime(c)) settle(c, "met", c.doneAt);
  else if (o.state === "open" && o.dueAt !== null) {
    settle(c, "breached", o.dueAt);
    settle(c, "late", c.doneAt);
  } else if (o.state === "breached") settle(c, "late", c.doneAt);
};

/** Marks a clock that comes into force only after its due time: told and escalated at once, but never scored. */
export const markBornLate = (c: Clock, at: number): void => {
  const { o } = c;
  if (o.dueAt === null || at <= o.dueAt || o.pausedAt !== null || doneInTime(c)) return;
  o.bornLate = true;
  c.warned = true;
};

/** Stops the clock, if its rule lists the reason and it has not run out. */
export const pause = (c: Clock, at: number, reason: string): void => {
  const { o } = c;
  if (ended(c) || o.state === "breached" || o.pausedAt !== null || !c.rule?.pause.includes(reason)) return;
  if (o.dueAt !== null && at > o.dueAt) return;
  o.pausedAt = at;
  o.pauses.push({ from: at, to: null, reason });
};

/** Lets the clock run on; the deadline moves by what was counted of the pause. */
export const resume = (c: Clock, at: number, calendar: Calendar): void => {
  const { o } = c;
  if (o.pausedAt === null || ended(c)) return;
  const last = o.pauses.at(-1);
  if (last) last.to = at;
  // All pauses at once, so that a last day off is rolled once; a day that an extension named moves by this one alone.
  if (o.length && o.extensions.length === 0)
    o.dueAt = dueAfter(calendar, o.openedAt, o.length, pausesOver(o)).due;
  else if (o.dueAt !== null && o.length) o.dueAt = movedByPause(calendar, o.dueAt, o.length, o.pausedAt, at);
  else if (o.dueAt !== null) o.dueAt += at - o.pausedAt;
  o.pausedAt = null;
};
