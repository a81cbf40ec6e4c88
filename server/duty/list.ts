// Recurring duties as rows: the list, and the board on which they are kept or missed clause by clause.
import type { z } from "zod";
import type { Duty, DutyStrip, dutyBoard, listDuties } from "#api/duty.ts";
import { maySeeTo } from "#domain/duty/owner.ts";
import { type Obligation, stateAt } from "#domain/obligation/obligation.ts";
import { holderOf } from "#domain/organisation/organisation.ts";
import { checkClause, ownerNamed } from "#server/http/filter.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import type { Unit } from "#server/log/unit.ts";

type Filters = z.output<NonNullable<typeof dutyBoard.query>>;
type Query = z.output<NonNullable<typeof listDuties.query>>;

type Row = {
  id: string;
  clause: string;
  regulation: string;
  title: string;
  period: string;
  n: number;
  times: number;
  opens_at: number;
  due_at: number | null;
  done_at: number | null;
  done_by: string | null;
  owner_post: string | null;
  owner_member: string | null;
  evidence: string | null;
  detail: Obligation | null;
};

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));
/** Where a list by due time puts what has none. */
const never = "9999-12-31T00:00:00.000Z";

const from = `
  from duty_view d
  left join lateral (select * from obligation b where b.org = d.org and b.stream = d.id and b.clause = d.clause limit 1) b on true
 where d.org = current_setting('shouwen.org') and d.run = current_setting('shouwen.run')::integer`;
const lapsed = (now: string) =>
  `(b.state = 'open' and b.paused_at is null and b.awaiting is null and coalesce(b.due_at < ${now}, false))`;

const columns = `d.id, d.clause, d.regulation, d.title, d.evidence, d.period, d.n, d.times, d.opens_at, d.due_at, d.done_at, d.done_by,
  b.owner_post, b.owner_member, b.detail`;

type Add = (value: unknown) => string;

const filtered = (unit: Unit, q: Filters, me: string, add: Add): string[] => {
  const where: string[] = [];
  if (q.clause) {
    checkClause(unit.directory, q.clause);
    where.push(`d.clause = ${add(q.clause)}`);
  }
  if (q.owner) {
    const { member, posts } = ownerNamed(unit.directory.organisation, q.owner, me);
    const [who, of] = [add(member?.id ?? ""), add(posts)];
    where.push(
      `(b.owner_member = ${who} or (b.owner_member is null and b.owner_post = any (${of}::text[])))`,
    );
  }
  if (q.from)
    where.push(`coalesce(d.due_at, d.done_at, '${never}') > ${add(iso(Date.parse(q.from)))}::timestamptz`);
  if (q.to) where.push(`d.opens_at < ${add(iso(Date.parse(q.to)))}::timestamptz`);
  return where;
};

const stateOf = (unit: Unit, r: Row): Duty["state"] => (r.detail ? stateAt(r.detail, unit.now) : "open");
const ownerOf = (unit: Unit, r: Row): string | null =>
  r.owner_member ?? holderOf(unit.directory.organisation, r.owner_post ?? "")?.id ?? null;

const show = (unit: Unit, r: Row, me: string): Duty => ({
  id: r.id,
  clause: r.clause,
  regulation: r.regulation,
  says: r.title,
  evidence: r.evidence,
  period: r.period,
  n: r.n,
  of: r.times,
  opensAt: iso(r.opens_at),
  dueAt: isoOr(r.due_at),
  state: stateOf(unit, r),
  owner: ownerOf(unit, r),
  ownerPost: r.owner_post,
  doneAt: isoOr(r.done_at ?? r.detail?.metAt ?? null),
  doneBy: r.done_by,
  mine: maySeeTo(unit.directory.organisation, r.detail?.owner ?? {}, me),
});

const asked = () => {
  const values: unknown[] = [];
  const add: Add = (value) => `$${values.push(value)}`;
  return { values, add };
};

const stateIs = (state: NonNullable<Query["state"]>, now: string): string => {
  if (state === "breached") return `(b.state = 'breached' or ${lapsed(now)})`;
  if (state === "open") return `(coalesce(b.state, 'open') = 'open' and not coalesce(${lapsed(now)}, false))`;
  return `b.state = '${state}'`;
};

/** A page of duties, soonest due first. */
export const findDuties = async (unit: Unit, q: Query, me: string) => {
  const { values, add } = asked();
  const where = filtered(unit, q, me, add);
  if (q.state) where.push(stateIs(q.state, `${add(iso(unit.now))}::timestamptz`));
  const after = readCursor(q.after, ["time?", "id"]);
  if (after) {
    const at = after[0] === null ? never : iso(Number(after[0]));
    where.push(`(coalesce(d.due_at, '${never}'), d.id) > (${add(at)}::timestamptz, ${add(after[1])}::uuid)`);
  }
  const limit = pageSize(q.limit);
  const { rows } = await unit.client.query<Row>(
    `select ${columns} ${[from, ...where].join(" and ")}
      order by coalesce(d.due_at, '${never}'), d.id limit ${add(limit + 1)}`,
    values,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((r) => show(unit, r, me)),
    next: last ? writeCursor([last.due_at, last.id]) : null,
  };
};

/** More would be no board any more. */
const mostCells = 5000;

/** Clause by clause what was owed and what became of it, in the order of the regulations. */
export const boardOf = async (unit: Unit, q: Filters, me: string) => {
  const { values, add } = asked();
  const where = filtered(unit, q, me, add);
  const { rows } = await unit.client.query<Row>(
    `select ${columns} ${[from, ...where].join(" and ")}
      order by d.opens_at desc, d.id desc limit ${add(mostCells + 1)}`,
    values,
  );
  const strips = Map.groupBy(rows.slice(0, mostCells).reverse(), (r) => r.clause);
  const items = [...strips].map(([clause, of]): DutyStrip => {
    const last = of.at(-1);
    return {
      clause,
      says: last?.title ?? "",
      owner: last ? ownerOf(unit, last) : null,
      ownerPost: last?.owner_post ?? null,
      cells: of.map((r) => ({
        id: r.id,
        period: r.period,
        n: r.n,
        of: r.times,
        opensAt: iso(r.opens_at),
        dueAt: isoOr(r.due_at),
        state: stateOf(unit, r),
      })),
    };
  });
  const order = Object.entries(unit.directory.inForceAt(unit.now)).flatMap(([key, edition]) =>
    unit.directory.regulation(key, edition).clauses.map((c) => `${key}/${c.id}`),
  );
  const place = new Map(order.map((id, n) => [id, n]));
  items.sort((a, b) => (place.get(a.clause) ?? order.length) - (place.get(b.clause) ?? order.length));
  return { items, more: rows.length > mostCells };
};
