// `npm run bench`: the first figures, as ratios taken in one run; writes bench/RESULTS.md.
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { weighed } from "./backtest.ts";
import { bySql, overHttp } from "./intake.ts";
import { fill, longMatter, reads, settle, type Times } from "./reading.ts";
import { residentMiB, startBench } from "./server.ts";
import { phraseFigures } from "./words.ts";

const seconds = 8;
const rounds = 3;
const sizes = [10_000, 100_000];

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1] ?? 0;
const ms = (n: number): string => n.toFixed(1);
const times = ({ p50, p99 }: Times): string => `${ms(p50)} | ${ms(p99)}`;

const intake = async (bench: Awaited<ReturnType<typeof startBench>>) => {
  await overHttp(bench, 8);
  const lines: string[] = [];
  const ratios: number[] = [];
  const keyedRatios: number[] = [];
  let load = 0;
  for (let round = 1; round <= rounds; round++) {
    const http = await overHttp(bench, seconds);
    load = Math.max(load, residentMiB(bench.child.pid ?? 0));
    const keyed = await overHttp(bench, seconds, true);
    const sql = await bySql(bench, seconds);
    ratios.push(http.rate / sql.rate);
    keyedRatios.push(keyed.rate / sql.rate);
    const line = `| ${round} | ${http.rate.toFixed(0)} | ${ms(http.p50)} | ${ms(http.p99)} | ${sql.rate.toFixed(0)} (${sql.rows} rows) | ${(http.rate / sql.rate).toFixed(2)} | ${keyed.rate.toFixed(0)} | ${(keyed.rate / sql.rate).toFixed(2)} |`;
    say(line);
    lines.push(line);
  }
  return { lines, ratio: median(ratios), keyed: median(keyedRatios), load };
};

const reading = async (bench: Awaited<ReturnType<typeof startBench>>) => {
  const long = await longMatter(bench);
  const lines: string[] = [];
  let filled = 0;
  for (const size of sizes) {
    const took = await fill(bench, filled, size);
    const rate = (size - filled) / took;
    filled = size;
    await settle(bench);
    const r = await reads(bench, long);
    const line = `| ${size.toLocaleString("en")} | ${times(r.list)} | ${times(r.matter)} | ${times(r.search)} | ${rate.toFixed(0)} |`;
    say(line);
    lines.push(line);
  }
  return lines;
};

const main = async (): Promise<void> => {
  const bench = await startBench();
  try {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const idle = residentMiB(bench.child.pid ?? 0);
    const first = await intake(bench);
    const lists = await reading(bench);
    const after = residentMiB(bench.child.pid ?? 0);
    const backtests = await weighed();
    const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
    const text = `# First figures

Written by \`npm run bench\` in one run on one machine: ${machine}. The server, PostgreSQL (durable: fsync and
synchronous commit on) and the callers share the cores. Ratios carry from machine to machine; single times do not.

## Registering, 8 callers

One registration over HTTP: the matter, its events, four obligations, its search terms, its wake-up, durable when it
is answered. Against it the same rows by plain multi-row INSERT, one statement a table in one transaction, from 8 bare
clients on the same server. With an Idempotency-Key, as the browser sends with each, a command has a transaction of its own.

| round | HTTP a second | p50 ms | p99 ms | plain INSERT a second | ratio | HTTP with a key a second | ratio |
| --- | --- | --- | --- | --- | --- | --- | --- |
${first.lines.join("\n")}

Median ratio: **${first.ratio.toFixed(2)}** (aim: at least 0.50); with an Idempotency-Key **${first.keyed.toFixed(2)}**.

## Reading, one caller, ms

After the tables were vacuumed and analysed, as autovacuum does within minutes.

| matters | newest 50, filtered: p50 | p99 | one matter, 100 events: p50 | p99 | two characters: p50 | p99 | imported a second |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lists.join("\n")}

## Memory of the server process

Idle ${idle} MiB; while registering ${first.load} MiB; after 100,000 matters were imported ${after} MiB.

${phraseFigures() ?? ""}
${backtests}`;
    writeFileSync(join(import.meta.dirname, "RESULTS.md"), text);
    say(text);
  } finally {
    await bench.stop();
  }
};

await main();
