// Our figures taken as those of two ticket systems were: 100,000 matters, 8 callers, one core for server and PostgreSQL.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { bySql as created, type Driven, overHttp } from "../intake/calls.ts";
import { largest, ms, type Part, say, thousands } from "../part.ts";
import { openHouse } from "../scale/house.ts";
import type { Bench } from "../server.ts";
import { type Ask, driven } from "./acts.ts";
import { onOneCore } from "./one-core.ts";
import { bySql } from "./sql.ts";

const size = Math.min(100_000, largest);
const callers = 8;
const seconds = 6;
const opened = 400;
const events = 20;

const page = join(import.meta.dirname, "..", "peers.md");

type Found = { words: string[]; complete: number };
type House = { stored: number; long: string[]; fresh: string[]; words: string[] };

const registered = async (bench: Bench, n: number): Promise<string> => {
  const response = await fetch(`${bench.address}/api/cases`, {
    method: "POST",
    headers: { cookie: bench.cookie, origin: bench.address, "content-type": "application/json" },
    body: JSON.stringify({
      ...{ kind: "complaint", severity: "important", channel: "phone", customer: {} },
      title: `电梯困人第${n}次`,
      description: `${n}号楼电梯反复困人，值班室无人接听，要求查明原因`,
    }),
    signal: AbortSignal.timeout(60_000),
  });
  if (response.status !== 201) throw new Error(`Registering answered ${response.status}`);
  return ((await response.json()) as { id: string }).id;
};

/** What is opened, updated and searched for: matters of about twenty events, fresh ones, words that titles hold. */
const furnished = async (bench: Bench, sql: pg.Client): Promise<House> => {
  const fresh: string[] = [];
  for (let n = 0; n < opened; n++) fresh.push(await registered(bench, n));
  const { rows: long } = await sql.query<{ id: string }>(
    `select id from shouwen.stream where org = 'wuye' and kind = 'case' order by abs(length - ${events}), id limit 500`,
  );
  const { rows: titles } = await sql.query<{ title: string }>(
    "select title from shouwen.case_view where org = 'wuye' and run = 1 order by id limit 400",
  );
  const words = titles.flatMap(({ title }) => /\p{Script=Han}{2}/u.exec(title.slice(2)) ?? []);
  const { rows } = await sql.query<{ n: string }>(
    "select count(*) as n from shouwen.case_view where org = 'wuye'",
  );
  return { stored: Number(rows[0]?.n), long: long.map((r) => r.id), fresh, words: [...new Set(words)] };
};

/** Words that stand in a title for certain: how many of them are found. */
const found = async (bench: Bench, words: string[]): Promise<Found> => {
  let complete = 0;
  const some = words.slice(0, 40);
  for (const word of some) {
    const response = await fetch(`${bench.address}/api/cases?q=${encodeURIComponent(word)}`, {
      headers: { cookie: bench.cookie },
      signal: AbortSignal.timeout(60_000),
    });
    const { items } = (await response.json()) as { items?: unknown[] };
    complete += items && items.length > 0 ? 1 : 0;
  }
  return { words: some, complete };
};

const act =
  (house: House, action: string, body: (n: number) => unknown): Ask =>
  (n) => ({
    path: `/api/cases/${house.fresh[n % house.fresh.length]}/actions/${action}`,
    body: body(n),
  });

type Line = { name: string; rt: number; osTicket: number; ours: Driven; bare: Driven | null };

const measured = async (bench: Bench, house: House): Promise<Line[]> => {
  const note = act(house, "note", (n) => ({ text: `第${n}次回访，住户不在家，约定明日上午再去` }));
  const amend = act(house, "amend", (n) => ({ place: `${1 + (n % 40)}号楼大堂` }));
  const of = (asks: Ask[]) => driven(bench, callers, seconds, asks);
  // Everything once beforehand, unmeasured, as a desk that has been open for a while.
  await overHttp(bench, callers, 2, true);
  await driven(bench, callers, 2, [() => ({ path: "/api/cases?limit=50" }), note, amend]);
  const create = await overHttp(bench, callers, seconds, true);
  const createBare = await created(bench, callers, seconds, true);
  say(`  create ${thousands(create.rate)}, bare ${thousands(createBare.rate)}`);
  const list = await of([() => ({ path: "/api/cases?limit=50" })]);
  const open = await of([(n) => ({ path: `/api/cases/${house.long[n % house.long.length]}` })]);
  const update = await of([note, amend]);
  const bare = await bySql(bench, callers, seconds, house.long);
  const search = await of([
    (n) => ({ path: `/api/cases?q=${encodeURIComponent(house.words[n % house.words.length] ?? "")}` }),
  ]);
  return [
    { name: "create", rt: 4.2, osTicket: 15, ours: create, bare: createBare },
    { name: "newest 50", rt: 4.6, osTicket: 0.8, ours: list, bare: bare.list },
    { name: `open one of ${events} events`, rt: 9.5, osTicket: 20.9, ours: open, bare: bare.open },
    { name: "update: a note and an amendment", rt: 5.1, osTicket: 17.9, ours: update, bare: bare.update },
    { name: "search for two characters", rt: 0, osTicket: 0, ours: search, bare: null },
  ];
};

const row = ({ name, rt, osTicket, ours, bare }: Line): string => {
  const cells = [
    name,
    rt || "finds none",
    osTicket || "finds none",
    `**${thousands(ours.rate)}**`,
    `${ms(ours.p50)} / ${ms(ours.p99)}`,
    rt ? `${thousands(ours.rate / rt)} / ${thousands(ours.rate / osTicket)}` : "–",
    bare ? thousands(bare.rate) : "–",
    bare ? (ours.rate / bare.rate).toFixed(2) : "–",
  ];
  return `| ${cells.join(" | ")} |`;
};

/** Puts the table into the page, between its two marks. */
const keep = (table: string): void => {
  const text = readFileSync(page, "utf8");
  const [from, to] = ["<!-- figures -->\n", "<!-- end of figures -->"];
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < 0) throw new Error("bench/peers.md has lost the marks around its figures.");
  writeFileSync(page, `${text.slice(0, start + from.length)}\n${table}\n${text.slice(end)}`);
};

const run = async (): Promise<string> => {
  const bench = await openHouse(size);
  const sql = new pg.Client({ connectionString: bench.url });
  await sql.connect();
  let leave = (): void => {};
  try {
    const house = await furnished(bench, sql);
    const core = onOneCore(bench);
    leave = core.leave;
    const lines = await measured(bench, house);
    const { words, complete } = await found(bench, house.words);
    const table = `| a second | Request Tracker 5.0.3 | osTicket 1.18.1 | Shouwen | its p50 / p99 ms | times | bare PostgreSQL | ratio |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.map(row).join("\n")}

${thousands(house.stored)} matters stored, ${callers} callers, ${seconds} s each; ${cpus().length} cores, of which ${core.how}. Of ${words.length} words of two
characters out of titles ${complete} were found.
`;
    keep(table);
    return `${table}\nWhat was done and what differs: \`bench/peers.md\`.`;
  } finally {
    leave();
    await sql.end();
    await bench.stop();
  }
};

export const part: Part = { title: "Beside two ticket systems, on one core", run };
