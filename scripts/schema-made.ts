/** The two files that are made from the migrated schema: the row types, and the schema as text. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrate } from "../server/db/migrate.ts";
import { freshDatabase } from "../server/db/template.ts";
import { runTool } from "./check/checker.ts";
import { schemaText } from "./schema-text.ts";

/** Path under the program's folder → what must stand there, for the migrations as they are now. */
export async function schemaFiles(root: string): Promise<Map<string, string>> {
  const database = await freshDatabase({ empty: true });
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  try {
    await migrateFrom(join(root, "migrations"), database.url);
    return new Map([
      ["server/db/schema.ts", rowTypes(root, database.url, join(folder, "schema.ts"))],
      ["migrations/schema.sql", await textOf(database.url)],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  }
}

async function migrateFrom(folder: string, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await migrate(pool, folder);
  } finally {
    await pool.end();
  }
}

async function textOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await schemaText(client);
  } finally {
    await client.end();
  }
}

function rowTypes(root: string, url: string, file: string): string {
  const args = ["--dialect", "postgres", "--url", url, "--out-file", file, "--log-level", "error"];
  const { code, out, err } = runTool(root, "kysely-codegen/dist/cli/bin.js", args);
  if (code !== 0) throw new Error(`kysely-codegen failed: ${err || out}`);
  return readFileSync(file, "utf8");
}
