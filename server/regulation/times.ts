// One clause's distribution of times, and its cases with the worst first.
import type { z } from "zod";
import type { clauseTimes } from "#api/regulation.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";

type Query = z.output<NonNullable<typeof clauseTimes.query>>;
type Row = {
  stream: string;
  number: string | null;
  title: string;
  duty: boolean;
  state: string;
  opened_at: number;
  due_at: number | null;
  met_at: number | null;
  hours: number;
  id: string;
};

/** Edges of the picture's bars, in hours since the clock began. */
const edges = [0, 1, 4, 8, 24, 48, 72, 120, 240, 480, 960];

/** Every obligation of the clause that was judged, with how long it took or has taken until now. */
const judged = `
  select o.stream, o.id, o.opened_at, o.due_at, o.met_at,
         case when o.state = 'open' and o.paused_at is null and o.awaiting is null and o.due_at < $2::timestamptz
              then 'breached' else o.state end as state,
         extract(epoch from (coalesce(o.met_at, $2::timestamptz) - o.opened_at)) / 3600 as hours
    from obligation o
   where o.org = current_setting('shouwen.org') and o.run = current_setting('shouwen.run')::integer
     and o.clause = $1 and o.state in ('open', 'met', 'late', 'breached')`;

const distribution = async (unit: Unit, clause: string, now: string) => {
  const { rows } = await unit.client.query<{ bucket: number; kept: number; broken: number }>(
    `select width_bucket(hours::float8, $3::float8[]) as bucket,
            count(*) filter (where state = 'met') as kept,
            count(*) filter (where state in ('late', 'breached')) as broken
       from (${judged}) j where state <> 'open' group by 1`,
    [clause, now, edges],
  );
  return edges.map((from, i) => {
    const row = rows.find((r) => r.bucket === i + 1);
    return { from, to: edges[i + 1] ?? null, kept: row?.kept ?? 0, broken: row?.broken ?? 0 };
  });
};

const middle = async (unit: Unit, clause: string, now: string) => {
  const { rows } = await unit.client.query<{ median: number | null; p90: number | null }>(
    `select percentile_cont(0.5) within group (order by hours::float8) as median,
            percentile_cont(0.9) within group (order by hours::float8) as p90
       from (${judged}) j where met_at is not null`,
    [clause, now],
  );
  return { medianHours: rows[0]?.median ?? null, p90Hours: rows[0]?.p90 ?? null };
};

const worst = async (unit: Unit, q: Query, now: string) => {
  const limit = pageSize(q.limit);
  const after = readCursor(q.after, ["number", "id", "text"]);
  const { rows } = await unit.client.query<Row>(
    `select j.stream, j.id, j.state, j.opened_at, j.due_at, j.met_at, j.hours::float8 as hours, c.number,
            coalesce(c.title, d.title, '') as title, d.id is not null as duty
       from (${judged}) j
       left join case_view c on c.org = current_setting('shouwen.org') and c.id = j.stream
       left join duty_view d on d.org = current_setting('shouwen.org') and d.id = j.stream
      where ($3::text is null or j.state = $3)
        and ($4::float8 is null or (j.hours::float8, j.stream, j.id) < ($4, $5::uuid, $6))
      order by j.hours::float8 desc, j.stream desc, j.id desc limit $7`,
    [q.clause, now, q.state ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => ({
      case: r.duty ? null : r.stream,
      duty: r.duty ? r.stream : null,
      number: r.number ?? "",
      title: r.title,
      state: r.state,
      openedAt: new Date(r.opened_at).toISOString(),
      dueAt: r.due_at === null ? null : new Date(r.due_at).toISOString(),
      metAt: r.met_at === null ? null : new Date(r.met_at).toISOString(),
      hours: Math.round(r.hours * 10) / 10,
    })),
    next: last ? writeCursor([last.hours, last.stream, last.id]) : null,
  };
};

/** The picture and the page of cases for one clause. */
export const timesOf = async (unit: Unit, q: Query) => {
  const now = new Date(unit.now).toISOString();
  return {
    buckets: await distribution(unit, q.clause, now),
    ...(await middle(unit, q.clause, now)),
    worst: await worst(unit, q, now),
  };
};
