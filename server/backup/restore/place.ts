// The place that a backup goes to: it must be empty, and it is empty again when something goes wrong.
import { cpSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import type { Config } from "#server/config.ts";
import { startDatabase } from "#server/db/embedded.ts";
import { openPool } from "#server/db/pool.ts";
import { checkServer, restoring } from "#server/db/server-version.ts";

/** Folders that a backup fills; `erasures` are added to what is there. */
const filled = ["files", "imports", "seals"] as const;

/** An empty place, opened. */
export type Place = {
  pool: Pool;
  /** Where files are kept until the rows are in. */
  waiting: string;
  /** Moves the files to where they belong. */
  moveIn(): Promise<void>;
  /** Says that the place is whole. */
  settle(): Promise<void>;
  /** Takes away all that was made, and what was added to the list of erasures. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** Stands in the folder of what waits from when it is moved to where it belongs. */
const moving = "moving";

const waitingIn = (dataDir: string): string => join(dataDir, "restoring");

const holdsFiles = (path: string): boolean => existsSync(path) && readdirSync(path).length > 0;

const checkFolders = (dataDir: string): void => {
  const full = filled.find((name) => holdsFiles(join(dataDir, name)));
  if (full !== undefined)
    throw new Error(`${join(dataDir, full)} is not empty: restore needs an empty place; move it away first.`);
};

type Standing = { half: boolean; made: boolean; others: number };

const standing = async (pool: Pool): Promise<Standing> => {
  const { rows } = await pool.query<Standing>(
    `select to_regnamespace($1) is not null as half, to_regclass('shouwen.stream') is not null as made,
       (select count(*)::integer from pg_stat_activity
         where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()) as others`,
    [restoring],
  );
  return rows[0] ?? { half: false, made: false, others: 0 };
};

const checkEmpty = async (pool: Pool): Promise<Standing> => {
  const now = await standing(pool);
  if (now.others > 0)
    throw new Error("The database is in use: stop the server that runs on it before you restore into it.");
  if (now.half || !now.made) return now;
  const { rows } = await pool.query<{ full: boolean }>(
    `select exists (select from shouwen.stream) or exists (select from shouwen.organisation)
         or exists (select from auth."user") as full`,
  );
  if (rows[0]?.full)
    throw new Error("The database is not empty: restore needs an empty one, or an empty DATA_DIR.");
  return now;
};

const dropAll = async (pool: Pool): Promise<void> => {
  for (const schema of ["shouwen", "auth"]) await pool.query(`drop schema if exists ${schema} cascade`);
};

const moveIn = async (dataDir: string): Promise<void> => {
  await writeFile(join(waitingIn(dataDir), moving), "");
  for (const name of filled) {
    const from = join(waitingIn(dataDir), name);
    if (!existsSync(from)) continue;
    rmSync(join(dataDir, name), { recursive: true, force: true });
    await rename(from, join(dataDir, name));
  }
};

/**
 * Opens the place of a configuration, and marks it as being restored into.
 * @throws Error in one sentence where it is not empty, in use, or its server too old
 */
export const openPlace = async ({ dataDir, databaseUrl }: Config): Promise<Place> => {
  const home = join(dataDir, "postgres");
  const fresh = databaseUrl === undefined && !existsSync(home);
  await mkdir(dataDir, { recursive: true });
  const waiting = waitingIn(dataDir);
  const [erasures, before] = [join(dataDir, "erasures"), join(waiting, "before")];
  // Left by one that was broken off.
  if (!existsSync(join(waiting, moving))) checkFolders(dataDir);
  const database = databaseUrl === undefined ? await startDatabase(dataDir) : null;
  const pool = openPool(databaseUrl ?? database?.url ?? "", 4);
  const close = async (): Promise<void> => {
    await pool.end();
    await database?.stop();
    if (fresh && cleared) rmSync(home, { recursive: true, force: true });
  };
  let cleared = false;
  try {
    await checkServer(pool);
    await checkEmpty(pool);
    await pool.query(`create schema if not exists ${restoring}`);
    await dropAll(pool);
    rmSync(waiting, { recursive: true, force: true });
    await mkdir(waiting, { mode: 0o700 });
    if (existsSync(erasures)) cpSync(erasures, before, { recursive: true });
  } catch (error) {
    cleared = fresh;
    await close();
    throw error;
  }
  return {
    pool,
    waiting,
    moveIn: () => moveIn(dataDir),
    settle: async () => {
      rmSync(waiting, { recursive: true, force: true });
      await pool.query(`drop schema ${restoring}`);
    },
    clear: async () => {
      cleared = true;
      for (const name of [...filled, "erasures"])
        rmSync(join(dataDir, name), { recursive: true, force: true });
      if (existsSync(before)) renameSync(before, erasures);
      rmSync(waiting, { recursive: true, force: true });
      await dropAll(pool);
      await pool.query(`drop schema if exists ${restoring}`);
    },
    close,
  };
};
