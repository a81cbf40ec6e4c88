// A paper that stands alone, for one reader.
import type { PaperAlone } from "#api/paper-alone.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { heldBy } from "#domain/obligation/record.ts";
import { showObligation } from "#domain/obligation/show.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { AloneState } from "#domain/paper/paper.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Unit } from "#server/log/unit.ts";
import { paperActor } from "../actor.ts";
import { type Looked, showPaper } from "../show.ts";
import { definitionOf, owedBy, ownerNow } from "./module.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/** What a reader looks at, or null for who is no member and for a paper that no edition defines any more. */
export const lookedAt = (unit: Unit, s: AloneState, me: string): Looked | null => {
  const { directory: d } = unit;
  const member = memberOf(d.organisation, me);
  const running = definitionOf(d, s);
  if (!member || !running) return null;
  return {
    running,
    s: s.papers[s.paper],
    matter: null,
    by: paperActor(d.organisation, member, true),
    edition: s.editions[s.regulation] ?? "",
    customer: null,
  };
};

const owed = (unit: Unit, id: string, events: readonly StreamEvent[], after: Derived<AloneState>) => {
  const { organisation, calendar } = unit.directory;
  const held = heldBy(events);
  return after.obligations.map((o) => {
    const owes = owedBy(organisation, after.state, o.owner);
    const fixed = o.state === "open" ? null : held.get(o.id);
    return showObligation(o, {
      stream: id,
      calendar: calendar.always ? "always" : calendar.key,
      now: Math.max(unit.now, events.at(-1)?.at ?? 0),
      owner: fixed ?? ownerNow(organisation, after.state, o.owner),
      ownerPost: owes.post,
      department: owes.department,
      says: "",
      iso,
    });
  });
};

/** The whole paper; null as in `lookedAt`. */
export const showAlone = (
  unit: Unit,
  id: string,
  events: readonly StreamEvent[],
  derived: Derived<Facts>,
  me: string,
): PaperAlone | null => {
  const after = derived as Derived<AloneState>;
  const looked = lookedAt(unit, after.state, me);
  if (!looked) return null;
  return {
    ...showPaper(unit.directory, looked),
    id,
    version: events.length,
    openedAt: iso(after.state.openedAt),
    openedBy: after.state.openedBy,
    obligations: owed(unit, id, events, after),
    events: events.map((e) => ({ seq: e.seq, type: e.type, at: iso(e.at), by: e.by })),
  };
};
