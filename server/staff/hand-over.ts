// What follows a leaver: their matters and approvals go to the successors in small turns, so that a restart finishes it.
import { approvalKind } from "#domain/approval/approval.ts";
import { places } from "#domain/approval/stage.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { asText, replay } from "#domain/stream/event.ts";
import type { Change } from "#server/log/command.ts";
import { again, type Reactor, type Waiting } from "#server/log/outbox.ts";
import { refold } from "#server/log/proof/fold.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

/** Matters or approvals in one turn: locked together, and not for long. */
const turn = 50;
const mine = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";

const openMatters = `select id from case_view c where ${mine} and ($2::uuid is null or id > $2)
   and state not in ('closed', 'withdrawn') and (first_asked = $1 or holder = $1
     or exists (select from obligation o where o.org = c.org and o.stream = c.id
                 and o.owner_member = $1 and o.state = 'open'))
 order by id limit ${turn}`;
const waitingApprovals = `select id from approval_view where ${mine} and state = 'waiting'
   and ($1::uuid is null or id > $1) order by id limit ${turn}`;

const idsOf = async (unit: Unit, sql: string, values: unknown[]): Promise<string[]> =>
  (await unit.client.query<{ id: string }>(sql, values)).rows.map((r) => r.id);

/** The next turn goes on behind the last that this one took. */
const goOn = async (unit: Unit, w: Waiting, ids: readonly string[]): Promise<void> => {
  if (ids.length === turn) await again(unit, w, { ...w.data, after: ids.at(-1) });
};

/** `hand-over`: some matters of somebody go to whoever takes over, each saying so in its own history. */
export const handOver: Reactor = (w) => ({
  streams: [],
  decide: async (unit) => {
    const [from, to, by] = [String(w.data.from), String(w.data.to), String(w.data.by)];
    const ids = await idsOf(unit, openMatters, [from, asText(w.data.after)]);
    const events = [{ type: "case.handed-over", data: { from, to }, by }];
    const changes = (await readMore(unit, ids, true)).map((history): Change => {
      return { stream: history.id, kind: "case", events, history, depth: w.depth };
    });
    await goOn(unit, w, ids);
    return { changes, answer: () => null };
  },
});

const names = (s: ApprovalState, member: string): boolean =>
  s.askedBy === member ||
  places(s.stages).some((p) => p.signer.consent === null && p.signer.member === member);

/** The rows by which desks find approvals, written for those who hold the posts now. */
const rewrite = async (world: World, unit: Unit, ids: readonly string[]): Promise<void> => {
  await unit.client.query("set local role none");
  await refold(world, unit.client, unit.directory, ids, ["approval_view"]);
  await unit.client.query("set local role shouwen_app");
};

/** A table of a thousand people asks a thousand times for the same: what was asked before now is done with this one. */
const settleOthers = async (unit: Unit): Promise<void> => {
  await unit.client.query(
    `update outbox set done_at = clock_timestamp()
      where ${mine} and reaction = 'recast' and done_at is null and data = '{}'
        and (select version from organisation where org = $1) = $2`,
    [unit.org, unit.directory.version],
  );
};

/** `recast`: waiting approvals are asked of those who hold the posts now, and of the successor of a leaver. */
export const recast: Reactor = (w, world) => ({
  streams: [],
  decide: async (unit) => {
    const [from, to] = [asText(w.data.from), asText(w.data.to)];
    const ids = await idsOf(unit, waitingApprovals, [asText(w.data.after)]);
    await rewrite(world, unit, ids);
    const changes: Change[] = [];
    for (const history of from && to ? await readMore(unit, ids, true) : []) {
      const s = replay(approvalKind, history.events);
      if (s.state !== "waiting" || !names(s, from ?? "")) continue;
      const data = { from, to, tells: [to] };
      const events = [{ type: "approval.transferred", data, by: String(w.data.by) }];
      changes.push({ stream: history.id, kind: "approval", events, history, depth: w.depth });
    }
    await goOn(unit, w, ids);
    if (ids.length < turn) await settleOthers(unit);
    return { changes, answer: () => null };
  },
});
