// Matters from the indexes of words: their own words week by week backwards, and those of their customers.
import type { Unit } from "#server/log/unit.ts";
import { type Filter, newest, type Spot } from "./filter.ts";

type Add = (value: unknown) => string;
/** Gives ids: an index of words asked, at most so many of what it knows, or those that are known already. */
type Ids = (add: Add, most?: number) => string;
/** The matters whose `column` is given. */
type Given = { ids: Ids; column: "id" | "customer" };
/** From a place on backwards, until a time. */
type Stretch = { from: Spot; since: number };

/** Up to so many are looked up one by one; of more the newest matters are gone through, so far at most. */
const few = 500;
const mostOfMany = 100_000;
/** As the index has them: from the beginning of 1970. */
const week = 604_800_000;

const iso = (ms: number): string => new Date(ms).toISOString();
const order = (a: Spot, b: Spot): number =>
  b.registered_at - a.registered_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

const these =
  (ids: readonly string[]): Ids =>
  (add) =>
    `unnest(${add(ids)}::uuid[])`;

const adding =
  (values: unknown[]): Add =>
  (value) =>
    `$${values.push(value)}`;

/** The first that an index gives, in no order: one more than few, if there are so many. */
const firstOf = async (unit: Unit, ids: Ids): Promise<string[]> => {
  const values: unknown[] = [];
  const { rows } = await unit.client.query<{ id: string }>(
    `select f.id from ${ids(adding(values), few + 1)} f(id)`,
    values,
  );
  return rows.map((row) => row.id);
};

/**
 * Which of the newest matters are among many: those are gathered once, not looked for with each matter. All orders are
 * the index's, so that it is walked no further than until there are enough.
 * @returns what was found, and whether there were more matters than are gone through
 */
const ofMany = async (unit: Unit, filter: Filter, given: Given, { from, since }: Stretch, limit: number) => {
  const values = [...filter.values];
  const later = `v.registered_at >= ${adding(values)(iso(since))}::timestamptz`;
  const bounded = { values, branches: filter.branches.map((branch) => `${branch} and ${later}`) };
  const walk = newest(bounded, "v.id, v.customer, v.registered_at", from, mostOfMany);
  const add = adding(walk.values);
  const { rows } = await unit.client.query<Spot & { found: boolean; last: boolean }>(
    `select x.id, x.registered_at, x.found, x.place = ${mostOfMany} as last
       from (select n.id, n.registered_at, n.${given.column} in (select f.id from ${given.ids(add)} f(id)) as found,
                    row_number() over (order by n.registered_at desc, n.id desc) as place
               from (${walk.text}) n order by n.registered_at desc, n.id desc offset 0) x
      where x.found or x.place = ${mostOfMany} order by x.registered_at desc, x.id desc limit ${add(limit)}`,
    walk.values,
  );
  const found = rows.filter((row) => row.found);
  return { found, cut: found.length < limit && rows.some((row) => row.last) };
};

// Looked up one by one: how many there are the planner cannot know, and for a thousand it would read every matter.
const ofFew = async (unit: Unit, filter: Filter, given: Given, from: Spot, limit: number) => {
  const values = [...filter.values];
  const add = adding(values);
  const behind = `(v.registered_at, v.id) < (${add(iso(from.registered_at))}::timestamptz, ${add(from.id)}::uuid)`;
  const { rows } = await unit.client.query<Spot>(
    `select v.id, v.registered_at from ${given.ids(add)} f(id) cross join lateral
        (select * from case_view w where w.org = current_setting('shouwen.org') and w.${given.column} = f.id offset 0) v
      where (${filter.branches.map((b) => `(${b})`).join(" or ")}) and ${behind}
      order by v.registered_at desc, v.id desc limit ${add(limit)}`,
    values,
  );
  return rows;
};

/** The newest of the list that an index gives: an outage, an import, a surname gives many of them, most words few. */
const among = async (
  unit: Unit,
  filter: Filter,
  given: Given,
  stretch: Stretch,
  limit: number,
): Promise<Spot[]> => {
  const first = await firstOf(unit, given.ids);
  if (first.length <= few) return ofFew(unit, filter, { ...given, ids: these(first) }, stretch.from, limit);
  const { found, cut } = await ofMany(unit, filter, given, stretch, limit);
  return cut ? ofFew(unit, filter, given, stretch.from, limit) : found;
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
    const [after, until] = [since * week, last * week];
    const ids: Ids = (add, most) =>
      `search_cases(${[terms, iso(after), iso(until), most ?? null].map(add).join(", ")})`;
    // No matter of a later week is walked over: none can be among them.
    const behind = { ...from, registered_at: Math.min(from.registered_at, until + week) };
    const stretch = { from: behind, since: after };
    found.push(...(await among(unit, filter, { ids, column: "id" }, stretch, limit - found.length)));
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
  const ids: Ids = (add, most) => `search_customers(${add(terms)}, ${add(most ?? null)})`;
  const theirs = await among(unit, filter, { ids, column: "customer" }, { from, since: 0 }, limit);
  const own = await byWeeks(unit, filter, terms, from, limit);
  const every = new Map([...own, ...theirs].map((spot) => [spot.id, spot]));
  return [...every.values()].sort(order).slice(0, limit);
};
