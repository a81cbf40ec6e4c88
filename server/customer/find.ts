// Finding customers by name, pinyin, phone or address, in the order of their names, completely.
import { queryTerms } from "#domain/search/terms.ts";
import type { Unit } from "#server/log/unit.ts";

/** Where in the list: by name, then by id. */
export type Spot = { name: string; id: string };

/** Looked at one by one before the index of words is asked: what nearly everybody has is found among them. */
const first = 200;
/** Beyond so many the index of words is cheaper. */
const mostWalked = 1500;

const here = "v.org = current_setting('shouwen.org')";
/** The order of customers `v`, as its index has it: under row-level security none is walked by `coalesce`. */
export const byName = "case when v.name is null then '' else v.name end, v.id";

type Source = { columns?: string; from: string; where?: string; values: unknown[] };

/** A page's places from a source of customers `v`. */
const places = async <R extends Spot>(
  unit: Unit,
  { columns = "", from, where = here, values }: Source,
  behind: Spot | null,
  limit: number,
): Promise<R[]> => {
  const all = [...values];
  const add = (value: unknown) => `$${all.push(value)}`;
  const after = behind ? `and (${byName}) > (${add(behind.name)}, ${add(behind.id)}::uuid)` : "";
  const { rows } = await unit.client.query<R>(
    `select v.id, coalesce(v.name, '') as name ${columns} from ${from} where ${where} ${after}
      order by ${byName} limit ${add(limit)}`,
    all,
  );
  return rows;
};

/**
 * The first customers who hold every term of a text; all of them where the text is missing or blank.
 * @param after only those behind this place of the list
 */
export const findCustomers = async (
  unit: Unit,
  text: string | undefined,
  after: Spot | null,
  limit: number,
): Promise<Spot[]> => {
  if (!text?.trim()) return places(unit, { from: "customer_view v", values: [] }, after, limit);
  const terms = queryTerms(text);
  if (terms.length === 0) return [];
  const found: Spot[] = [];
  let from = after;
  let walked = 0;
  for (let count = first; ; ) {
    const walk = {
      columns: ", v.terms @> $1::text[] as found",
      from: "customer_view v",
      values: [terms],
    };
    const looked = await places<Spot & { found: boolean }>(unit, walk, from, count);
    found.push(...looked.filter((l) => l.found));
    walked += looked.length;
    from = looked.at(-1) ?? from;
    if (found.length >= limit || looked.length < count) return found.slice(0, limit);
    const promised = Math.ceil(((limit - found.length) * walked) / found.length);
    if (walked + promised > mostWalked) break;
    count = Math.ceil(promised * 1.2);
  }
  // The wall is inside the function, which knows the names too: thousands of one initial are not looked up again.
  const indexed = { from: "search_customers($1) v", where: "true", values: [terms] };
  return [...found, ...(await places<Spot>(unit, indexed, from, limit - found.length))];
};
