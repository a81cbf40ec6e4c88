// An office on a PostgreSQL of its own, under an owner who may do no more than `deploy/database.sql` lets it.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { programDir, readConfig } from "#server/config.ts";
import { type FreshDatabase, freshDatabase, withDatabase } from "#server/db/template.ts";
import { compareViews } from "#server/log/proof/rebuild.ts";
import { verify } from "#server/log/proof/verify.ts";
import { type Running, start } from "#server/main.ts";
import { complaint, signInAt } from "../office.ts";

const dataDir = mkdtempSync(join(tmpdir(), "shouwen-own-"));
const name = `own_${randomBytes(4).toString("hex")}`;
let server: FreshDatabase;
let superuser: pg.Client;
let running: Running;

/** The file's statements, with a name and a password of our own. */
const statements = (): string[] =>
  readFileSync(join(programDir, "deploy", "database.sql"), "utf8")
    .replace(/^--.*\n/gm, "")
    .replaceAll(/\bshouwen\b/g, name)
    .replaceAll(":'password'", "'own-password'")
    .split(/;\n/)
    .filter((one) => one.trim() !== "");

before(async () => {
  server = await freshDatabase({ empty: true });
  superuser = new pg.Client({ connectionString: server.url });
  await superuser.connect();
  for (const statement of statements()) await superuser.query(statement);
  const url = new URL(withDatabase(server.url, name));
  url.username = name;
  url.password = "own-password";
  running = await start(
    readConfig({ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: url.href, DEMO: "first", LOG_LEVEL: "warn" }),
  );
});
after(async () => {
  await running?.stop();
  await superuser?.query(`drop database if exists ${name} with (force)`);
  await superuser?.query(`drop role if exists ${name}`);
  await superuser?.end();
  await server?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("the owner is nobody special, and the program makes its tables, founds, serves, seals and proves", async () => {
  const { rows } = await superuser.query(
    "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = $1",
    [name],
  );
  assert.deepEqual(Object.values(rows[0]), [false, false, false, false, false]);
  const reception = await signInAt(running.address, "wuye.reception");
  const made = await reception.post<{ id: string }>("/api/cases", complaint());
  assert.equal(made.status, 201);
  await reception.act(made.body.id, "note", { text: "自有数据库" });
  const elsewhere = await signInAt(running.address, "yanlian.reception");
  assert.equal((await elsewhere.get(`/api/cases/${made.body.id}`)).status, 404);
  const { world } = running;
  assert.equal((await verify(world.side, dataDir)).firstBad, null);
  assert.deepEqual(await compareViews(world, "wuye"), []);
  const admin = await signInAt(running.address, "wuye.admin");
  const health = await admin.get<{ machine: { name: string; health: string }[] }>("/api/operating");
  assert.deepEqual(
    health.body.machine.map((sign) => sign.name),
    ["database", "disk", "process"],
  );
});

test("under the application's role not even the owner's connection sees a row without naming its organisation", async () => {
  const client = await running.world.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local role shouwen_app");
    assert.equal((await client.query("select from shouwen.case_view")).rowCount, 0);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("the database goes away: alive, not ready, and the figures say so; it comes back, and all is as before", async () => {
  const status = async (path: string): Promise<number> => (await fetch(running.address + path)).status;
  const up = async (): Promise<string | undefined> =>
    /^shouwen_database_up (\d)/m.exec(await (await fetch(`${running.address}/metrics`)).text())?.[1];
  assert.deepEqual([await status("/api/live"), await status("/api/health"), await up()], [200, 200, "1"]);
  await superuser.query(`alter database ${name} allow_connections false`);
  await superuser.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  assert.deepEqual([await status("/api/live"), await status("/api/health")], [200, 503]);
  // What was read before counts for two seconds.
  await sleep(2100);
  assert.equal(await up(), "0");
  await superuser.query(`alter database ${name} allow_connections true`);
  for (let n = 0; n < 100 && (await status("/api/health")) !== 200; n++) await sleep(100);
  await sleep(2100);
  assert.deepEqual([await status("/api/health"), await up()], [200, "1"]);
  const reception = await signInAt(running.address, "wuye.reception");
  assert.equal((await reception.post("/api/cases", complaint())).status, 201);
});
