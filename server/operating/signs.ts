// How the clocks, the outbox and the seals stand, for every organisation at once, in a few ms at any size.
import type { Pool } from "pg";

/** No count goes further: beyond it a number only says "many". */
export const mostCounted = 1000;

/** One organisation's work that goes on by itself; instants are epoch ms of the database's clock. */
export type Standing = {
  org: string;
  /** A rehearsal's clock stands still: nothing is due by itself. */
  still: boolean;
  now: number;
  wakeAt: number | null;
  overdue: number;
  outbox: number;
  outboxOldest: number | null;
  unsealed: number;
  unsealedOldest: number | null;
  seal: number | null;
  sealAt: number | null;
  /** Up to which seal this folder holds the published file. */
  published: number | null;
};

// Every part walks a partial index that holds only what is not done yet, and stops counting at the limit.
// now() and not clock_timestamp(): an index is only searched by what stands still during the statement.
const standings = `
  select o.org, o.clock_at is not null as still, clock_timestamp() as now, w.wake_at as "wakeAt",
         d.n as overdue, x.n as outbox, x.oldest as "outboxOldest", u.n as unsealed, u.oldest as "unsealedOldest",
         l.number as seal, l.at as "sealAt", p.number as published
    from shouwen.organisation o
    left join lateral (select wake_at from shouwen.stream s
        where s.org = o.org and s.run = o.run and s.wake_at is not null and o.clock_at is null
        order by s.wake_at limit 1) w on true
    cross join lateral (select count(*)::integer as n from (select from shouwen.stream s
        where s.org = o.org and s.run = o.run and s.wake_at <= now() and o.clock_at is null
        order by s.wake_at limit ${mostCounted}) due) d
    cross join lateral (select count(*)::integer as n, min(e.recorded_at) as oldest
        from (select org, stream, seq from shouwen.outbox b
               where b.org = o.org and b.run = o.run and b.done_at is null limit ${mostCounted}) b
        join shouwen.event e using (org, stream, seq)) x
    cross join lateral (select count(*)::integer as n, min(e.recorded_at) as oldest
        from (select org, id, length from shouwen.stream s where s.org = o.org and s.unsealed limit ${mostCounted}) s
        join shouwen.event e on e.org = s.org and e.stream = s.id and e.seq = s.length) u
    left join lateral (select number, at from shouwen.seal s where s.org = o.org order by number desc limit 1) l on true
    left join shouwen.seal_published p on p.org = o.org and p.folder = $2
   where o.loaded and ($1::text is null or o.org = $1)`;

/**
 * Reads how the work stands.
 * @param pool connects as the owner
 * @param folder this process's folder of published seals, null where none was written yet
 * @param org one organisation; null: all of them
 */
export const readStandings = async (
  pool: Pool,
  folder: string | null,
  org: string | null = null,
): Promise<Standing[]> => {
  const { rows } = await pool.query<Standing>(standings, [org, folder]);
  return rows;
};
