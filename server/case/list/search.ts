// Finding matters by words, newest first and completely, at the same cost for words that all matters hold and that none does.
import { queryTerms } from "#domain/search/terms.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Filter, newest, type Spot } from "./filter.ts";

type Looked = Spot & { found: boolean };

/** Looked at one by one before any index of words is asked: a frequent word is found often enough among them. */
const first = 150;
/** Beyond so many the index of words is cheaper. */
const mostWalked = 2500;
/** Up to so many customers have all their matters looked up; of more the newest matters are gone through, so many at most. */
const fewCustomers = 500;
const mostOfMany = 100_000;
/** As the index has them: from the beginning of 1970. */
const week = 604_800_000;

const iso = (ms: number): string => new Date(ms).toISOString();
const order = (a: Spot, b: Spot): number =>
  b.registered_at - a.registered_at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

// As values, not as conditions: so each is looked up by its key, and never all that hold the terms first.
const holds = (terms: string) => `(coalesce((select s.terms @> ${terms}::text[] from case_search s
        where s.org = n.org and s.id = n.id), false)
     or coalesce((select c.terms @> ${terms}::text[] from customer_view c
        where c.org = n.org and c.id = n.customer), false))`;

/** The next matters of the list, each with whether its own words or its customer's hold every term. */
const look = async (unit: Unit, filter: Filter, terms: string[], from: Spot | null, count: number) => {
  const asked = newest(filter, "v.org, v.id, v.customer, v.registered_at", from, count);
  const place = `$${asked.values.push(terms)}`;
  const { rows } = await unit.client.query<Looked>(
    `select n.id, n.registered_at, ${holds(place)} as found from (${asked.text}) n order by n.registered_at desc, n.id desc`,
    asked.values,
  );
  return rows;
};

/** What an index of words gives, as a source of the list's matters `v`. */
const within = async (
  unit: Unit,
  filter: Filter,
  ids: string,
  more: unknown[],
  from: Spot,
  limit: number,
) => {
  const values = [...filter.values];
  const places = more.map((value) => `$${values.push(value)}`);
  const named = ids.replaceAll(/:(\d)/g, (_, n: string) => places[Number(n)] ?? "");
  const behind = `(v.registered_at, v.id) < ($${values.push(iso(from.registered_at))}::timestamptz, $${values.push(from.id)}::uuid)`;
  const any = filter.branches.map((b) => `(${b})`).join(" or ");
  const { rows } = await unit.client.query<Spot>(
    `select v.id, v.registered_at from ${named} where (${any}) and ${behind}
      order by v.registered_at desc, v.id desc limit $${values.push(limit)}`,
    values,
  );
  return rows;
};

// Looked up one by one: how many there are the planner cannot know, and for a thousand it would read every matter.
const lookedUp = (column: string) =>
  `cross join lateral (select * from case_view w where w.org = current_setting('shouwen.org') and w.${column} = f.id offset 0) v`;
const ownWords = `search_cases(:0, :1, :2) f(id) ${lookedUp("id")}`;
const customersWords = `search_customers(:0) f(id) ${lookedUp("customer")}`;

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
    const stretch = [terms, iso(since * week), iso(last * week)];
    found.push(...(await within(unit, filter, ownWords, stretch, from, limit - found.length)));
    last = since - 1;
  }
  return found;
};

/** Whether more customers hold the terms than are looked up one by one: a surname, a street. */
const manyCustomers = async (unit: Unit, terms: string[]): Promise<boolean> => {
  const { rows } = await unit.client.query<{ n: number }>(
    "select count(*) as n from (select from search_customers($1) limit $2) x",
    [terms, fewCustomers + 1],
  );
  return (rows[0]?.n ?? 0) > fewCustomers;
};

/**
 * Of the newest matters those whose customer is one of many: who holds the words is looked up once, not for each matter.
 * Both orders are the index's, so that it is walked no further than until there are enough.
 */
const ofMany = async (unit: Unit, filter: Filter, terms: string[], from: Spot, limit: number) => {
  const asked = newest(filter, "v.id, v.customer, v.registered_at", from, mostOfMany);
  const place = `$${asked.values.push(terms)}`;
  const { rows } = await unit.client.query<Spot>(
    `select x.id, x.registered_at
       from (select n.id, n.registered_at, n.customer in (select c.id from search_customers(${place}) c(id)) as found
               from (${asked.text}) n order by n.registered_at desc, n.id desc offset 0) x
      where x.found order by x.registered_at desc, x.id desc limit $${asked.values.push(limit)}`,
    asked.values,
  );
  return rows;
};

const byCustomers = async (unit: Unit, filter: Filter, terms: string[], from: Spot, limit: number) => {
  if (await manyCustomers(unit, terms)) {
    const found = await ofMany(unit, filter, terms, from, limit);
    if (found.length >= limit) return found;
  }
  return within(unit, filter, customersWords, [terms], from, limit);
};

/** The rest by the indexes of words: the matters' own, and those of their customers. */
const byIndex = async (unit: Unit, filter: Filter, terms: string[], from: Spot, limit: number) => {
  const theirs = await byCustomers(unit, filter, terms, from, limit);
  const own = await byWeeks(unit, filter, terms, from, limit);
  const every = new Map([...own, ...theirs].map((spot) => [spot.id, spot]));
  return [...every.values()].sort(order).slice(0, limit);
};

/**
 * The newest matters whose own words, or whose customer's, hold every term of a text. The newest are looked at one by
 * one; if that promises a page soon it goes on so, else the indexes of words give the rest.
 * @param before only those behind this place of the list
 */
export const searchCases = async (
  unit: Unit,
  filter: Filter,
  text: string,
  before: Spot | null,
  limit: number,
): Promise<Spot[]> => {
  const terms = queryTerms(text);
  if (terms.length === 0) return [];
  const found: Spot[] = [];
  let from = before;
  let walked = 0;
  for (let count = first; ; ) {
    const looked = await look(unit, filter, terms, from, count);
    found.push(...looked.filter((l) => l.found));
    walked += looked.length;
    from = looked.at(-1) ?? from;
    if (found.length >= limit || looked.length < count || !from) return found.slice(0, limit);
    const promised = Math.ceil(((limit - found.length) * walked) / found.length);
    if (walked + promised > mostWalked) break;
    count = Math.ceil(promised * 1.2);
  }
  return [...found, ...(await byIndex(unit, filter, terms, from, limit - found.length))];
};
