// A backup of the whole while the servers run: how long it takes, and how large it is.
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../server.ts";
import type { Town } from "./town.ts";

/** Seconds, and megabytes of the database and of the file. */
export type Backup = { seconds: number; events: number; megabytes: number; file: number };

export const backingUp = async (town: Town): Promise<Backup> => {
  const env = { ...process.env, DATABASE_URL: town.servers[0]?.url, DATA_DIR: town.dataDir };
  const file = join(town.dataDir, "backup.tar.gz");
  const from = performance.now();
  const how = { cwd: root, env, timeout: 240_000 };
  await promisify(execFile)(process.execPath, ["server/shouwen.ts", "backup", file], how);
  const seconds = (performance.now() - from) / 1000;
  const { rows } = await town.sql.query(
    "select (select count(*)::int from shouwen.event) events, pg_database_size(current_database())::float8 n",
  );
  return { seconds, events: rows[0].events, megabytes: rows[0].n / 1e6, file: statSync(file).size / 1e6 };
};
