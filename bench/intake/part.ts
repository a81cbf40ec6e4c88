// Registering against the same rows by plain multi-row INSERT: 8 and 64 callers, into an empty house and a full one.
import { largest, median, ms, type Part, say, thousands } from "../part.ts";
import { openHouse } from "../scale/house.ts";
import { type Bench, residentMiB, startBench } from "../server.ts";
import { bySql, overHttp } from "./calls.ts";

const seconds = 8;
const rounds = 3;

const row = async (bench: Bench, stored: string, callers: number): Promise<string> => {
  const http: number[] = [];
  const keyed: number[] = [];
  const p99: number[] = [];
  const sql: number[] = [];
  const sqlKeyed: number[] = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) {
    const plain = await overHttp(bench, callers, seconds);
    const bare = await bySql(bench, callers, seconds);
    const withKey = await overHttp(bench, callers, seconds, true);
    const bareKeyed = await bySql(bench, callers, seconds, true);
    rows = bare.rows;
    http.push(plain.rate);
    keyed.push(withKey.rate);
    sql.push(bare.rate);
    sqlKeyed.push(bareKeyed.rate);
    p99.push(withKey.p99);
  }
  const against = (rates: number[], bare: number[]) =>
    median(rates.map((r, n) => r / (bare[n] ?? 1))).toFixed(2);
  const cells = [stored, callers, thousands(median(http)), thousands(median(keyed)), ms(median(p99))];
  const line = `| ${[...cells, `${thousands(median(sql))} (${rows} rows)`, `**${against(http, sql)}**`, thousands(median(sqlKeyed)), `**${against(keyed, sqlKeyed)}**`].join(" | ")} |`;
  say(line);
  return line;
};

const run = async (): Promise<string> => {
  const lines: string[] = [];
  const empty = await startBench();
  const idle = residentMiB(empty.child.pid ?? 0);
  let busy = 0;
  try {
    await overHttp(empty, 8, seconds);
    for (const callers of [8, 64]) {
      lines.push(await row(empty, "none", callers));
      busy = Math.max(busy, residentMiB(empty.child.pid ?? 0));
    }
  } finally {
    await empty.stop();
  }
  const full = await openHouse(largest);
  try {
    await overHttp(full, 8, seconds);
    for (const callers of [8, 64]) lines.push(await row(full, thousands(largest), callers));
  } finally {
    await full.stop();
  }
  return `One registration over HTTP: the matter, its events, at least four obligations, its search terms, its wake-up, durable when
it is answered; with an Idempotency-Key as the browser sends it, and without. Against it the same rows (with a key one more, the
kept answer) by plain multi-row INSERT, one statement a table in one transaction, from as many bare clients on the same server. Medians of ${rounds} rounds of
${seconds} s; each ratio is taken within its round. Aim: at least 0.50.

| matters stored | callers | HTTP a second | with a key | its p99 ms | plain INSERT a second | ratio | with the answer | ratio with a key |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

Memory of the server process: idle ${idle} MiB, after all that registering ${busy} MiB.`;
};

export const part: Part = { title: "Intake", run };
