// Patterns over events: which happening a rule or gate speaks of.
import type { StreamEvent } from "#domain/stream/event.ts";
import type { Pattern } from "../file/rule.ts";
import { eventFields } from "../vocabularies.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";

/** Asks an event; `types` are the only ones that it can match. */
export type Match = { (event: StreamEvent): boolean; readonly types: ReadonlySet<string> };

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
  const match = (event: StreamEvent): boolean => {
    const asked = asks.get(event.type);
    if (asked) for (const ask of asked) if (ask(event.data) === true) return true;
    return false;
  };
  return Object.assign(match, { types: new Set(asks.keys()) });
};
