// How many whole lives of matters a machine carries, how much room they take, and what watching costs at a million rows.
import { Agent, request } from "node:http";
import pg from "pg";
import { complaint } from "../stories/office.ts";
import { median, ms, type Part, percentile, say, thousands } from "./part.ts";
import { type Bench, residentMiB, signIn, startBench } from "./server.ts";

const lives = Number(process.env.BENCH_LIVES ?? 600);
const workers = 6;
const agent = new Agent({ keepAlive: true });

/** Who does it, what, and with what; the desk looks at the matter and at its list in between. */
export const acts: readonly [who: string, action: string, body: Record<string, unknown>][] = [
  ["reception", "forward", { department: "engineering" }],
  ["engineering", "sign", {}],
  ["reception", "report", { to: "manager" }],
  ["manager", "report", { to: "gm" }],
  ["engineering", "note", { text: "已到现场查看，门机皮带老化，联系维保单位更换，预计明日上午到货。" }],
  ["engineering", "resolve", { outcome: "更换门机皮带，已试运行两小时，未再出现困人。" }],
  ["engineering", "hand-back", {}],
  ["reception", "report", { to: "manager" }],
  ["reception", "inform", { means: "phone", text: "已更换门机，当面致歉。" }],
  ["reception", "close", {}],
];

export type Ask = (
  who: string,
  method: string,
  path: string,
  body?: unknown,
) => Promise<Record<string, unknown>>;

export const asker = async ({ address }: Bench): Promise<Ask> => {
  const cookies = new Map<string, string>();
  for (const who of ["reception", "engineering", "manager"])
    cookies.set(who, await signIn(address, `wuye.${who}`));
  return (who, method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { cookie: cookies.get(who) ?? "", origin: address, "content-type": "application/json" };
      const sent = request(address + path, { method, headers, agent }, (answer) => {
        let text = "";
        answer.on("data", (piece: Buffer) => {
          text += piece;
        });
        answer.on("end", () =>
          (answer.statusCode ?? 500) < 300
            ? resolve(JSON.parse(text))
            : reject(new Error(`${path}: ${answer.statusCode} ${text}`)),
        );
      });
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
};

export const live = async (ask: Ask, n: number): Promise<void> => {
  const customer = { name: `住户${n}`, phone: String(13_000_000_000 + n), address: `${1 + (n % 40)}号楼` };
  const title = `第${1 + (n % 40)}号楼电梯第${n}次困人`;
  const { id } = await ask("reception", "POST", "/api/cases", complaint({ title, customer }));
  for (const [who, action, body] of acts) {
    await ask(who, "GET", "/api/cases?state=accepted");
    await ask(who, "POST", `/api/cases/${id}/actions/${action}`, body);
    await ask(who, "GET", `/api/cases/${id}`);
  }
};

type Room = { whole: number; tables: Map<string, number>; events: number };

const room = async (client: pg.Client): Promise<Room> => {
  await client.query("vacuum analyze");
  const { rows } = await client.query<{ name: string; size: string }>(
    `select relname as name, pg_total_relation_size(oid) as size from pg_class
      where relnamespace = 'shouwen'::regnamespace and relkind = 'r'`,
  );
  const { rows: whole } = await client.query("select pg_database_size(current_database()) as size");
  const { rows: events } = await client.query("select count(*) as n from shouwen.event");
  return {
    whole: Number(whole[0].size),
    tables: new Map(rows.map((r) => [r.name, Number(r.size)])),
    events: Number(events[0].n),
  };
};

/** Rows that are done with, as years leave them, until every table that is watched holds a million. */
const fill = async (client: pg.Client): Promise<void> => {
  const id = "('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid";
  const rows = "generate_series(1, 1000000) n";
  await client.query(`insert into shouwen.stream (org, id, kind, run, length, head, wake_at, unsealed)
    select 'wuye', ${id}, 'none', 1, 1, 'x', now() + n * interval '1 minute', false from ${rows}`);
  await client.query(`insert into shouwen.event (org, stream, seq, run, type, at, recorded_at, by, data, hash)
    select 'wuye', ${id}, 1, 1, 'none', now(), now(), 'clock', '{}', 'x' from ${rows}`);
  await client.query(`insert into shouwen.outbox (org, run, stream, seq, reaction, depth, data, done_at)
    select 'wuye', 1, ${id}, 1, 'none', 1, '{}', now() from ${rows}`);
  await client.query(`insert into shouwen.delivery (org, run, stream, seq, recipient, channel, state, urgent, held, at)
    select 'wuye', 1, ${id}, 1, 'm', 'mail', 'sent', false, false, now() - n * interval '1 minute' from ${rows}`);
  await client.query("vacuum analyze");
};

const watching = async (address: string): Promise<number[]> => {
  const took: number[] = [];
  for (let n = 0; n < 20; n++) {
    // What was read counts for two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const text = await (await fetch(`${address}/metrics`)).text();
    took.push(Number(/^shouwen_metrics_read_seconds (\S+)/m.exec(text)?.[1]) * 1000);
  }
  return took;
};

const table = (before: Room, after: Room): string =>
  [...after.tables]
    .map(([name, size]) => [name, (size - (before.tables.get(name) ?? 0)) / lives] as const)
    .filter(([, size]) => size >= 100)
    .sort((a, b) => b[1] - a[1])
    .map(([name, size]) => `| ${name} | ${thousands(size)} |`)
    .join("\n");

const run = async (): Promise<string> => {
  const bench = await startBench();
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  try {
    const ask = await asker(bench);
    for (let n = 0; n < 20; n++) await live(ask, 1_000_000 + n);
    const before = await room(client);
    let next = 0;
    const from = performance.now();
    const work = async (): Promise<void> => {
      while (next < lives) await live(ask, next++);
    };
    await Promise.all(Array.from({ length: workers }, work));
    const seconds = (performance.now() - from) / 1000;
    const memory = residentMiB(bench.child.pid ?? 0);
    say(`  ${lives} lives in ${seconds.toFixed(0)} s`);
    const after = await room(client);
    await fill(client);
    const took = await watching(bench.address);
    const each = (after.whole - before.whole) / lives;
    const events = (after.events - before.events) / lives;
    return `${lives} complaints from the first call to the archive, ${workers} at a time over HTTP: ${acts.length + 1} acts each, before and behind
each act a look at the list and at the matter (${1 + 3 * acts.length} requests, ${events.toFixed(1)} events).

| | |
| --- | --- |
| whole lives a second | **${(lives / seconds).toFixed(1)}** (${thousands((lives / seconds) * (1 + 3 * acts.length))} requests) |
| in a working day of 8 hours | ${thousands((lives / seconds) * 28_800)} |
| database, a life | **${(each / 1000).toFixed(1)} kB**, indexes included |
| database, 100,000 lives | ${((each * 100_000) / 1e9).toFixed(1)} GB |
| memory of the server process afterwards | ${memory} MiB |

Where the room goes, bytes a life:

| table | bytes |
| --- | --- |
${table(before, after)}

Reading what \`/metrics\` shows, with a million streams, events, reactions and deliveries: p50 ${ms(median(took))} ms, the longest of
${took.length} ${ms(percentile(took, 1))} ms.
`;
  } finally {
    await client.end();
    await bench.stop();
  }
};

export const part: Part = { title: "Whole lives, and the room they take", run };
