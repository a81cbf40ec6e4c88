/** Brings a database to the state that `migrations/` describes: numbered, plain SQL, forward only. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import { programDir } from "../config.ts";
import { checkServer } from "./server-version.ts";

type Migration = { number: number; name: string; checksum: string; sql: string };

// Any number, the same for every process: two servers that start at once migrate one after the other.
const migrating = 7_182_027;

/**
 * Applies every migration that the database has not seen yet, each in a transaction of its own.
 * @param pool connects as the owner of the schema.
 * @param folder the migrations; a test may bring others.
 * @param upTo the last to apply: a backup is filled into the tables that it was taken from.
 * @returns the names of those applied now, in order.
 * @throws Error, in one sentence, when a migration fails, was changed after it had been applied, is numbered
 *   below one already applied, or when the database is newer than this program.
 */
export async function migrate(
  pool: Pool,
  folder = join(programDir, "migrations"),
  upTo = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const wanted = readMigrations(folder);
  const client = await pool.connect();
  try {
    await checkServer(client);
    await client.query("select pg_advisory_lock($1)", [migrating]);
    await client.query("create schema if not exists shouwen");
    await client.query(
      `create table if not exists shouwen.migration (
         number integer primary key, name text not null, checksum text not null,
         applied_at timestamptz not null default now())`,
    );
    const pending = (await compare(client, wanted)).filter(({ number }) => number <= upTo);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.query("select pg_advisory_unlock_all()").catch(() => {});
    client.release();
  }
}

/** The migrations of a folder in their order; each is a file `NNNN-name.sql`, numbered from 0001 without a gap. */
export function readMigrations(folder: string): Migration[] {
  // schema.sql is what the migrations amount to, kept for readers.
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql") && file !== "schema.sql");
  return files.sort().map((file, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
    if (number !== index + 1) {
      throw new Error(`migrations/${file} should be number ${String(index + 1).padStart(4, "0")}.`);
    }
    const sql = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
    return { number, name: file, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

async function compare(client: PoolClient, wanted: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query("select number, name, checksum from shouwen.migration order by number");
  const applied = rows as Omit<Migration, "sql">[];
  for (const row of applied) {
    const file = wanted.find((migration) => migration.number === row.number);
    if (!file) throw new Error(`The database has had ${row.name}, which this older program does not know.`);
    if (file.checksum !== row.checksum) {
      throw new Error(
        `migrations/${file.name} was changed after it had been applied: add a new one instead.`,
      );
    }
  }
  return wanted.filter((migration) => !applied.some((row) => row.number === migration.number));
}

async function apply(client: PoolClient, { number, name, checksum, sql }: Migration): Promise<void> {
  try {
    await client.query("begin");
    // First, so that a second process that got past the lock stumbles before it changes anything.
    await client.query("insert into shouwen.migration (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ]);
    await client.query(sql);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new Error(`migrations/${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
