// What the database itself refuses: rewriting events and seals, and reaching into another organisation.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startSealer } from "../seal.ts";
import { type House, openHouse, tellStory } from "./office.ts";

let house: House;

const walled = async (): Promise<string[]> => {
  const { rows } = await house.sql.query(
    `select table_name from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'shouwen' and column_name = 'org' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map((r) => r.table_name);
};

const values: Record<string, string> = {
  uuid: "gen_random_uuid()",
  boolean: "false",
  "timestamp with time zone": "now()",
  date: "now()",
  jsonb: "'{}'",
  ARRAY: "'{}'",
};

/** A row for a table in which the story left none, so that every wall is reached for. */
const plant = async (table: string, org: string): Promise<void> => {
  const there = await house.sql.query(`select from shouwen.${table} where org = $1 limit 1`, [org]);
  if (there.rowCount) return;
  const { rows } = await house.sql.query<{ column_name: string; data_type: string }>(
    `select column_name, data_type from information_schema.columns where table_schema = 'shouwen' and table_name = $1
        and column_name <> 'org' and is_nullable = 'NO' and column_default is null`,
    [table],
  );
  const columns = rows.map((r) => r.column_name);
  // One fits a text and a number alike.
  const given = rows.map((r) => values[r.data_type] ?? "1");
  await house.sql.query(
    `insert into shouwen.${table} (${["org", ...columns].map((c) => `"${c}"`).join()}) values (${["$1", ...given].join()})`,
    [org],
  );
};

before(async () => {
  house = await openHouse();
  for (const org of ["wuye", "zhenhai"]) await tellStory(await house.office(org));
  const sealer = startSealer(house.world, 3_600_000);
  await sealer.stop();
  for (const org of ["wuye", "zhenhai"]) {
    for (const table of await walled()) await plant(table, org);
  }
});
after(() => house.close());

type Sql = (
  text: string,
  values?: unknown[],
) => Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>;

/** Runs as the application inside one organisation, and undoes everything. */
const inside = async <T>(org: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
  const client = await house.sql.connect();
  try {
    await client.query("begin; set local role shouwen_app");
    await client.query("select set_config('shouwen.org', $1, true), set_config('shouwen.run', '1', true)", [
      org,
    ]);
    return await work((text, values) => client.query(text, values));
  } finally {
    await client.query("rollback");
    client.release();
  }
};

/** Tries within an open transaction; a refusal by the database leaves it usable. */
const attempt = async (sql: Sql, text: string, values: unknown[]): Promise<number | "refused"> => {
  await sql("savepoint tried");
  try {
    const { rowCount } = await sql(text, values);
    await sql("release tried");
    return rowCount ?? 0;
  } catch (error) {
    await sql("rollback to tried");
    const { code, message } = error as { code: string; message: string };
    assert.ok(code === "42501" || /never changed/.test(message), `${text}: ${message}`);
    return "refused";
  }
};

/** Tables that only the owner touches: nothing is granted. */
const ownersOnly = ["counter", "seal_published"];

test("plain SQL of one organisation neither reads, adds, changes nor removes a row of another, in any table", async () => {
  const tables = await walled();
  assert.ok(tables.length >= 14, tables.join());
  for (const table of tables) {
    const { rows } = await house.sql.query(
      `select to_jsonb(t) as row from shouwen.${table} t where org = 'zhenhai' limit 1`,
    );
    assert.ok(rows[0], `no row of ${table} to reach for`);
    await inside("wuye", async (sql) => {
      const tried = {
        read: await attempt(sql, `select * from shouwen.${table} where org = $1`, ["zhenhai"]),
        change: await attempt(sql, `update shouwen.${table} set org = org where org = $1`, ["zhenhai"]),
        remove: await attempt(sql, `delete from shouwen.${table} where org = $1`, ["zhenhai"]),
        add: await attempt(
          sql,
          `insert into shouwen.${table} select * from jsonb_populate_record(null::shouwen.${table}, $1)`,
          [JSON.stringify(rows[0].row)],
        ),
        moveThere: await attempt(sql, `update shouwen.${table} set org = $1`, ["zhenhai"]),
        empty: await attempt(sql, `truncate shouwen.${table}`, []),
      };
      const own = await attempt(sql, `select * from shouwen.${table} where org = $1`, ["wuye"]);
      const closed = ownersOnly.includes(table);
      assert.deepEqual({ table, own: own === "refused" }, { table, own: closed });
      if (!closed) assert.ok(Number(own) > 0, `its own rows of ${table} are not seen`);
      assert.ok(tried.read === "refused" || tried.read === 0, `${table} read`);
      for (const what of ["change", "remove"] as const)
        assert.ok(tried[what] === "refused" || tried[what] === 0, `${table} ${what}`);
      for (const what of ["add", "moveThere", "empty"] as const)
        assert.equal(tried[what], "refused", `${table} ${what}`);
    });
  }
  // Nothing of it happened behind the wall.
  const { rows } = await house.sql.query("select count(*) n from event where org = 'zhenhai'");
  assert.ok(rows[0].n > 20);
});

test("no organisation at all sees nothing, and the search stays inside", async () => {
  const client = await house.sql.connect();
  await client.query("begin; set local role shouwen_app");
  for (const table of (await walled()).filter((t) => !ownersOnly.includes(t)))
    assert.equal((await client.query(`select * from shouwen.${table}`)).rowCount, 0, table);
  await client.query("rollback");
  client.release();
  const searches = {
    case_search: "search_cases($1, '2000-01-01', '2100-01-01')",
    customer_view: "search_customers($1)",
  };
  for (const [table, search] of Object.entries(searches)) {
    const { rows } = await house.sql.query<{ id: string; word: string }>(
      `select id, terms[1] as word from ${table} where org = 'zhenhai' and terms[1] is not null limit 1`,
    );
    const asked = `select from ${search} f(id) where f.id = $2`;
    const found = async (org: string): Promise<number | null> =>
      (await inside(org, (sql) => sql(asked, [[rows[0]?.word], rows[0]?.id]))).rowCount;
    assert.deepEqual([await found("zhenhai"), await found("wuye")], [1, 0], table);
  }
});

test("erasing from another organisation touches nothing", async () => {
  const { rows } = await house.sql.query("select array_agg(id) ids from stream where org = 'zhenhai'");
  await inside("wuye", async (sql) => {
    const erased = await sql("select erase_private($1) as n", [rows[0].ids]);
    assert.equal(erased.rows[0]?.n, 0);
  });
});

describe("rewriting is refused to everybody", () => {
  const statements = [
    "update shouwen.event set by = 'x'",
    "update shouwen.event set private = null, salt = null",
    "delete from shouwen.event",
    "truncate shouwen.event",
    "update shouwen.seal set at = now()",
    "delete from shouwen.seal",
    "truncate shouwen.seal",
  ];
  for (const statement of statements) {
    test(`to the owner: ${statement}`, async () => {
      await assert.rejects(house.sql.query(statement), /never changed or removed/);
    });
    test(`to the application: ${statement}`, async () => {
      assert.equal(await inside("wuye", (sql) => attempt(sql, statement, [])), "refused");
    });
  }
  test("even while erasing, nothing but the private part goes", async () => {
    const client = await house.sql.connect();
    try {
      await client.query("begin; set local shouwen.erasing = 'yes'");
      await assert.rejects(
        client.query("update shouwen.event set private = null, salt = null, by = 'x'"),
        /never changed/,
      );
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});
