// Customers over HTTP: found, shown masked, revealed with a reason that is kept.
import { getCustomer, listCustomers, revealCustomer } from "#api/customer.ts";
import { maskAddress, maskPhone } from "#domain/customer/customer.ts";
import { queryTerms } from "#domain/search/terms.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

type Row = { id: string; name: string | null; phone: string | null; address: string | null };
const columns = "id, name, phone, address";

const masked = (r: Row) => ({
  id: r.id,
  name: r.name,
  phone: r.phone && maskPhone(r.phone),
  address: r.address && maskAddress(r.address),
  masked: true,
});

const find = async (unit: Unit, q: string | undefined, limit: number, after: string | undefined) => {
  const cursor = readCursor(after, ["text", "id"]);
  const terms = queryTerms(q ?? "");
  if (q?.trim() && terms.length === 0) return { items: [], next: null };
  const where = q?.trim()
    ? "and id in (select * from search_customers($4, 1000))"
    : "and $4::text[] is not null";
  const { rows } = await unit.client.query<Row>(
    `select ${columns} from customer_view
      where org = current_setting('shouwen.org') ${where}
        and ($1::text is null or (coalesce(name, ''), id) > ($1, $2::uuid))
      order by coalesce(name, ''), id limit $3`,
    [cursor?.[0] ?? null, cursor?.[1] ?? null, limit + 1, terms],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(masked),
    next: last ? writeCursor([last.name ?? "", last.id]) : null,
  };
};

const one = async (unit: Unit, id: string): Promise<Row> => {
  const { rows } = isStreamId(id)
    ? await unit.client.query<Row>(
        `select ${columns} from customer_view where org = current_setting('shouwen.org') and id = $1`,
        [id],
      )
    : { rows: [] };
  const row = rows[0];
  if (!row) throw refused({ kind: "unknown", code: "customer-unknown" });
  return row;
};

/** Registers the routes of customers. */
export const customerRoutes = (routes: Routes, world: World): void => {
  route(routes, listCustomers, ({ query, caller }) =>
    reading(world, caller.org, (unit) => find(unit, query.q, pageSize(query.limit), query.after)),
  );

  route(routes, getCustomer, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const customer = await one(unit, params.id);
      const { rows } = await unit.client.query(
        `select id, number, title, state from case_view
          where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer and customer = $1
          order by registered_at desc, id desc limit 200`,
        [params.id],
      );
      return { ...masked(customer), cases: rows };
    }),
  );

  route(routes, revealCustomer, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw refused({ kind: "unknown", code: "customer-unknown" });
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: async (unit, seen) => {
        if (seen(params.id)?.kind !== "customer") return refuse("unknown", "customer-unknown");
        const row = await one(unit, params.id);
        const event = { type: "customer.revealed", data: { reason: body.reason } };
        const changes = [{ stream: params.id, kind: "customer", events: [event] }];
        return { changes, answer: () => ({ status: 200, body: { ...row, masked: false } }) };
      },
    });
  });
};
