// What a turn adds to the regulations' tallies, and how often they have counted up to now.
import { movedTo, type Pinned } from "#domain/edition/pinned.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import { countsOf, whoseOf } from "#domain/regulation/run/tally.ts";
import type { Facts, StreamKind } from "#domain/stream/event.ts";
import { windowStart } from "#domain/time/window.ts";
import { takeGuards, type Unit } from "../unit.ts";
import type { Turned } from "../world.ts";

/** A row for each happening that a tally counts, under the editions that the stream stood under when it happened. */
export const tallyRows = <S extends Facts>(t: Turned<S>, kind: StreamKind<S>): Record<string, unknown>[] => {
  const first = t.events[0];
  let pinned = (first?.data.editions ?? {}) as Pinned;
  const moves = t.events.some((e) => e.type.endsWith(".edition-moved"));
  const tallies = (of: Pinned) => t.directory.running(of, first?.recordedAt).flatMap((r) => r.tallies);
  if (!moves && tallies(pinned).length === 0) return [];
  const known = t.events.length - t.fresh.length;
  let state = kind.initial;
  return t.events.flatMap((e) => {
    state = kind.evolve(state, e);
    if (e.type.endsWith(".edition-moved")) pinned = movedTo(pinned, e);
    if (e.seq <= known) return [];
    return countsOf(tallies(pinned), e, state).map(({ clause, whose, split, at }) => ({
      org: t.directory.org,
      run: t.run,
      stream: t.id,
      seq: e.seq,
      clause,
      whose,
      split,
      at: new Date(at).toISOString(),
    }));
  });
};

/** Who acts, and the act (its whole name) that is about to be decided; without it nothing is held for it. */
export type Acting = { member: string; action?: string };

/**
 * How often the tallies that gates read have counted for a stream's people in the window of now.
 * @param acting with an action, nobody else counts for the same people until the unit ends
 */
export const countedIn = async (
  unit: Unit,
  running: readonly Running[],
  state: Facts,
  { member, action }: Acting,
): Promise<(clause: string) => number | null> => {
  const gates = running.flatMap((r) => r.gates).filter((g) => g.tallies.length > 0);
  if (gates.length === 0) return () => null;
  const read = new Set(gates.flatMap((g) => g.tallies));
  const tallies = running.flatMap((r) => r.tallies).filter((t) => read.has(t.clause));
  const asked = tallies.map((t) => ({ t, whose: whoseOf(t, state, member) }));
  const held = new Set(
    gates.filter((g) => action !== undefined && g.actions.includes(action)).flatMap((g) => g.tallies),
  );
  await takeGuards(
    unit,
    asked.filter(({ t }) => held.has(t.clause)).map(({ t, whose }) => `tally:${t.clause}:${whose}`),
  );
  const { rows } = await unit.client.query<{ clause: string; n: number }>(
    `select a.clause, count(c.seq) as n
       from unnest($1::text[], $2::text[], $3::timestamptz[]) as a(clause, whose, since)
       left join tally_count c on c.org = current_setting('shouwen.org')
        and c.run = current_setting('shouwen.run')::integer and c.clause = a.clause and c.whose = a.whose
        and c.at >= a.since and c.at <= $4
      group by 1`,
    [
      asked.map(({ t }) => t.clause),
      asked.map(({ whose }) => whose),
      asked.map(({ t }) => new Date(windowStart(unit.directory.calendar, t.in, unit.now)).toISOString()),
      new Date(unit.now).toISOString(),
    ],
  );
  const counts = new Map(rows.map((r) => [r.clause, r.n]));
  return (clause) => counts.get(clause) ?? null;
};
