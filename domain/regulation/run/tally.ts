// Tallies: how often something happened, in which window, for whom.
import { asText, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { type Window, windowStart } from "#domain/time/window.ts";
import type { Tally } from "../file/content.ts";
import type { Pattern } from "../file/rule.ts";
import { type Clause, clauseId, type Regulation } from "../file.ts";
import { gateFields, ownFields } from "../vocabularies.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";
import { compilePatterns, eventOf, type Match } from "./pattern.ts";
import { waitsFor } from "./rule.ts";

export type RunningTally = {
  clause: string;
  name: string;
  of: Match;
  while: Ask;
  whose: Exclude<Tally["whose"], undefined> | null;
  /** The field by whose values the count is split; `own` stands among the matter's labels. */
  by: { field: string; own: boolean } | null;
  in: Window;
};

/** One thing counted: for whom (empty where the tally asks for nobody), split by which value, when. */
export type Count = { clause: string; whose: string; split: string; at: number };

const patternsOf = (of: Tally["of"]): readonly Pattern[] => (Array.isArray(of) ? of : [of as Pattern]);

/** Compiles a clause's tally; null while it waits for a stream. */
export const compileTally = (r: Regulation, c: Clause, tally: Tally, names: Names): RunningTally | null => {
  const patterns = patternsOf(tally.of);
  if (waitsFor(patterns.map(eventOf)) !== null) return null;
  const own = ownFields(r);
  return {
    clause: clauseId(r.regulation, c.id),
    name: tally.name,
    of: compilePatterns(patterns, names),
    while: compileCondition(tally.while, gateFields(patterns.slice(0, 1).map(eventOf), own), names),
    whose: tally.whose ?? null,
    by: tally.by ? { field: tally.by, own: Object.hasOwn(own, tally.by) } : null,
    in: tally.in,
  };
};

/** For whom a happening counts: the customer or the department of the matter, whom it is about, who did it. */
export const whoseOf = (t: RunningTally, state: Facts, by: string): string => {
  if (t.whose === null) return "";
  if (t.whose === "member") return by;
  if (t.whose !== "against") return asText(state[t.whose]) ?? "";
  const against = (state.against ?? {}) as { member?: unknown; department?: unknown };
  return asText(against.member) ?? asText(against.department) ?? "";
};

const splitOf = ({ by }: RunningTally, facts: Facts): unknown => {
  if (by === null) return "";
  return by.own ? (facts.labels as Facts | undefined)?.[by.field] : (facts[by.field] ?? "");
};

/**
 * What one event adds to the tallies.
 * @param state of the stream after the event
 */
export const countsOf = (tallies: readonly RunningTally[], event: StreamEvent, state: Facts): Count[] =>
  tallies.flatMap((t) => {
    const facts = { ...state, ...event.data };
    if (!t.of(event) || t.while(facts) !== true) return [];
    const whose = whoseOf(t, state, event.by);
    return [{ clause: t.clause, whose, split: String(splitOf(t, facts) ?? ""), at: event.at }];
  });

/** How often a tally has counted for somebody in the window in which `now` lies. */
export const countIn = (
  t: RunningTally,
  calendar: Calendar,
  counts: readonly Count[],
  whose: string,
  now: number,
): number => {
  const from = windowStart(calendar, t.in, now);
  return counts.filter((c) => c.clause === t.clause && c.whose === whose && c.at >= from && c.at <= now)
    .length;
};
