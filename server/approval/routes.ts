// Approvals over HTTP: those that wait for me, those I asked for, and all that can be done to one.
import {
  addSigner,
  approve,
  getApproval,
  handOn,
  listApprovals,
  reject,
  remark,
  remind,
  sendBack,
  withdraw,
} from "#api/approval.ts";
import { approvalKind } from "#domain/approval/approval.ts";
import type { ApprovalAct } from "#domain/approval/decide.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { replay } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { approvalStateIs, askedOf, decidersFor, showApproval } from "#server/http/matter/approval.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { settleApproval } from "./decide.ts";

type Row = { id: string; stream: string; asked_at: number; number: string | null; title: string | null };
type Query = {
  as?: "asker" | "copied" | undefined;
  state?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

const rows = `select a.id, a.stream, a.asked_at, c.number, c.title from approval_view a
  left join case_view c on c.org = a.org and c.id = a.stream
 where a.org = current_setting('shouwen.org') and a.run = current_setting('shouwen.run')::integer`;

const rowsFor = async (unit: Unit, q: Query, me: string, limit: number): Promise<Row[]> => {
  const after = readCursor(q.after, ["time", "id"]);
  const deciders = decidersFor(unit.directory, me, unit.now);
  const posts = memberOf(unit.directory.organisation, me)?.posts ?? [];
  const whose = { asker: "a.asked_by = $1", copied: "a.cc && $3::text[]" };
  const mine = q.as ? whose[q.as] : askedOf("$1", "$2");
  const state = q.state ?? (q.as ? null : "waiting");
  const found = await unit.client.query<Row>(
    `${rows} and ${mine} and ($1::text is not null and $2::text is not null and $3::text[] is not null and $4::timestamptz is not null)
        and ${state === null ? "true" : approvalStateIs(state, "$4::timestamptz")}
        and ($5::timestamptz is null or (a.asked_at, a.id) > ($5, $6::uuid))
      order by a.asked_at, a.id limit $7`,
    [
      me,
      deciders,
      posts,
      new Date(unit.now).toISOString(),
      after ? new Date(Number(after[0])).toISOString() : null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return found.rows;
};

const show = async (unit: Unit, found: readonly Row[], me: string) => {
  const streams = await readMore(
    unit,
    found.map((r) => r.id),
    false,
  );
  const showing = { directory: unit.directory, now: unit.now, me };
  return found.map((r) => {
    const s = replay(approvalKind, streams.find((x) => x.id === r.id)?.events ?? []) as ApprovalState;
    const about = { number: r.number ?? s.number ?? "", title: r.title ?? "" };
    return showApproval(showing, r.id, s, about);
  });
};

const list = async (unit: Unit, q: Query, me: string) => {
  const limit = pageSize(q.limit);
  const found = await rowsFor(unit, q, me, limit);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: await show(unit, found.slice(0, limit), me),
    next: last ? writeCursor([last.asked_at, last.id]) : null,
  };
};

const oneRow = async (unit: Unit, id: string): Promise<Row> => {
  const found = isStreamId(id)
    ? (await unit.client.query<Row>(`${rows} and a.id = $1`, [id])).rows[0]
    : undefined;
  if (!found) throw refused({ kind: "unknown", code: "unknown" });
  return found;
};

type Said = { comment?: string | undefined };

/** Registers the routes of approvals. */
export const approvalRoutes = (routes: Routes, world: World): void => {
  route(routes, listApprovals, ({ query, caller }) =>
    reading(world, caller.org, (unit) => list(unit, query, caller.member)),
  );
  route(routes, getApproval, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const [shown] = await show(unit, [await oneRow(unit, params.id)], caller.member);
      return shown;
    }),
  );

  const acting =
    <B extends Said>(read: (body: B) => ApprovalAct) =>
    async ({ params, body, caller, request, reply }: Input<{ id: string }, unknown, B>) => {
      const { stream } = await reading(world, caller.org, (unit) => oneRow(unit, params.id));
      const asked = { id: params.id, matter: stream, act: read(body), me: caller.member };
      return perform(world, caller, request, reply, {
        streams: [params.id, stream],
        decide: (unit, seen) => settleApproval(unit, seen, asked),
      });
    };
  const plain = (act: "approve" | "reject" | "withdraw" | "remind" | "comment") =>
    acting((body: Said) => ({ act, comment: body.comment }));
  route(routes, approve, plain("approve"));
  route(routes, reject, plain("reject"));
  route(routes, withdraw, plain("withdraw"));
  route(routes, remind, plain("remind"));
  route(routes, remark, plain("comment"));
  route(
    routes,
    sendBack,
    acting((body: { to: number; comment: string }) => ({ act: "send-back", ...body })),
  );
  route(
    routes,
    handOn,
    acting((body: Said & { to: string }) => ({ act: "hand-on", ...body })),
  );
  route(
    routes,
    addSigner,
    acting((body: Said & { member: string; place: "before" | "after" }) => ({ act: "add-signer", ...body })),
  );
};
