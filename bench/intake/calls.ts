// Registering over HTTP against the same rows by plain multi-row INSERT from a bare client, on one server in one run.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { Caller, requestOf } from "../caller.ts";
import { percentile } from "../part.ts";
import type { Bench } from "../server.ts";

const body = (n: number) => ({
  kind: "complaint",
  severity: "important",
  title: `地下车库照明损坏第${n}次`,
  description:
    "地下二层车库东侧照明已坏两周，夜间看不清路面，多次向值班人员反映没有结果，希望尽快修复并告知时间。",
  channel: "phone",
  customer: { phone: `139${String(10_000_000 + (n % 500)).slice(0, 8)}` },
  occurredAt: "2026-11-01T20:00:00+08:00",
  place: "地下二层车库东侧",
  against: { department: "engineering" },
  demand: "尽快修复并告知时间",
});

/** Calls a second, and milliseconds a call. */
export type Driven = { rate: number; p50: number; p99: number };

/** Runs `work` from so many callers for some seconds. @returns its rate and its times */
export const drive = async (callers: number, seconds: number, work: (caller: number) => Promise<void>) => {
  const until = performance.now() + seconds * 1000;
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (performance.now() < until) {
        const from = performance.now();
        await work(caller);
        times.push(performance.now() - from);
      }
    }),
  );
  return {
    rate: times.length / ((performance.now() - started) / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
};

let registered = 0;
/** Registering over HTTP; `keyed` sends an Idempotency-Key with each, as the browser does. */
export const overHttp = async (
  bench: Bench,
  callers: number,
  seconds: number,
  keyed = false,
): Promise<Driven> => {
  const { hostname, port } = new URL(bench.address);
  const connections = Array.from({ length: callers }, () => new Caller(hostname, Number(port)));
  const result = await drive(callers, seconds, async (caller) => {
    const asked = { path: "/api/cases", body: body(registered++), ...(keyed ? { key: randomUUID() } : {}) };
    const status = await connections[caller]?.send(requestOf(bench, asked));
    if (status !== 201) throw new Error(`Registering answered ${status}`);
  });
  for (const connection of connections) connection.close();
  return result;
};

const tables = {
  event: "stream",
  stream: "id",
  case_view: "id",
  case_search: "id",
  obligation: "stream",
  notice: "stream",
} as const;

type Source = { table: string; key: string; at: string };

/** The rows that one registration wrote, per table, with their columns; with its kept answer, if it had a key. */
const sample = async (client: pg.Client, keyed: boolean) => {
  const { rows } = await client.query("select id from shouwen.case_view order by registered_at desc limit 1");
  const id = rows[0].id as string;
  const found: { table: string; key: string; columns: string[]; rows: Record<string, unknown>[] }[] = [];
  const kept = await client.query("select key from shouwen.idempotency order by at desc limit 1");
  const sources = Object.entries(tables).map(([table, key]): Source => ({ table, key, at: id }));
  if (keyed) sources.push({ table: "idempotency", key: "key", at: kept.rows[0].key });
  for (const { table, key, at } of sources) {
    const result = await client.query({
      text: `select * from shouwen.${table} where ${key} = $1`,
      values: [at],
      types: { getTypeParser: () => String } as never,
    });
    if (result.rows.length > 0)
      found.push({ table, key, columns: result.fields.map((f) => f.name), rows: result.rows });
  }
  return found;
};

/** The same rows (`keyed`: with the kept answer) under a new id, by one multi-row INSERT a table in one durable transaction. */
export const bySql = async (
  bench: Bench,
  callers: number,
  seconds: number,
  keyed = false,
): Promise<Driven & { rows: number }> => {
  const clients = await Promise.all(
    Array.from({ length: callers }, async () => {
      const client = new pg.Client({ connectionString: bench.url });
      await client.connect();
      return client;
    }),
  );
  const first = clients[0];
  if (!first) throw new Error("no client");
  const rows = await sample(first, keyed);
  const statements = rows.map((t) => {
    const places = t.rows.map(
      (_, r) => `(${t.columns.map((_, c) => `$${r * t.columns.length + c + 1}`).join(", ")})`,
    );
    const columns = t.columns.map((c) => `"${c}"`).join(", ");
    return {
      ...t,
      name: `bench_${t.table}`,
      text: `insert into shouwen.${t.table} (${columns}) values ${places.join(", ")}`,
    };
  });
  const ids: string[] = [];
  const result = await drive(callers, seconds, async (caller) => {
    const client = clients[caller];
    const id = randomUUID();
    ids.push(id);
    await client?.query("begin");
    for (const s of statements) {
      const values = s.rows.flatMap((row) => s.columns.map((c) => (c === s.key ? id : row[c])));
      await client?.query({ name: s.name, text: s.text, values });
    }
    await client?.query("commit");
  });
  // Copies with another's chain: the log would not verify with them in it.
  await first.query("set session_replication_role = replica");
  for (const s of statements)
    await first.query(`delete from shouwen.${s.table} where "${s.key}" = any ($1)`, [ids]);
  await Promise.all(clients.map((c) => c.end()));
  return { ...result, rows: rows.reduce((n, t) => n + t.rows.length, 0) };
};
