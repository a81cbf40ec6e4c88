// Finding matters by words, newest first and completely, at the same cost for words that all matters hold and that none does.
import { queryTerms } from "#domain/search/terms.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Filter, newest, type Spot } from "./filter.ts";
import { byIndex } from "./indexed.ts";

type Looked = Spot & { found: boolean };

/** Looked at one by one before any index of words is asked: a frequent word is found often enough among them. */
const first = 150;
/** Beyond so many the index of words is cheaper. */
const mostWalked = 2500;

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
