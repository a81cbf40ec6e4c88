// The matters behind a clause's figures of a month, newest first.
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";
import { departmentOf, here, type Month, type Owned, personOf, stateNow } from "./month.ts";

type Row = Owned & {
  stream: string;
  sub: string;
  on: "case" | "duty" | "paper";
  number: string | null;
  title: string;
  state: string;
  at: number;
  due_at: number | null;
  met_at: number | null;
};

const nobody = "null::text as owner_post, null::text as owner_department";
const noTimes = "null::timestamptz as due_at, null::timestamptz as met_at";

/** What is counted of a clause, by what carries it: clocks unless said. Each reads $1 clause, $2 and $3 the month, $4 now. */
const sources: Record<string, string> = {
  clocks: `select o.stream, o.id as sub, o.owner_member, o.owner_post, o.owner_department, o.opened_at as at,
      o.due_at, o.met_at, ${stateNow("o", "$4::timestamptz")} as state
    from obligation o where ${here("o")} and o.clause = $1 and o.opened_at >= $2 and o.opened_at < $3`,
  paper: `select p.stream, p.paper as sub, p.filled_by as owner_member, ${nobody}, p.filled_at as at, ${noTimes}, p.state
    from paper_view p where ${here("p")} and p.clause = $1 and p.filled_at >= $2 and p.filled_at < $3 and $4::text is not null`,
  gate: `select a.stream, a.id::text as sub, a.asked_by as owner_member, ${nobody}, a.asked_at as at, ${noTimes}, a.state
    from approval_view a join event e on e.org = a.org and e.stream = a.id and e.seq = 1
   where ${here("a")} and e.data->>'clause' = $1 and a.asked_at >= $2 and a.asked_at < $3 and $4::text is not null`,
  words: `select w.stream, w.seq::text as sub, w.member as owner_member, ${nobody}, w.at, ${noTimes}, w.kind as state
    from words_found w where ${here("w")} and w.clause = $1 and w.at >= $2 and w.at < $3 and $4::text is not null`,
  tally: `select t.stream, t.seq::text as sub, null::text as owner_member, ${nobody}, t.at, ${noTimes}, 'counted' as state
    from tally_count t where ${here("t")} and t.clause = $1 and t.at >= $2 and t.at < $3 and $4::text is not null`,
};

/** One page of them. */
export const behind = async (
  unit: Unit,
  clause: string,
  block: string | null,
  m: Month,
  q: { limit?: number | undefined; after?: string | undefined },
) => {
  const limit = pageSize(q.limit);
  const after = readCursor(q.after, ["time", "id", "text"]);
  const { rows } = await unit.client.query<Row>(
    `select x.*, c.number, coalesce(c.title, d.title, p.title, '') as title,
            case when c.id is not null then 'case' when d.id is not null then 'duty' else 'paper' end as on
       from (${sources[block ?? ""] ?? sources.clocks}) x
       left join case_view c on c.org = current_setting('shouwen.org') and c.id = x.stream
       left join duty_view d on d.org = current_setting('shouwen.org') and d.id = x.stream
       left join lateral (select title from paper_view v where v.org = current_setting('shouwen.org') and v.stream = x.stream
                           limit 1) p on c.id is null and d.id is null
      where $5::timestamptz is null or (x.at, x.stream, x.sub) < ($5, $6::uuid, $7)
      order by x.at desc, x.stream desc, x.sub desc limit $8`,
    [
      clause,
      m.from,
      m.to,
      new Date(unit.now).toISOString(),
      after ? new Date(Number(after[0])).toISOString() : null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit + 1,
    ],
  );
  const o = unit.directory.organisation;
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => ({
      on: r.on,
      id: r.stream,
      number: r.number,
      title: r.title,
      state: r.state,
      openedAt: new Date(r.at).toISOString(),
      dueAt: time(r.due_at),
      metAt: time(r.met_at),
      member: personOf(o, r),
      department: departmentOf(o, r),
    })),
    next: last ? writeCursor([last.at, last.stream, last.sub]) : null,
  };
};
