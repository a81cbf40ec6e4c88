// What a desk reads and searches, at growing numbers of matters: against the smallest house and against the bare SQL.
import type { CaseWhole } from "#api/case.ts";
import { largest, ms, type Part, percentile, say, sizes, thousands } from "../part.ts";
import { complaint, furnishedHouse, type House } from "./house.ts";
import { type Read, readsOf } from "./lists.ts";
import { compared, type Kind, kindsOf } from "./words.ts";

const rounds = 20;
const each = 10;

const timed = async (times: number, into: number[], work: (n: number) => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < times; n++) {
    const from = performance.now();
    await work(n);
    into.push(performance.now() - from);
  }
};

type Figure = { shown: number; p50: number; p99: number; sql: number; sqlP99: number };

type Row = { id?: string; stream?: string; seq?: number };
/** Some are known by their own id, some by their matter's and theirs. */
const isOf = ({ id, stream, seq }: Row, shown: string | undefined): boolean =>
  [id, stream, `${stream}:${id}`, `${stream}:${seq}`].includes(shown);

/** A page as the SQL gives it too, in its order; else the two would not be compared. @returns how many rows it has */
const alike = ({ name }: Read, { items }: { items?: Row[] }, rows: readonly Row[]): number => {
  if (!items) return rows.length;
  const page = rows.slice(0, 50);
  const differ = page.findIndex((row, n) => !isOf(row, items[n]?.id));
  if (differ >= 0 || items.length !== page.length)
    throw new Error(
      `${name}: ${items.length} over HTTP, ${page.length} by SQL, from row ${differ} on others`,
    );
  return items.length;
};

/** Each list over HTTP and by bare SQL, in turns, so that both meet the same noise. */
const measureLists = async ({ reader, chief, ask, sql, long }: House): Promise<Map<string, Figure>> => {
  const found = new Map<string, Figure>();
  for (const [n, read] of readsOf(long).entries()) {
    const [http, bare]: [number[], number[]] = [[], []];
    const plain = { name: `read ${n}`, text: read.sql };
    const shown = alike(
      read,
      await (read.byChief ? chief : reader).get(read.path),
      (await sql.query(plain)).rows,
    );
    await timed(5, [], () => ask(read.path, read.byChief));
    await timed(5, [], () => sql.query(plain));
    for (let round = 0; round < rounds; round++) {
      await timed(each, http, () => ask(read.path, read.byChief));
      await timed(each, bare, () => sql.query(plain));
    }
    const figure = {
      shown,
      p50: percentile(http, 0.5),
      p99: percentile(http, 0.99),
      sql: percentile(bare, 0.5),
      sqlP99: percentile(bare, 0.99),
    };
    say(`  ${read.name}: ${ms(figure.p50)} (p99 ${ms(figure.p99)}), bare SQL ${figure.sql.toFixed(2)} ms`);
    found.set(read.name, figure);
  }
  return found;
};

const searchOnce = (house: House, { list, words }: Kind, n: number): Promise<unknown> =>
  house.ask(`/api/${list}?limit=50&q=${encodeURIComponent(words[n % words.length] ?? "")}`);

const keyOf = ({ list, name }: Kind): string => `${list === "cases" ? "matters" : "customers"}: ${name}`;

type Searched = { p50: number; p99: number };

const measureSearches = async (house: House, kinds: readonly Kind[]): Promise<Map<string, Searched>> => {
  const found = new Map<string, Searched>();
  for (const kind of kinds) {
    const times: number[] = [];
    await timed(kind.words.length, [], (n) => searchOnce(house, kind, n));
    await timed(200, times, (n) => searchOnce(house, kind, n));
    found.set(keyOf(kind), { p50: percentile(times, 0.5), p99: percentile(times, 0.99) });
    say(
      `  ${keyOf(kind)} (${kind.words.join(" ")}): ${ms(percentile(times, 0.5))}, p99 ${ms(percentile(times, 0.99))}`,
    );
  }
  return found;
};

/** Searching while matters are registered as fast as one caller can: the index of words is written meanwhile. */
const underIntake = async (house: House, kinds: readonly Kind[], seconds: number) => {
  const [registering, searching]: [number[], number[]] = [[], []];
  const until = performance.now() + seconds * 1000;
  const intake = async (): Promise<void> => {
    for (let n = 0; performance.now() < until; n++)
      await timed(1, registering, () =>
        house.reader.post<CaseWhole>("/api/cases", complaint(`第${n}件，登记与查询同时`, n)),
      );
  };
  const search = async (): Promise<void> => {
    for (let n = 0; performance.now() < until; n++)
      await timed(1, searching, () => searchOnce(house, kinds[n % kinds.length] as Kind, n));
  };
  await Promise.all([intake(), search()]);
  return { registering, searching };
};

const bold = (good: boolean, text: string): string => (good ? text : `**${text}**`);

const listTable = (at: Map<number, Map<string, Figure>>): string => {
  const [small, large] = [at.get(sizes[0] ?? 0), at.get(sizes.at(-1) ?? 0)];
  const names = [...(large?.keys() ?? [])];
  const rows = names.map((name) => {
    const figures = sizes.map((size) => at.get(size)?.get(name));
    const growth = (large?.get(name)?.p50 ?? 0) / (small?.get(name)?.p50 ?? 1);
    const ratio = (large?.get(name)?.p50 ?? 0) / (large?.get(name)?.sql ?? 1);
    const cells = figures.map((f) => (f ? `${ms(f.p50)} (${ms(f.p99)})` : ""));
    const bare = large?.get(name)?.sql.toFixed(2) ?? "";
    return `| ${[name, large?.get(name)?.shown, ...cells, bold(growth <= 1.5, growth.toFixed(2)), bare, bold(ratio <= 10, ratio.toFixed(1))].join(" | ")} |`;
  });
  const head = sizes.map((size) => `${thousands(size)}: p50 (p99) ms`);
  return `| list | rows | ${head.join(" | ")} | largest to smallest | bare SQL ms | to bare SQL |
| --- | ---: | ${head.map(() => "---").join(" | ")} | --- | --- | --- |
${rows.join("\n")}`;
};

const searchTable = (at: Map<number, Map<string, Searched>>): string => {
  const names = [...(at.get(sizes.at(-1) ?? 0)?.keys() ?? [])];
  const rows = names.map((name) => {
    const cells = sizes.map((size) => {
      const f = at.get(size)?.get(name);
      return f ? bold(f.p99 < 100, `${ms(f.p50)} (${ms(f.p99)})`) : "";
    });
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  const head = sizes.map((size) => `${thousands(size)}: p50 (p99) ms`);
  return `| search | ${head.join(" | ")} |
| --- | ${head.map(() => "---").join(" | ")} |
${rows.join("\n")}`;
};

const run = async (): Promise<string> => {
  const lists = new Map<number, Map<string, Figure>>();
  const searches = new Map<number, Map<string, Searched>>();
  const notes: string[] = [];
  for (const size of sizes) {
    const house = await furnishedHouse(size);
    try {
      say(`reading among ${thousands(size)}`);
      lists.set(size, await measureLists(house));
      const kinds = await kindsOf(house.sql, size);
      searches.set(size, await measureSearches(house, kinds));
      const same = await compared(house.reader, house.sql, kinds, 3000);
      notes.push(
        `${thousands(size)}: the answers for ${same.words.length} words (${same.words.join(" ")}), all pages up to the first 3,000 of a word, are what a scan of the texts, names, readings and numbers finds, in the same order: ${thousands(same.answers)} answers.`,
      );
      say(`  ${notes.at(-1)}`);
      if (size !== largest) continue;
      const both = await underIntake(house, kinds, 20);
      notes.push(
        `While one caller registers (${thousands(both.registering.length / 20)} a second, p50 ${ms(percentile(both.registering, 0.5))}, p99 ${ms(percentile(both.registering, 0.99))} ms, longest ${ms(Math.max(...both.registering))}) another searches by all of the words above: p50 ${ms(percentile(both.searching, 0.5))}, p99 ${ms(percentile(both.searching, 0.99))} ms, longest ${ms(Math.max(...both.searching))}.`,
      );
      say(`  ${notes.at(-1)}`);
    } finally {
      await house.close();
    }
  }
  return `The newest fifty of each list over HTTP from one caller, in a house of each size; bare SQL is the same rows by a prepared
statement of the owner, measured in turns with the list. ${rounds * each} calls each. One past complaint in fifty is overdue, and two hundred of
today's are open. Aims: at most 1.50 from the smallest to the largest, at most 10 times the bare SQL.

${listTable(lists)}

Searches, 200 calls each over up to eight words of a kind. Aim: p99 under 100 ms.

${searchTable(searches)}

${notes.map((note) => `- ${note}`).join("\n")}`;
};

export const part: Part = { title: "Reading", run };
