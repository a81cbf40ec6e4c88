// A whole house weighed under a changed edition: how fast, folding and reading apart, in how much memory, and what others feel.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Backtest } from "#api/backtest.ts";
import { familySeconds } from "../cpu.ts";
import { postmaster, readBeside, watchMemory } from "../meanwhile.ts";
import { largest, ms, type Part, percentile, say, thousands } from "../part.ts";
import { openHouse } from "../scale/house.ts";
import { type Bench, residentMiB, signIn } from "../server.ts";
import { file, folding, key } from "./folding.ts";
import { apart } from "./reading.ts";

/** What the server may take more in the second half of the matters than in the first: what grows with them would show. */
const mostMiB = 50;
const longestMs = 20 * 60_000;
const period = { from: "2015-01-01T00:00:00Z", to: "2030-01-01T00:00:00Z" };

/** The edition with half the time for forwarding a complaint and for settling a minor one. */
export const changed = (): string =>
  readFileSync(file, "utf8")
    .replaceAll("within: 10 minutes", "within: 5 minutes")
    .replaceAll("else: 2 days", "else: 1 day")
    .replaceAll('due: "2026-03-04 10:10"', 'due: "2026-03-04 10:05"');

const asking = (bench: Bench, cookie: string) => {
  const path = `${bench.address}/api/regulations/${key}`;
  const ask = async (method: string, url: string, body?: object): Promise<Backtest> => {
    const response = await fetch(url, {
      method,
      headers: { cookie, origin: bench.address, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(90_000),
    });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Backtest;
  };
  return {
    begin: () => ask("POST", `${path}/backtest`, { edition: changed(), ...period, wait: 0 }),
    look: (id: string) => ask("GET", `${path}/backtests/${id}`),
    cancel: (id: string) => ask("DELETE", `${path}/backtests/${id}`, {}),
  };
};

/** Follows it to its end; how long each answer about its progress took, ms. */
const follow = async (asks: ReturnType<typeof asking>, id: string) => {
  const answers: number[] = [];
  const from = performance.now();
  for (let looks = 1; performance.now() - from < longestMs; looks++) {
    await sleep(500);
    const asked = performance.now();
    const job = await asks.look(id);
    answers.push(performance.now() - asked);
    if (job.state !== "running") return { job, answers };
    if (looks % 40 === 0) say(`  weighed ${job.done} of ${job.of}`);
  }
  throw new Error("The back-test does not end.");
};

/** One is begun and given up: ms until that was answered. */
const givenUp = async (asks: ReturnType<typeof asking>): Promise<number> => {
  const { id, state } = await asks.begin();
  if (state !== "running") return 0;
  await sleep(1000);
  const from = performance.now();
  await asks.cancel(id);
  const took = performance.now() - from;
  const { state: then } = await asks.look(id);
  if (then === "running") throw new Error("A back-test that was given up goes on.");
  return took;
};

const weigh = async (bench: Bench) => {
  const pid = bench.child.pid ?? 0;
  const asks = asking(bench, await signIn(bench.address, "wuye.admin"));
  const cancelled = await givenUp(asks);
  const others = readBeside(bench);
  await sleep(4000);
  const alone = await others();
  const database = postmaster(bench.dataDir);
  const before = { rss: residentMiB(pid), server: familySeconds(pid), database: familySeconds(database) };
  const memory = watchMemory(pid);
  const beside = readBeside(bench);
  const from = performance.now();
  const { job, answers } = await follow(asks, (await asks.begin()).id);
  const seconds = (performance.now() - from) / 1000;
  const cores = familySeconds(pid) - before.server + familySeconds(database) - before.database;
  const rss = memory.stop();
  if (job.state !== "done" || job.done !== job.of || job.done < largest)
    throw new Error(`The back-test is ${job.state}: ${job.done} of ${job.of}.`);
  if (!job.differing) throw new Error("The changed edition changed nothing.");
  say(`  memory: ${before.rss} MiB before, ${rss.first} and ${rss.second} at most in its halves`);
  if (rss.second > rss.first + mostMiB)
    throw new Error(`Weighing took ${rss.second} MiB in the second half, ${rss.first} in the first.`);
  const answered = percentile(answers, 0.99);
  return { job, seconds, cores, rss, before: before.rss, cancelled, answered, alone, beside: await beside() };
};

const run = async (): Promise<string> => {
  const memory = folding();
  say(`folding ${thousands(memory.best)} a second`);
  const bench = await openHouse(largest);
  try {
    const w = await weigh(bench);
    const n = w.job.done;
    say(`weighed ${thousands(n / w.seconds)} a second`);
    const { read, decoded, weighed, events, rows } = await apart(bench.url, changed());
    return `Folding in memory, one edition: **${thousands(memory.best)} matters a second of one core** (aim: 90,000), each of 8 events under
${memory.rules} rules, ${memory.clocks.toFixed(1)} clocks each.

${thousands(n)} matters weighed over HTTP under the edition in force and a changed one, with gates asked again: ${ms(w.seconds)} s,
**${thousands(n / w.seconds)} matters a second**, **${thousands(n / w.cores)} a second and core** (server and PostgreSQL together used ${ms(w.cores)} s of a core);
${thousands(w.job.differing ?? 0)} matters differ.

| by itself, on ${thousands(rows)} of these matters (${events.toFixed(1)} events each) | matters a second of one core |
| --- | --- |
| read by one connection, as texts | ${thousands(read)} a second |
| made events of | ${thousands(decoded)} |
| folded under both editions, counted, gates asked, compared | ${thousands(weighed)} |

Memory of the server: ${w.before} MiB before, at most ${w.rss.first} MiB in the first half and ${w.rss.second} MiB in the second (asserted: not ${mostMiB} MiB more than in the first).
How far it is was told within ${ms(w.answered)} ms (p99); giving one up took ${ms(w.cancelled)} ms. Somebody else's newest 50 meanwhile, ms:

| | p50 | p99 |
| --- | --- | --- |
| alone | ${ms(w.alone.p50)} | ${ms(w.alone.p99)} |
| beside a back-test | ${ms(w.beside.p50)} | ${ms(w.beside.p99)} |`;
  } finally {
    await bench.stop();
  }
};

export const part: Part = { title: "Back-tests", run };
