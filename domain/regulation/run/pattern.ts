// Patterns over events: which happening a rule or gate speaks of.
import type { StreamEvent } from "#domain/stream/event.ts";
import type { Pattern } from "../file/rule.ts";
import { eventFields } from "../vocabularies.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";

export type Match = (event: StreamEvent) => boolean;

/** The event type that a pattern names. */
export const eventOf = (p: Pattern): string => (typeof p === "string" ? p : p.event);

/** Compiles patterns of which one must match; `with` asks the event once. */
export const compilePatterns = (patterns: readonly Pattern[], names: Names): Match => {
  const asks = new Map<string, Ask[]>();
  for (const p of patterns) {
    const type = eventOf(p);
    const ask = compileCondition(typeof p === "string" ? undefined : p.with, eventFields(type), names);
    asks.set(type, [...(asks.get(type) ?? []), ask]);
  }
  return (event) => asks.get(event.type)?.some((ask) => ask(event.data) === true) ?? false;
};
