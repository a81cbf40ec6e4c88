// The demo broken off while its organisations load behind: the next start takes it up, and nothing is there in half.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freshDatabase } from "#server/db/template.ts";
import { verify } from "#server/log/proof/verify.ts";
import { freePort, type Served, serve } from "./serve.ts";

type Accounts = { items: { organisation: string }[] };

let database: Awaited<ReturnType<typeof freshDatabase>>;
const dataDir = mkdtempSync(join(tmpdir(), "shouwen-broken-off-"));
let server: Served;
before(async () => {
  database = await freshDatabase();
});
after(async () => {
  await server?.kill();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const listed = async (): Promise<Set<string>> => {
  const { items } = (await (await fetch(`${server.address}/api/demo`)).json()) as Accounts;
  return new Set(items.map((i) => i.organisation));
};

const until = async (count: number): Promise<Set<string>> => {
  for (let waited = 0; waited < 1200; waited++) {
    const there = await listed();
    if (there.size >= count) return there;
    await sleep(100);
  }
  return listed();
};

test("killed twice and ended once while it loads, it is wholly there in the end, each matter once", async () => {
  const env = { PORT: String(await freePort()), DATA_DIR: dataDir, DATABASE_URL: database.url, DEMO: "on" };
  for (const end of ["kill", "end", "kill"] as const) {
    server = await serve(env);
    const before = await listed();
    assert.ok(before.size >= 2);
    await until(Math.min(before.size + 2, 12));
    // In the midst of the next.
    await sleep(250);
    const took = await server[end]();
    assert.ok((took ?? 0) < 10_000);
  }
  server = await serve(env);
  const there = await until(13);
  assert.equal(there.size, 13);
  const pool = new pg.Pool({ connectionString: database.url });
  const { rows } = await pool.query<{ org: string; n: number; numbers: number; founded: number }>(
    `select org, count(*)::integer as n, count(distinct number)::integer as numbers,
            (select count(*)::integer from shouwen.event e where e.org = v.org and type = 'organisation.founded') as founded
       from shouwen.case_view v group by org`,
  );
  assert.equal(rows.length, 12);
  for (const { org, n, numbers, founded } of rows) {
    assert.ok(n >= 25 && n <= 60, `${org} has ${n}`);
    assert.deepEqual([numbers, founded], [n, 1], org);
  }
  assert.equal((await verify(pool, dataDir)).firstBad, null);
  await pool.end();
});
