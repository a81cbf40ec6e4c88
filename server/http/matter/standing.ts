// A matter as decisions see it, for the noun that acts on it and for those whose decisions carry an act out.
import type { CaseState } from "#domain/case/case.ts";
import { type Standing, standingOf } from "#domain/case/standing.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Unit } from "#server/log/unit.ts";

/** A matter as decisions and answers see it. */
export const standingIn = (
  unit: Unit,
  id: string,
  events: readonly StreamEvent[],
  derived: Derived<Facts>,
): Standing => {
  const { directory: d } = unit;
  const matter = derived as Derived<CaseState>;
  const last = events.at(-1)?.at ?? unit.now;
  const running = d.running(matter.state.editions);
  return standingOf(id, events, matter, running, d.organisation, Math.max(unit.now, last), d.calendar);
};
