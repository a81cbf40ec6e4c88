// A matter as decisions see it, for the noun that acts on it and for those whose decisions carry an act out.
import type { CaseState } from "#domain/case/case.ts";
import { type Standing, standingOf } from "#domain/case/standing.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { type Acting, countedIn } from "#server/log/clock/tally-rows.ts";
import type { Unit } from "#server/log/unit.ts";

/**
 * A matter as decisions and answers see it.
 * @param acting who looks at it; with an action, what its gates count stays so until the unit ends
 */
export const standingIn = async (
  unit: Unit,
  id: string,
  events: readonly StreamEvent[],
  derived: Derived<Facts>,
  acting: Acting,
): Promise<Standing> => {
  const { directory: d } = unit;
  const matter = derived as Derived<CaseState>;
  const last = events.at(-1)?.at ?? unit.now;
  const running = d.running(matter.state.editions);
  const now = Math.max(unit.now, last);
  const counted = await countedIn(unit, running, matter.state, acting);
  return standingOf(id, events, matter, running, d.organisation, now, d.calendar, counted);
};
