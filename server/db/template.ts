/** Databases for tests: one server a run, one migrated template, a clone of it for each test file. */
import { createHash, randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { programDir, readTestConfig } from "../config.ts";
import { type Database, startDatabase } from "./embedded.ts";
import { migrate, readMigrations } from "./migrate.ts";

/** A database of a test's own, empty but for what the migrations put in. */
export type FreshDatabase = {
  /** A superuser's address of it. */
  url: string;
  /** Drops it, whoever is still connected, and lets go of the server. */
  drop(): Promise<void>;
};

/**
 * A fresh, migrated database, in some 50 ms; with `empty` one without any migration. The server is the one that `npm test` started, or, when a test file is
 * run by hand, one that is kept in the system's temporary folder from one run to the next.
 */
export async function freshDatabase({ empty = false } = {}): Promise<FreshDatabase> {
  const shared = readTestConfig().testDatabaseUrl;
  const own = shared === undefined ? await startTestServer() : undefined;
  const server = shared ?? own?.url ?? "";
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  try {
    const template = empty ? "template0" : await ensureTemplate(server);
    await asAdmin(server, (admin) => admin.query(`create database ${name} template ${template}`));
  } catch (error) {
    await own?.stop();
    throw error;
  }
  return {
    url: withDatabase(server, name),
    async drop() {
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
      await own?.stop();
    },
  };
}

/**
 * The server behind test databases. It survives killed processes as the real one does, but not a power cut.
 * @param folder where it keeps its data; by default one folder for each copy of the program.
 */
export function startTestServer(folder = defaultFolder()): Promise<Database> {
  return startDatabase(folder, { durable: false });
}

/**
 * Makes the migrated template database if there is none for the migrations as they are now.
 * @param server a superuser's address of any database on the server.
 * @returns its name.
 */
export async function ensureTemplate(server: string): Promise<string> {
  const migrations = readMigrations(join(programDir, "migrations"));
  const digest = createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 12);
  const name = `template_${digest}`;
  await asAdmin(server, async (admin) => {
    await admin.query("select pg_advisory_lock(hashtext('test template'))");
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount !== 0) return;
    // Under its name only once it is whole: a run broken off half-way leaves no half-migrated template.
    await admin.query(`drop database if exists ${name}_unfinished with (force)`);
    await admin.query(`create database ${name}_unfinished`);
    const pool = new pg.Pool({ connectionString: withDatabase(server, `${name}_unfinished`), max: 1 });
    try {
      await migrate(pool);
    } finally {
      await pool.end();
    }
    await admin.query(`alter database ${name}_unfinished rename to ${name}`);
    await dropEarlier(admin, name);
  });
  return name;
}

// A server kept from run to run would otherwise collect a template for each state of the migrations.
async function dropEarlier(admin: pg.Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname ~ '^template_[0-9a-f]{12}$' and datname <> $1",
    [name],
  );
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname}`).catch(() => {});
}

async function asAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: withDatabase(server, "postgres") });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function defaultFolder(): string {
  const copy = createHash("sha256").update(programDir).digest("hex").slice(0, 8);
  return join(tmpdir(), `shouwen-test-${process.getuid?.() ?? "any"}-${copy}`);
}
