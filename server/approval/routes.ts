// Approvals over HTTP: those that wait for me, those I asked for, granting and refusing.
import { approve, listApprovals, reject } from "#api/approval.ts";
import { type ApprovalState, approvalKind } from "#domain/approval/approval.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { replay } from "#domain/stream/event.ts";
import { showApproval } from "#server/http/approval.ts";
import { perform } from "#server/http/command.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { settleApproval } from "./decide.ts";

type Row = { id: string; stream: string; asked_at: number; number: string; title: string };
type Query = {
  as?: "asker" | undefined;
  state?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

const rowsFor = async (unit: Unit, q: Query, me: string, limit: number): Promise<Row[]> => {
  const posts = memberOf(unit.directory.organisation, me)?.posts ?? [];
  const after = readCursor(q.after, ["time", "id"]);
  const mine = q.as === "asker" ? "a.asked_by = $1" : "a.waits_for && $2::text[] and a.asked_by <> $1";
  const state = q.state ?? (q.as === "asker" ? null : "waiting");
  const { rows } = await unit.client.query<Row>(
    `select a.id, a.stream, a.asked_at, c.number, c.title from approval_view a
       join case_view c on c.org = a.org and c.id = a.stream
      where a.org = current_setting('shouwen.org') and a.run = current_setting('shouwen.run')::integer
        and ${mine} and ($2::text[] is not null) and ($3::text is null or a.state = $3)
        and ($4::timestamptz is null or (a.asked_at, a.id) > ($4, $5::uuid))
      order by a.asked_at, a.id limit $6`,
    [
      me,
      posts,
      state,
      after ? new Date(Number(after[0])).toISOString() : null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return rows;
};

const list = async (unit: Unit, q: Query, me: string) => {
  const limit = pageSize(q.limit);
  const rows = await rowsFor(unit, q, me, limit);
  const shown = rows.slice(0, limit);
  const streams = await readMore(
    unit,
    shown.map((r) => r.id),
    false,
  );
  const member = memberOf(unit.directory.organisation, me);
  if (!member) throw refused({ kind: "unknown", code: "unknown" });
  const by = actorOf(unit.directory.organisation, member);
  const items = shown.map((r) => {
    const state = replay(approvalKind, streams.find((s) => s.id === r.id)?.events ?? []) as ApprovalState;
    return showApproval(unit.directory, r.id, state, by, r);
  });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items, next: last ? writeCursor([last.asked_at, last.id]) : null };
};

type Decided = Input<{ id: string }, unknown, { comment?: string | undefined }>;

/** Registers the routes of approvals. */
export const approvalRoutes = (routes: Routes, world: World): void => {
  route(routes, listApprovals, ({ query, caller }) =>
    reading(world, caller.org, (unit) => list(unit, query, caller.member)),
  );

  const decision = (answer: "granted" | "refused") => async (input: Decided) => {
    const { params, body, caller, request, reply } = input;
    if (!isStreamId(params.id)) throw refused({ kind: "unknown", code: "unknown" });
    const matter = await reading(world, caller.org, async (unit) => {
      const { rows } = await unit.client.query<{ stream: string }>(
        "select stream from approval_view where org = current_setting('shouwen.org') and id = $1",
        [params.id],
      );
      return rows[0]?.stream;
    });
    if (!matter) throw refused({ kind: "unknown", code: "unknown" });
    const asked = { id: params.id, matter, answer, comment: body.comment, me: caller.member };
    return perform(world, caller, request, reply, {
      streams: [params.id, matter],
      decide: (unit, seen) => settleApproval(unit, seen, asked),
    });
  };
  route(routes, approve, decision("granted"));
  route(routes, reject, decision("refused"));
};
