// What a command of the command line is, and what it may open.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { startDatabase } from "#server/db/embedded.ts";
import { openPool } from "#server/db/pool.ts";
import { checkServer, checkWhole } from "#server/db/server-version.ts";

/** Where a command says what it has to say: `out` the result, `err` what went wrong; a line at a time. */
export type Said = { out: (line: string) => void; err: (line: string) => void };

/**
 * Carries out one command.
 * @param args what stands behind its name
 * @returns the exit code
 * @throws Error with one clear sentence
 */
export type Command = (args: readonly string[], config: Config, said: Said) => Promise<number>;

/**
 * Works on the database that the server uses, also while it runs: the administrator's own, or the embedded one,
 * which is started for as long as it takes when nobody else has it running.
 * @throws Error where there is no database yet; none is made
 */
export const withDatabase = async <T>(
  config: Config,
  work: (pool: Pool, url: string) => Promise<T>,
): Promise<T> => {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, "postgres")))
    throw new Error(
      `There is no database in ${config.dataDir}: set DATA_DIR or DATABASE_URL as for the server.`,
    );
  const database = config.databaseUrl ? null : await startDatabase(config.dataDir);
  const url = config.databaseUrl ?? database?.url ?? "";
  const pool = openPool(url, 4);
  try {
    await checkServer(pool);
    await checkWhole(pool);
    const { rows } = await pool.query<{ made: boolean }>(
      "select to_regclass('shouwen.event') is not null as made",
    );
    if (!rows[0]?.made)
      throw new Error("The database is empty: start the server once, which makes its tables.");
    return await work(pool, url);
  } finally {
    await pool.end();
    await database?.stop();
  }
};
