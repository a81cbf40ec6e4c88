// How a running clock follows its matter: the state it asks for, the acts that move its duty on.
import type { RunningRule } from "#domain/regulation/run/rule.ts";
import { asTexts, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import { type Clock, ended, markBornLate, settle } from "./clock.ts";

/** An imported file carries only some acts, or none; a clause with a step that it cannot show is not judged. */
const isRecorded = (rule: RunningRule, state: Facts): boolean => {
  if (!Array.isArray(state.carries)) return true;
  const carried = asTexts(state.carries);
  return rule.stepActs.every((acts) => acts.some((a) => carried.includes(a)));
};

/** An import records a whole past at once; what is recorded later happened here, and nothing of it is missing. */
const recordedWithFirst = (events: readonly StreamEvent[], seq: number): boolean =>
  events[seq - 1]?.recordedAt === events[0]?.recordedAt;

/**
 * Brings a clock into or out of force with the state.
 * @param events the whole history, where a clock that comes into force for the first time may have been imported
 */
export const followState = (
  c: Clock,
  state: Facts,
  at: number,
  events: readonly StreamEvent[] | null,
): void => {
  if (!c.rule || ended(c)) return;
  const fits = c.rule.while(state) === true;
  if (fits !== c.asleep) return;
  c.asleep = !fits;
  if (!fits) {
    if (c.o.state === "open") settle(c, "superseded", at);
    return;
  }
  if (c.o.state === "superseded") settle(c, "open", at);
  const fromFile = events !== null && !c.everAwake && recordedWithFirst(events, c.o.trigger);
  if (fromFile && !isRecorded(c.rule, state)) settle(c, "waived", at, "not-recorded");
  else if (c.o.state === "open") markBornLate(c, at);
  c.everAwake = true;
};

/** Moves a clock's duty on by this event. */
export const follow = (c: Clock, event: StreamEvent): void => {
  if (!c.rule?.hears.has(event.type) || ended(c) || event.seq <= c.o.trigger) return;
  // What a breach started asks for what is done after it.
  if (c.rule.breach !== null && event.at < c.o.openedAt) return;
  const { per, until, steps } = c.rule;
  const says = per === null ? undefined : event.data[per];
  if (until(event) && (says === undefined || says === c.per)) {
    if (c.asleep) c.over = true;
    else if (c.o.state === "open") settle(c, "waived", event.at, "ended");
    return;
  }
  if (c.doneAt !== null || (per !== null && says !== c.per)) return;
  // One act may be several steps, where one person holds both roles.
  while (c.step < steps.length && steps[c.step]?.(event)) c.step += 1;
  if (c.step === steps.length) c.doneAt = event.at;
};
