// Notices over HTTP: mine, newest first, and up to where I read them.

import { listNotices, readNotices } from "#api/notice.ts";
import { turnInWords } from "#domain/duty/periods.ts";
import { type MemberState, memberKind } from "#domain/member/member.ts";
import { replay } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { type Routes, route } from "#server/http/route.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

type Row = {
  stream: string;
  seq: number;
  at: number;
  about: string;
  clause: string | null;
  due_at: number | null;
  case: string | null;
  duty: string | null;
  paper: string | null;
  number: string | null;
  title: string | null;
  period: string | null;
  n: number;
  of: number;
  regulation: string | null;
  edition: string | null;
};

/** Of an edition the regulation's name, of a recurring duty with the period for which it is owed. */
const titleOf = (unit: Unit, r: Row): string =>
  (r.title && r.period ? `${r.title} ${turnInWords({ ...r, period: r.period }, tongueIn())}` : r.title) ??
  unit.directory.editions.get(r.regulation ?? "")?.state.title ??
  "";

const here = "n.org = current_setting('shouwen.org') and n.run = current_setting('shouwen.run')::integer";

const readUpTo = async (unit: Unit, me: string): Promise<number> => {
  const [history] = await readMore(unit, [streamId(unit.org, "member", `${unit.run}/${me}`)], false);
  return (replay(memberKind, history?.events ?? []) as MemberState).readUpTo;
};

const unread = async (unit: Unit, me: string, upTo: number): Promise<number> => {
  const { rows } = await unit.client.query<{ n: number }>(
    `select count(*) as n from (select 1 from notice n where ${here} and recipient = $1 and at > $2 limit 1001) x`,
    [me, new Date(upTo).toISOString()],
  );
  return rows[0]?.n ?? 0;
};

const list = async (unit: Unit, me: string, after: string | undefined, limit: number) => {
  const cursor = readCursor(after, ["time", "id", "number"]);
  const upTo = await readUpTo(unit, me);
  // Not coalesce: the planner does not count it as leakproof, and under row-level security would read every matter.
  const { rows } = await unit.client.query<Row>(
    `select n.stream, n.seq, n.at, n.about, n.clause, n.due_at, c.id as case, c.number, d.id as duty, p.stream as paper,
            coalesce(c.title, d.title, '《' || p.name || '》' || p.title) as title, d.period, d.n,
            d.times as of, r.regulation, r.edition
       from (select n.* from notice n
              where ${here} and n.recipient = $1
                and ($2::timestamptz is null or (n.at, n.stream, n.seq) < ($2, $3::uuid, $4::integer))
              order by n.at desc, n.stream desc, n.seq desc limit $5) n
       left join approval_view a on a.org = n.org and a.id = n.stream
       left join case_view c on c.org = n.org and c.id = case when a.stream is null then n.stream else a.stream end
       left join duty_view d on d.org = n.org and d.id = n.stream
       left join paper_view p on p.org = n.org and p.stream = n.stream and p.host = 'paper'
       left join circulation r on r.org = n.org and r.id = n.stream and r.member = n.recipient
      order by n.at desc, n.stream desc, n.seq desc`,
    [
      me,
      cursor ? new Date(Number(cursor[0])).toISOString() : null,
      cursor?.[1] ?? null,
      cursor?.[2] ?? null,
      limit + 1,
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => ({
      id: `${r.stream}:${r.seq}`,
      at: new Date(r.at).toISOString(),
      about: r.about,
      case: r.case,
      caseNumber: r.number,
      duty: r.duty,
      paper: r.paper,
      edition: r.regulation && r.edition ? { regulation: r.regulation, date: r.edition } : null,
      title: titleOf(unit, r),
      clause: r.clause,
      dueAt: r.due_at === null ? null : new Date(r.due_at).toISOString(),
      read: r.at <= upTo,
    })),
    next: last ? writeCursor([last.at, last.stream, last.seq]) : null,
    unread: await unread(unit, me, upTo),
  };
};

/** Registers the routes of notices. */
export const noticeRoutes = (routes: Routes, world: World): void => {
  route(routes, listNotices, ({ query, caller }) =>
    reading(world, caller.org, (unit) => list(unit, caller.member, query.after, pageSize(query.limit))),
  );

  route(routes, readNotices, async ({ body, caller, request, reply }) => {
    const run = await reading(world, caller.org, async (unit) => unit.run);
    const stream = streamId(caller.org, "member", `${run}/${caller.member}`);
    return perform(world, caller, request, reply, {
      streams: [stream],
      guards: [`member/${caller.member}`],
      decide: async (unit) => {
        const [at = "", seq = ""] = body.upTo.split(":");
        const { rows } = await unit.client.query<{ at: number }>(
          `select at from notice n where ${here} and recipient = $1 and stream::text = $2 and seq::text = $3`,
          [caller.member, at, seq],
        );
        const upTo = rows[0]?.at;
        const events =
          upTo === undefined
            ? []
            : [{ type: "member.notices-read", data: { upTo: new Date(upTo).toISOString() } }];
        return {
          changes: events.length > 0 ? [{ stream, kind: "member", run: unit.run, events }] : [],
          answer: async () => ({
            status: 200,
            body: {
              unread: await unread(unit, caller.member, upTo ?? (await readUpTo(unit, caller.member))),
            },
          }),
        };
      },
    });
  });
};
