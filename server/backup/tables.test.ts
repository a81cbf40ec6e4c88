// Every table is in a backup, or it is written down why not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPool } from "#server/db/pool.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { views } from "#server/log/proof/fold.ts";
import { folded, kept, left } from "./tables.ts";

let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database.drop());

test("each table of the database stands in exactly one of the lists", async () => {
  const pool = openPool(database.url, 1);
  const { rows } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema in ('auth', 'shouwen') and table_type = 'BASE TABLE' order by 1`,
  );
  await pool.end();
  assert.deepEqual([...kept, ...folded, ...left].sort(), rows.map((r) => r.name).sort());
});

test("what is said to be folded is folded", () => {
  assert.deepEqual(
    [...folded],
    Object.keys(views)
      .map((v) => `shouwen.${v}`)
      .sort(),
  );
});
