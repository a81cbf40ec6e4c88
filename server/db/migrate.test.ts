import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import pg from "pg";
import { migrate } from "./migrate.ts";
import { type FreshDatabase, freshDatabase } from "./template.ts";

let database: FreshDatabase;
let pool: pg.Pool;
let folder: string;

before(async () => {
  database = await freshDatabase({ empty: true });
  pool = new pg.Pool({ connectionString: database.url });
  pool.on("error", () => {});
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  await pool.query("drop schema if exists shouwen cascade; drop table if exists one, two");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
after(async () => {
  await pool.end();
  await database.drop();
});

function file(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}

test("each migration is applied once, in order", async () => {
  file("0001-one.sql", "create table one (id int)");
  assert.deepEqual(await migrate(pool, folder), ["0001-one.sql"]);
  file("0002-two.sql", "alter table one add two int; create table two (id int)");
  assert.deepEqual(await migrate(pool, folder), ["0002-two.sql"]);
  assert.deepEqual(await migrate(pool, folder), []);
});

test("a failing migration leaves nothing behind and is named", async () => {
  file("0001-one.sql", "create table one (id int); select nonsense");
  await assert.rejects(migrate(pool, folder), /^Error: migrations\/0001-one\.sql failed: .*nonsense/);
  const { rows } = await pool.query(
    "select to_regclass('one') as one, (select count(*) from shouwen.migration)",
  );
  assert.deepEqual(rows, [{ one: null, count: "0" }]);
});

test("a changed migration, a gap and a newer database are refused", async () => {
  file("0001-one.sql", "create table one (id int)");
  await migrate(pool, folder);
  file("0001-one.sql", "create table one (id bigint)");
  await assert.rejects(migrate(pool, folder), /0001-one\.sql was changed after it had been applied/);
  file("0001-one.sql", "create table one (id int)");
  file("0003-three.sql", "select 1");
  await assert.rejects(migrate(pool, folder), /0003-three\.sql should be number 0002/);
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  await assert.rejects(migrate(pool, folder), /0001-one\.sql, which this older program does not know/);
});

test("ten at once migrate once", async () => {
  file("0001-one.sql", "create table one (id int)");
  const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(pool, folder)));
  assert.equal(applied.flat().length, 1);
});
