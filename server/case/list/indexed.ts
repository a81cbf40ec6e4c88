// Matters from the indexes of words: their own words week by week backwards, and those of their customers.
import type { Unit } from "#server/log/unit.ts";
import { type Filter, newest, type Spot } from "./filter.ts";

/** An index of words asked: the matters whose `column` it gives. */
type Asked = { search: string; values: readonly unknown[]; column: "id" | "customer" };

/** Up to so many are looked up one by one; of more the newest matters are gone through, so far at most. */
const few = 500;
const mostOfMany = 100_000;
/** As the index has them: from the beginning of 1970. */
const week = 604_800_000;

const iso = (ms: number): string => new Date(ms).toISOString();
const order = (a: Spot, b: Spot): number =>
  b.registered_at - a.registered_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const called = ({ search, values }: Asked, all: unknown[]): string =>
  `${search}(${values.map((value) => `$${all.push(value)}`).join(", ")})`;

const isMany = async (unit: Unit, asked: Asked): Promise<boolean> => {
  const values: unknown[] = [];
  const first = called({ ...asked, values: [...asked.values, few + 1] }, values);
  const { rows } = await unit.client.query<{ n: number }>(`select count(*) as n from ${first}`, values);
  return (rows[0]?.n ?? 0) > few;
};

/**
 * Which of the newest matters are among many: those are gathered once, not looked for with each matter. Both orders are
 * the index's, so that it is walked no further than until there are enough.
 */
const ofMany = async (unit: Unit, filter: Filter, asked: Asked, from: Spot, limit: number) => {
  const walk = newest(filter, "v.id, v.customer, v.registered_at", from, mostOfMany);
  const many = called(asked, walk.values);
  const { rows } = await unit.client.query<Spot>(
    `select x.id, x.registered_at
       from (select n.id, n.registered_at, n.${asked.column} in (select f.id from ${many} f(id)) as found
               from (${walk.text}) n order by n.registered_at desc, n.id desc offset 0) x
      where x.found order by x.registered_at desc, x.id desc limit $${walk.values.push(limit)}`,
    walk.values,
  );
  return rows;
};

// Looked up one by one: how many there are the planner cannot know, and for a thousand it would read every matter.
const ofFew = async (unit: Unit, filter: Filter, asked: Asked, from: Spot, limit: number) => {
  const values = [...filter.values];
  const behind = `(v.registered_at, v.id) < ($${values.push(iso(from.registered_at))}::timestamptz, $${values.push(from.id)}::uuid)`;
  const { rows } = await unit.client.query<Spot>(
    `select v.id, v.registered_at from ${called(asked, values)} f(id) cross join lateral
        (select * from case_view w where w.org = current_setting('shouwen.org') and w.${asked.column} = f.id offset 0) v
      where (${filter.branches.map((b) => `(${b})`).join(" or ")}) and ${behind}
      order by v.registered_at desc, v.id desc limit $${values.push(limit)}`,
    values,
  );
  return rows;
};

/** The newest of the list that an index gives: an outage, an import, a surname gives many of them, most words few. */
const given = async (unit: Unit, filter: Filter, asked: Asked, from: Spot, limit: number) => {
  if (await isMany(unit, asked)) {
    const found = await ofMany(unit, filter, asked, from, limit);
    if (found.length >= limit) return found;
  }
  return ofFew(unit, filter, asked, from, limit);
};

const oldest = async (unit: Unit): Promise<number> => {
  const { rows } = await unit.client.query<{ at: number }>(
    `select registered_at as at from case_view where org = current_setting('shouwen.org')
        and run = current_setting('shouwen.run')::integer order by registered_at, id limit 1`,
  );
  return rows[0]?.at ?? Number.POSITIVE_INFINITY;
};

/** From a place on backwards through the weeks, in ever longer stretches, until there are enough. */
const byWeeks = async (unit: Unit, filter: Filter, terms: string[], from: Spot, limit: number) => {
  const found: Spot[] = [];
  const end = Math.floor((await oldest(unit)) / week);
  let last = Math.floor(from.registered_at / week);
  for (let weeks = 1; last >= end && found.length < limit; weeks *= 4) {
    const since = Math.max(end, last - weeks + 1);
    const values = [terms, iso(since * week), iso(last * week)];
    // No matter of a later week is walked over: none can be among them.
    const behind = { ...from, registered_at: Math.min(from.registered_at, (last + 1) * week) };
    const asked = { search: "search_cases", values, column: "id" } as const;
    found.push(...(await given(unit, filter, asked, behind, limit - found.length)));
    last = since - 1;
  }
  return found;
};

/**
 * The newest matters behind a place whose own words, or whose customer's, hold every term.
 * @param terms at least one
 */
export const byIndex = async (
  unit: Unit,
  filter: Filter,
  terms: string[],
  from: Spot,
  limit: number,
): Promise<Spot[]> => {
  const customers = { search: "search_customers", values: [terms], column: "customer" } as const;
  const theirs = await given(unit, filter, customers, from, limit);
  const own = await byWeeks(unit, filter, terms, from, limit);
  const every = new Map([...own, ...theirs].map((spot) => [spot.id, spot]));
  return [...every.values()].sort(order).slice(0, limit);
};
