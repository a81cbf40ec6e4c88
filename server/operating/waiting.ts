// What leaves the house, and what is kept for the worst day: deliveries and backups, read from their own rows.
import type { Probe, Sign } from "#server/probe.ts";
import { mostCounted } from "./signs.ts";

type Deliveries = { now: number; waiting: number; oldest: number | null; failed: number };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Those waiting, since when the one longest due is due, and those given up within a day. */
const deliveries = `
  select clock_timestamp() as now, w.n as waiting, w.oldest, f.n as failed
    from (select count(*)::integer as n, min(next_at) filter (where next_at <= clock_timestamp()) as oldest
            from (select next_at from shouwen.delivery d where ($1::text is null or d.org = $1)
                     and d.next_at is not null order by d.next_at limit ${mostCounted}) one) w,
         (select count(*)::integer as n from (select from shouwen.delivery d join shouwen.organisation o using (org)
            where ($1::text is null or d.org = $1) and d.run in (0, o.run) and d.state = 'given-up'
              and d.at > now() - interval '1 day' limit ${mostCounted}) one) f`;

const deliveriesSign = ({ now, waiting, oldest, failed }: Deliveries): Sign => {
  const late = oldest === null ? 0 : now - oldest;
  const facts = { waiting, failed, oldest: iso(oldest) };
  const sign = (health: Sign["health"], why: string): Sign => ({ name: "deliveries", health, why, facts });
  if (late > 15 * minute) return sign("fault", "stopped");
  if (failed > 0) return sign("attention", "failed");
  if (late > 2 * minute) return sign("attention", "slow");
  return sign("good", waiting === 0 ? "none" : "moving");
};

/** Notices on their way by mail and hook. */
export const deliveriesProbe: Probe = {
  sign: async ({ side }, org) => {
    const { rows } = await side.query<Deliveries>(deliveries, [org]);
    return rows[0] ? deliveriesSign(rows[0]) : null;
  },
  gauges: async ({ side }) => {
    const { rows } = await side.query<Deliveries>(deliveries, [null]);
    const { now = 0, waiting = 0, oldest = null, failed = 0 } = rows[0] ?? {};
    return {
      deliveries_waiting: waiting,
      deliveries_oldest_seconds: oldest === null ? 0 : (now - oldest) / 1000,
      deliveries_given_up_in_a_day: failed,
    };
  },
};

type Backups = { now: number; last: number | null; tried: string | null; rehearsal: boolean | null };

const backups = `
  select clock_timestamp() as now,
         (select max(ended_at) from shouwen.backup_job where kind = 'backup' and state = 'done'
             and ($1::text is null or org = $1)) as last,
         (select state from shouwen.backup_job where kind = 'backup' and ($1::text is null or org = $1)
           order by started_at desc limit 1) as tried,
         (select rehearsal from shouwen.organisation where org = $1) as rehearsal`;

const backupsSign = ({ now, last, tried }: Backups): Sign => {
  const facts = { last: iso(last) };
  const sign = (health: Sign["health"], why: string): Sign => ({ name: "backups", health, why, facts });
  if (tried === "failed") return sign("fault", "failed");
  if (last === null) return sign("attention", "never");
  return now - last > 36 * hour
    ? sign(now - last > 7 * day ? "fault" : "attention", "old")
    : sign("good", "done");
};

/** The last whole backup. */
export const backupsProbe: Probe = {
  sign: async ({ side }, org) => {
    const { rows } = await side.query<Backups>(backups, [org]);
    // A rehearsal is saved along with the others; it has no backups of its own.
    return rows[0] && !rows[0].rehearsal ? backupsSign(rows[0]) : null;
  },
  gauges: async ({ side }) => {
    const { rows } = await side.query<Backups>(backups, [null]);
    const { now = 0, last = null } = rows[0] ?? {};
    const ages: Record<string, number> = last === null ? {} : { backup_age_seconds: (now - last) / 1000 };
    return ages;
  },
};
