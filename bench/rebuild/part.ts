// Every view folded again from the log at growing sizes, as a newer program does at its start; and the whole log proved.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { views } from "../../server/log/proof/fold.ts";
import { familySeconds } from "../cpu.ts";
import { ageSeconds, postmaster, readBeside, watchMemory } from "../meanwhile.ts";
import { largest, ms, type Part, say, sizes, thousands } from "../part.ts";
import { openHouse } from "../scale/house.ts";
import { type Bench, root } from "../server.ts";

/** What the server, or `verify`, may take at most, however long the log is; and more in the second half than in the first. */
const mostMiB = 900;
const mostMore = 150;
const longestMs = 30 * 60_000;

const asOwner = async <T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
};

/** What lasts less than this is still on its way to what it holds, s. */
const settled = 60;
const flat = (what: string, { first, second }: { first: number; second: number }, seconds: number): void => {
  if (Math.max(first, second) > mostMiB || (seconds > settled && second > first + mostMore))
    throw new Error(`${what} took ${first} MiB in the first half and ${second} in the second.`);
};

const emptied = `truncate ${Object.keys(views)
  .map((view) => `shouwen.${view}`)
  .join(", ")}`;

/** Waits until the views are those of this program. */
const folded = async (url: string, version: number): Promise<void> => {
  const from = performance.now();
  while (performance.now() - from < longestMs) {
    const rows = await asOwner<{ version: number }>(url, "select version from shouwen.view_version");
    if ((rows[0]?.version ?? 0) >= version) return;
    await sleep(500);
  }
  throw new Error("The views are not folded.");
};

/** The house is closed with the mark of an older program, and opened again: everything is folded while it serves. */
const refold = async (first: Bench, size: number, spoil: string | null) => {
  const [was] = await asOwner<{ version: number }>(first.url, "select version from shouwen.view_version");
  const version = was?.version ?? 0;
  await asOwner(first.url, `update shouwen.view_version set version = ${version - 1}`);
  if (spoil) await asOwner(first.url, spoil);
  const [there] = await asOwner<{ n: number }>(first.url, "select count(*)::float8 as n from shouwen.stream");
  await first.stop();
  const bench = await openHouse(size);
  try {
    const pid = bench.child.pid ?? 0;
    const memory = watchMemory(pid);
    const others = readBeside(bench);
    const database = postmaster(bench.dataDir);
    await folded(bench.url, version);
    const seconds = ageSeconds(pid);
    const rss = memory.stop();
    flat("The server that folds", rss, seconds);
    const used = [familySeconds(pid), familySeconds(database)] as const;
    const cores = used.map((n) => `${n.toFixed(0)} s`).join(" + ");
    const streams = there?.n ?? 0;
    const rates = [streams / seconds, streams / (used[0] + used[1])];
    return { bench, rates, seconds, rss, cores, beside: await others() };
  } catch (error) {
    await bench.stop();
    throw error;
  }
};

/** `shouwen verify` as a process of its own. */
const verified = async (bench: Bench) => {
  const env = { ...process.env, DATABASE_URL: bench.url, DATA_DIR: bench.dataDir };
  const from = performance.now();
  const child = spawn(process.execPath, ["server/shouwen.ts", "verify"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const memory = watchMemory(child.pid ?? 0);
  const late = setTimeout(() => child.kill("SIGKILL"), longestMs);
  let said = "";
  child.stdout.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearTimeout(late);
  const seconds = (performance.now() - from) / 1000;
  if (code !== 0) throw new Error(`verify ended with ${code}: ${said}`);
  const { first, second } = memory.stop();
  flat("verify", { first, second }, seconds);
  const { streams, events } = JSON.parse(said) as { streams: number; events: number };
  return { streams, events, seconds, first, second };
};

const run = async (): Promise<string> => {
  const lines: string[] = [];
  const proofs: string[] = [];
  for (const size of sizes) {
    let bench = await openHouse(size);
    try {
      const ways: [string, string | null][] = [["nothing differs", null]];
      // Writing all rows again, with their index of search terms, is what takes the time; the smaller ones show how long.
      if (size < largest || sizes.length === 1) ways.push(["every view is empty", emptied]);
      for (const [name, spoil] of ways) {
        const r = await refold(bench, size, spoil);
        bench = r.bench;
        const cells = [thousands(size), name, ms(r.seconds), ...r.rates.map(thousands), r.cores];
        const felt = [`${r.rss.first} / ${r.rss.second}`, ms(r.beside.p50), ms(r.beside.p99)];
        lines.push(`| ${[...cells, ...felt].join(" | ")} |`);
        say(lines.at(-1) ?? "");
      }
      const v = await verified(bench);
      const rates = [thousands(v.streams / v.seconds), thousands(v.events / v.seconds)];
      const cells = [thousands(v.streams), thousands(v.events), ms(v.seconds), ...rates];
      proofs.push(`| ${[...cells, `${v.first} / ${v.second}`].join(" | ")} |`);
      say(proofs.at(-1) ?? "");
    } finally {
      await bench.stop();
    }
  }
  return `Every view of every stream folded again, as a newer program does at its start while it serves: streams are read, folded and
compared with what stands; only what differs is written. The seconds count from the server's start, its own start among them. A tenth of the streams are customers. Memory is that of the server,
at most, in the first and second half (asserted: at most ${mostMiB} MiB, and ${mostMore} more in the second where it lasts over a minute); the reads are somebody else's newest 50 meanwhile.

| matters | in the views | s | streams a second | streams a second and core | CPU server + PostgreSQL since their start | MiB | reads meanwhile p50 ms | p99 ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

The whole log proved by \`shouwen verify\`, a process of its own beside the server:

| streams | events | s | streams a second | events a second | MiB, first / second half |
| --- | --- | --- | --- | --- | --- |
${proofs.join("\n")}`;
};

export const part: Part = { title: "Rebuilding and proving", run };
