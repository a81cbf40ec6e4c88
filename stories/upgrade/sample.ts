// Samples of older versions: all tables of a small office as lines of JSON, packed, and the way back into a database.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Pool } from "pg";

type Line = [table: string, row: Record<string, unknown>];

const tables = `select table_schema || '."' || table_name || '"' as name from information_schema.tables
  where table_schema in ('auth', 'shouwen') and table_type = 'BASE TABLE' order by 1`;
/** Whoever loads it signs in anew. */
const without = ['auth."session"', 'auth."failure"'];

/** Everything in a database. */
export const dump = async (pool: Pool): Promise<Buffer> => {
  const { rows } = await pool.query<{ name: string }>(tables);
  const lines: string[] = [];
  for (const { name } of rows) {
    if (without.includes(name)) continue;
    const found = await pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
    lines.push(
      ...found.rows.map(({ row }) => `["${name.replaceAll('"', "")}",${row.replaceAll("\n", " ")}]\n`),
    );
  }
  return gzipSync(lines.join(""), { level: 9 });
};

/** The samples that are kept, by the name of their version. */
export const samples = (): string[] =>
  readdirSync(import.meta.dirname).flatMap((name) => /^(.+)\.ndjson\.gz$/.exec(name)?.[1] ?? []);

const linesOf = (version: string): Line[] =>
  gunzipSync(readFileSync(join(import.meta.dirname, `${version}.ndjson.gz`)))
    .toString()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

/** The migration at which a sample was taken. */
export const migrationOf = (version: string): number =>
  Math.max(
    ...linesOf(version).flatMap(([table, row]) => (table === "shouwen.migration" ? Number(row.number) : [])),
  );

/** Fills a database that stands at the sample's own migration. */
export const load = async (pool: Pool, version: string): Promise<void> => {
  const byTable = new Map<string, unknown[]>();
  for (const [table, row] of linesOf(version)) byTable.set(table, [...(byTable.get(table) ?? []), row]);
  byTable.delete("shouwen.migration");
  // Accounts stand before what belongs to them.
  const order = [...byTable.keys()].sort((a, b) => Number(b === "auth.user") - Number(a === "auth.user"));
  for (const table of order) {
    const name = table.replace(/\.(.*)/, '."$1"');
    if (!["shouwen.event", "shouwen.seal"].includes(table)) await pool.query(`delete from ${name}`);
    await pool.query(
      `insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1::json)`,
      [JSON.stringify(byTable.get(table))],
    );
  }
};
