// Words that people search by, from nearly everywhere to nowhere, and what a plain scan of the texts finds of them.
import type pg from "pg";
import { pinyin } from "../../server/china/pinyin.ts";
import { phoneOf } from "../scale/load.ts";
import type { Reader } from "./house.ts";

export type Kind = { name: string; list: "cases" | "customers"; words: string[] };

type Term = { term: string; n: number };

/** Terms of a sample of the matters, most frequent first, with in how many of a thousand they stand. */
const termsOf = async (sql: pg.Client): Promise<Term[]> => {
  const { rows } = await sql.query<Term>(
    `select t as term, count(*)::float8 * 1000 / max(x.of) as n from
       (select terms, count(*) over () as of from shouwen.case_search tablesample bernoulli (least(100, 400000.0 / (select count(*) from shouwen.case_search))) where org = 'wuye') x,
       unnest(terms) t where t ~ '^[一-龥]{1,2}$' group by 1 order by 2 desc, 1`,
  );
  return rows;
};

/** Every so many-th, at most eight. */
const some = (list: readonly Term[]): string[] => {
  const step = Math.max(1, Math.floor(list.length / 8));
  return list
    .filter((_, n) => n % step === 0)
    .slice(0, 8)
    .map((t) => t.term);
};

/** The kinds of searches that are measured. */
export const kindsOf = async (sql: pg.Client, size: number): Promise<Kind[]> => {
  const terms = await termsOf(sql);
  const of = (length: number, least: number, most: number) =>
    some(terms.filter((t) => t.term.length === length && t.n >= least && t.n < most));
  const numbers = Array.from({ length: 8 }, (_, n) => Math.floor((n * size) / 8));
  const kinds: [string, string[]][] = [
    ["one character, in more than 200 of 1,000", of(1, 200, 1001)],
    ["one character, in 10 to 50", of(1, 10, 50)],
    ["one character, in fewer than 5", of(1, 0, 5)],
    ["two characters, in more than 50", of(2, 50, 1001)],
    ["two characters, in 10 to 50", of(2, 10, 50)],
    ["two characters, in fewer than 5", of(2, 0, 5)],
    ["two characters that nobody wrote", ["鲲鹏", "饕餮"]],
    ["pinyin initials", ["ls", "dt", "wx", "wy"]],
    ["pinyin in full", ["dianti", "loushui", "weixiu", "wuye"]],
    ["a matter's number", numbers.map((n) => String(100_000 + n))],
    ["a phone", numbers.map((n) => phoneOf(Math.floor(n / 10)))],
    ["a phone's last four digits", numbers.map((n) => phoneOf(Math.floor(n / 10)).slice(-4))],
    ["a surname", ["王", "李", "张", "罗"]],
  ];
  const theirs: [string, string[]][] = [
    ["a surname", ["王", "李", "张", "罗"]],
    ["pinyin initials", ["w", "wf", "zwf", "zm"]],
    ["pinyin in full", ["wang", "wangfang", "zhangw", "liu"]],
    ["a phone", numbers.map((n) => phoneOf(Math.floor(n / 10)))],
    ["a phone's last four digits", numbers.map((n) => phoneOf(Math.floor(n / 10)).slice(-4))],
  ];
  return [
    ...kinds.map(([name, words]) => ({ name, list: "cases" as const, words })),
    ...theirs.map(([name, words]) => ({ name, list: "customers" as const, words })),
  ].filter((kind) => kind.words.length > 0);
};

type Page = { items: { id: string }[]; next: string | null };

/** The ids of all pages of an answer, the first `most`. */
const answered = async (
  reader: Reader,
  list: Kind["list"],
  word: string,
  most: number,
): Promise<string[]> => {
  const ids: string[] = [];
  let after = "";
  while (ids.length < most) {
    const page = await reader.get<Page>(`/api/${list}?limit=200&q=${encodeURIComponent(word)}${after}`);
    ids.push(...page.items.map((i) => i.id));
    if (!page.next) break;
    after = `&after=${page.next}`;
  }
  return ids.slice(0, most);
};

const text = `lower(normalize(concat_ws(' ', e.private->>'title', e.private->>'description', e.private->>'place',
  e.private->>'demand'), nfkc))`;

/** The newest matters in whose texts, or in whose customer's name or address, a Chinese word stands. */
const scanned = async (sql: pg.Client, word: string, most: number): Promise<string[]> => {
  const { rows } = await sql.query<{ id: string }>(
    `select v.id from shouwen.case_view v
       join shouwen.event e on e.org = v.org and e.stream = v.id and e.seq = 1
       left join shouwen.customer_view c on c.org = v.org and c.id = v.customer
      where v.org = 'wuye' and v.run = 1
        and (position($1 in ${text}) > 0 or position($1 in lower(normalize(concat_ws(' ', c.name, c.address), nfkc))) > 0)
      order by v.registered_at desc, v.id desc limit $2`,
    [word, most],
  );
  return rows.map((r) => r.id);
};

type Customer = { id: string; name: string; phone: string; address: string };

const readsAs = (name: string, word: string): boolean =>
  [true, false].some((surname) => {
    const { full, initials } = pinyin(name, surname);
    return initials.includes(word) || full.some((_, at) => full.slice(at).join("").startsWith(word));
  });

/** Whether somebody is found by a word, as the search promises it: characters, pinyin, the beginning or end of a number. */
const answers = ({ name, phone, address }: Customer, word: string): boolean => {
  if (/^\d+$/.test(word)) return new RegExp(`(?<!\\d)${word}|${word}(?!\\d)`).test(`${phone} ${address}`);
  if (/^[a-z]+$/.test(word)) return readsAs(name, word);
  return name.includes(word) || address.includes(word);
};

/**
 * Compares the answers of one word of each kind, all pages of them, with what a scan finds; of a frequent word the first
 * `most`. Of matters only Chinese words are compared, of customers every kind.
 * @returns the words, and how many answers were compared
 * @throws Error where an answer differs
 */
export const compared = async (
  reader: Reader,
  sql: pg.Client,
  kinds: readonly Kind[],
  most: number,
): Promise<{ words: string[]; answers: number }> => {
  const { rows: customers } = await sql.query<Customer>(
    `select id, coalesce(name, '') as name, coalesce(phone, '') as phone, coalesce(address, '') as address
       from shouwen.customer_view where org = 'wuye' and run in (0, 1) order by 2, 1`,
  );
  const words: string[] = [];
  let count = 0;
  for (const { list, words: of } of kinds) {
    const word = of[1] ?? of[0] ?? "";
    if (list === "cases" && !/^\p{Script=Han}+$/u.test(word)) continue;
    const expected =
      list === "cases"
        ? await scanned(sql, word, most)
        : customers.filter((c) => answers(c, word)).map((c) => c.id);
    const found = await answered(reader, list, word, most);
    if (JSON.stringify(found) !== JSON.stringify(expected.slice(0, most)))
      throw new Error(`${list}, ${word}: ${found.length} answers against ${expected.length} by a scan`);
    words.push(word);
    count += found.length;
  }
  return { words, answers: count };
};
