// Where the time goes while eight register: the server's own profile, and what PostgreSQL was seen at.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Part } from "../part.ts";
import { startBench } from "../server.ts";
import { overHttp } from "./calls.ts";

const callers = 8;
const seconds = 15;
const lookMs = 10;

type Node = { id: number; callFrame: { functionName: string; url: string } };
type Profile = { nodes: Node[]; samples: number[]; timeDeltas: number[]; endTime: number; startTime: number };

/** What code is for, by where it lies; the first that fits. */
const areas: [RegExp, string][] = [
  [/\/node_modules\/(pg|pg-[a-z-]+)\//, "speaking with PostgreSQL"],
  [/\/domain\/search\/|pinyin/, "finding the search terms"],
  [/\/domain\/(regulation|duty|calendar|time|obligation)/, "deriving what is owed"],
  [/\/domain\//, "deciding and folding"],
  [/\/server\/log\//, "the log: reading, deciding, appending"],
  [/\/server\/(case|obligation|customer|notice|approval|paper)\//, "rows of the views"],
  [/\/server\/http\/|\/api\/|\/node_modules\//, "HTTP, checking, answering"],
  [/^node:/, "Node: sockets, streams, hashing"],
];

const areaOf = ({ callFrame: { functionName, url } }: Node): string => {
  if (functionName === "(garbage collector)") return "collecting garbage";
  if (functionName === "(idle)") return "idle";
  return areas.find(([place]) => place.test(url))?.[1] ?? "Node's own and native code";
};

/** Seconds spent in each area during the last so many seconds of a profile but one, in which the process ends. */
const spent = ({ nodes, samples, timeDeltas, startTime, endTime }: Profile): Map<string, number> => {
  const byId = new Map(nodes.map((node) => [node.id, areaOf(node)]));
  const [from, to] = [endTime - (seconds + 1) * 1e6, endTime - 1e6];
  const found = new Map<string, number>();
  let at = startTime;
  samples.forEach((id, n) => {
    at += timeDeltas[n] ?? 0;
    const area = byId.get(id) ?? "";
    if (at > from && at < to) found.set(area, (found.get(area) ?? 0) + (timeDeltas[n] ?? 0) / 1e6);
  });
  return found;
};

/** The first words of what each connection of the server was seen at, every so many ms; waiting for the flush apart. */
const seen = async (url: string, until: number): Promise<Map<string, number>> => {
  const sql = new pg.Client({ connectionString: url });
  await sql.connect();
  const found = new Map<string, number>();
  while (performance.now() < until) {
    const { rows } = await sql.query<{ at: string }>(
      `select coalesce(case when wait_event in ('WalSync', 'WALSync', 'WalWrite', 'WALWrite') then 'waiting for the flush' end,
          substring(regexp_replace(query, '\\s+', ' ', 'g') from '^(?:insert into|update|delete from|with|select) ?[a-z_.]*|^[a-z]+')) as at
         from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    for (const { at } of rows) found.set(at, (found.get(at) ?? 0) + 1);
    await sleep(lookMs);
  }
  await sql.end();
  return found;
};

const table = (found: Map<string, number>): string => {
  const sum = [...found.values()].reduce((a, b) => a + b, 0);
  return [...found]
    .sort((a, b) => b[1] - a[1])
    .filter(([, n]) => n / sum >= 0.01)
    .map(([name, n]) => `| ${name} | ${Math.round((100 * n) / sum)} % |`)
    .join("\n");
};

const run = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "shouwen-profile-"));
  try {
    const bench = await startBench(["--cpu-prof", `--cpu-prof-dir=${folder}`, "--cpu-prof-interval=1000"]);
    let rate = 0;
    let database = new Map<string, number>();
    try {
      await overHttp(bench, callers, 5, true);
      const looking = seen(bench.url, performance.now() + seconds * 1000);
      ({ rate } = await overHttp(bench, callers, seconds, true));
      database = await looking;
    } finally {
      await bench.stop();
    }
    const file = readdirSync(folder).find((name) => name.endsWith(".cpuprofile")) ?? "";
    const areasSpent = spent(JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile);
    return `${callers} callers register with a key, ${Math.round(rate)} a second while both are looked at (slower for that). The server by its own profile
(\`--cpu-prof\`), itself only, not what it calls; what the connections of PostgreSQL were seen at, every ${lookMs} ms.

| the server | share of the time |
| --- | ---: |
${table(areasSpent)}

| PostgreSQL | share of the looks |
| --- | ---: |
${table(database)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const part: Part = { title: "Where the time of registering goes", run };
