// The rows of what a stream owes, the same for every kind that has clocks.
import type { Obligation, Owner } from "#domain/obligation/obligation.ts";
import { heldBy } from "#domain/obligation/record.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { Turned } from "../world.ts";

/** Who owes it now: a post or a department, and the member where one is named. */
export type Owes = { post: string | null; department: string | null; member: string | null };

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const row = (t: Turned, o: Obligation, owes: Owes, held: string | undefined) => ({
  org: t.directory.org,
  stream: t.id,
  id: o.id,
  run: t.run,
  clause: o.clause,
  state: o.state,
  owner_post: owes.post,
  owner_department: owes.department,
  owner_member: o.state === "open" ? owes.member : (held ?? owes.member),
  opened_at: iso(o.openedAt),
  due_at: iso(o.dueAt),
  original_due_at: iso(o.originalDueAt),
  met_at: iso(o.metAt),
  paused_at: iso(o.pausedAt),
  awaiting: o.awaiting,
  why: o.why,
  detail: o,
});

/**
 * Rows of the obligations that this turn changed.
 * @param owes who owes an obligation as the stream stands
 * @param moved owners may have changed with this turn, so that every row is written
 */
export const obligationRows = <S extends Facts>(
  t: Turned<S>,
  owes: (owner: Owner) => Owes,
  moved = false,
): Record<string, unknown>[] => {
  const held = heldBy(t.events);
  const earlier = new Map(t.before?.obligations.map((o) => [o.id, JSON.stringify(o)]));
  // What ran out before this turn looks the same before and after it, but only now is it on record.
  const fixed = new Set(
    t.fresh.filter((e) => e.type.startsWith("obligation.")).map((e) => e.data.obligation),
  );
  return t.after.obligations
    .filter((o) => moved || fixed.has(o.id) || earlier.get(o.id) !== JSON.stringify(o))
    .map((o) => row(t as unknown as Turned, o, owes(o.owner), held.get(o.id)));
};
