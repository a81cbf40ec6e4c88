// What a day left in the log: every matter closed, every term with one outcome, and how soon that was on record.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { percentile } from "../../part.ts";

const term = "pm-front-office/2.9.3d";

export type Found = {
  breached: number;
  met: number;
  lag50: number;
  lag99: number;
  lagMost: number;
  first: number;
  second: number;
};

const wrong: Record<string, string> = {
  // One that ran out may still be done later, which is recorded too.
  "a term has not exactly one outcome": `select stream, count(*) from shouwen.event
     where org = 'wuye' and type in ('obligation.met', 'obligation.breached') and data->>'clause' = '${term}'
     group by stream, type having count(*) <> 1`,
  "a term that was kept counts as late": `select b.stream from shouwen.event b
      join shouwen.event r on r.org = b.org and r.stream = b.stream and r.type = 'case.resolved'
     where b.org = 'wuye' and b.type = 'obligation.breached' and b.data->>'clause' = '${term}' and r.at <= (b.data->>'dueAt')::timestamptz`,
  "something still waits": `select id from shouwen.stream where org = 'wuye' and wake_at < now()
     union all select stream from shouwen.outbox where org = 'wuye' and done_at is null`,
};

/** @throws with the first thing that is wrong */
export const checkDay = async (url: string, matters: number): Promise<Found> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // A term may run out after its matter was closed only if it was kept; two seconds let the last one pass.
    await sleep(2000);
    for (const [what, sql] of Object.entries(wrong)) {
      const { rows } = await client.query(`${sql} limit 3`);
      if (rows.length > 0) throw new Error(`${what}: ${JSON.stringify(rows)}`);
    }
    const closed = await client.query(
      "select count(*)::int as n from shouwen.case_view where org = 'wuye' and state = 'closed'",
    );
    if (closed.rows[0].n !== matters)
      throw new Error(`${closed.rows[0].n} of ${matters} matters are closed.`);
    const { rows } = await client.query<{ lag: number | null }>(
      `select case when type = 'obligation.breached' then (extract(epoch from recorded_at - (data->>'dueAt')::timestamptz) * 1000)::float8 end as lag
         from shouwen.event e where org = 'wuye' and type in ('obligation.met', 'obligation.breached') and data->>'clause' = '${term}'
          and not (type = 'obligation.met' and exists (select from shouwen.event b where b.org = e.org and b.stream = e.stream
            and b.type = 'obligation.breached' and b.data->>'obligation' = e.data->>'obligation')) order by recorded_at`,
    );
    const lags = rows.flatMap((r) => r.lag ?? []);
    const half = lags.length >> 1;
    const p = (list: readonly number[], share: number) => Math.round(percentile(list, share));
    return {
      breached: lags.length,
      met: rows.length - lags.length,
      lag50: p(lags, 0.5),
      lag99: p(lags, 0.99),
      lagMost: Math.round(Math.max(0, ...lags)),
      first: p(lags.slice(0, half), 0.5),
      second: p(lags.slice(half), 0.5),
    };
  } finally {
    await client.end();
  }
};
