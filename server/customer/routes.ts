// Customers over HTTP: found, shown masked, revealed with a reason that is kept.
import { getCustomer, listCustomers, revealCustomer } from "#api/customer.ts";
import { refuseByClause } from "#domain/case/standing.ts";
import { actorOf, memberOf, nameOf } from "#domain/organisation/organisation.ts";
import { askGates } from "#domain/regulation/run/gate.ts";
import { asText, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { mask, openTo } from "#server/http/disclosure.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { byName, findCustomers } from "./find.ts";

type Row = { id: string; name: string | null; phone: string | null; address: string | null };
type Shown = Row & { open: boolean };

const show = ({ open, ...row }: Shown) => (open ? { ...row, masked: false } : mask(row));

/** A statement's values, and what to show of a customer to this member. */
const reader = (unit: Unit, me: string) => {
  const values: unknown[] = [];
  const add = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const { organisation } = unit.directory;
  const member = memberOf(organisation, me);
  if (!member) throw refused({ kind: "unknown", code: "customer-unknown" });
  const open = openTo(organisation, actorOf(organisation, member), "v.id", add);
  const select = `select v.id, v.name, v.phone, v.address, ${open} as open from customer_view v
      where v.org = current_setting('shouwen.org')`;
  return { values, add, select };
};

type Query = { q?: string | undefined; limit?: number | undefined; after?: string | undefined };

const find = async (unit: Unit, { q, limit: wanted, after }: Query, me: string) => {
  const limit = pageSize(wanted);
  const cursor = readCursor(after, ["text", "id"]);
  const behind = cursor && { name: String(cursor[0]), id: String(cursor[1]) };
  const found = await findCustomers(unit, q, behind, limit + 1);
  const { values, add, select } = reader(unit, me);
  const { rows } = await unit.client.query<Shown>(
    `${select} and v.id = any (${add(found.slice(0, limit).map((spot) => spot.id))}) order by ${byName}`,
    values,
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { items: rows.map(show), next: last ? writeCursor([last.name, last.id]) : null };
};

const one = async (unit: Unit, id: string, me: string): Promise<Shown> => {
  const { values, add, select } = reader(unit, me);
  const sql = `${select} and v.id = ${add(id)}`;
  const { rows } = isStreamId(id) ? await unit.client.query<Shown>(sql, values) : { rows: [] };
  const row = rows[0];
  if (!row) throw refused({ kind: "unknown", code: "customer-unknown" });
  return row;
};

/** What the regulations in force ask before somebody looks. */
const askReveal = (unit: Unit, me: string, reason: string) => {
  const { directory: d } = unit;
  const answer = askGates(
    d.running(d.inForceAt(unit.now)).flatMap((r) => r.gates),
    {
      action: "customer.reveal",
      facts: { reason },
      events: [],
      posts: memberOf(d.organisation, me)?.posts ?? [],
      paper: () => null,
      met: () => false,
      counted: () => null,
    },
  );
  if ("refused" in answer) return refuseByClause(answer.refused);
  // Nothing is looked at while somebody is asked: whoever lacks the authority is told by which clause.
  if ("approval" in answer) return refuse("rule", "condition-fails", { clause: answer.clause });
  return null;
};

/** Who looked at the customer's phone and address, when and why: for those who answer for it. */
const looksAt = async (unit: Unit, id: string, me: string) => {
  const { organisation } = unit.directory;
  const member = memberOf(organisation, me);
  const grants = member ? actorOf(organisation, member).grants : [];
  if (!grants.some((g) => g === "head" || g === "chief" || g === "admin")) return null;
  const [history] = await readMore(unit, [id], false);
  const looks = (history?.events ?? []).filter((e) => e.type === "customer.revealed");
  return looks.reverse().map((e) => ({
    at: new Date(e.at).toISOString(),
    by: e.by,
    byName: nameOf(organisation, e.by),
    reason: asText(e.data.reason),
  }));
};

/** Registers the routes of customers. */
export const customerRoutes = (routes: Routes, world: World): void => {
  route(routes, listCustomers, ({ query, caller }) =>
    reading(world, caller.org, (unit) => find(unit, query, caller.member)),
  );

  route(routes, getCustomer, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const customer = await one(unit, params.id, caller.member);
      const { rows } = await unit.client.query(
        `select id, number, title, state from case_view
          where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer and customer = $1
          order by registered_at desc, id desc limit 200`,
        [params.id],
      );
      return { ...show(customer), cases: rows, looks: await looksAt(unit, params.id, caller.member) };
    }),
  );

  route(routes, revealCustomer, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw refused({ kind: "unknown", code: "customer-unknown" });
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: async (unit, seen) => {
        if (seen(params.id)?.kind !== "customer") return refuse("unknown", "customer-unknown");
        if (!body.reason.trim()) return refuse("invalid", "reveal-reason", { field: "reason" });
        const refusal = askReveal(unit, caller.member, body.reason);
        if (refusal) return refusal;
        const { open: _, ...row } = await one(unit, params.id, caller.member);
        const event = { type: "customer.revealed", data: { reason: body.reason } };
        const changes = [{ stream: params.id, kind: "customer", events: [event] }];
        return { changes, answer: () => ({ status: 200, body: { ...row, masked: false } }) };
      },
    });
  });
};
