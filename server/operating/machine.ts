// The machine's own part: the database, the disk, this process and its fellows.
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { programDir } from "#server/config.ts";
import type { World } from "#server/log/world.ts";
import type { Sign } from "#server/probe.ts";
import { databaseSign, diskSign, processSign } from "./judge.ts";

const { version } = JSON.parse(readFileSync(join(programDir, "package.json"), "utf8")) as { version: string };

const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();
let looked = performance.now();
const milliseconds = 1e6;

/** The longest that the event loop was held up since somebody looked, or in the last minutes; ms. */
const heldUp = (): number => {
  const worst = Math.max(0, delay.max / milliseconds - 20);
  if (performance.now() - looked > 300_000) {
    looked = performance.now();
    delay.reset();
  }
  return Math.round(worst);
};

type Row = { version: string; size: number; processes: number };

/** Each process keeps one connection under its own name. */
const database = `select current_setting('server_version') as version,
    pg_database_size(current_database()) as size,
    (select count(distinct application_name)::integer from pg_stat_activity
      where datname = current_database() and application_name like 'shouwen %') as processes`;

/** How the machine stands; for those who run it. */
export const machineSigns = async (world: World): Promise<Sign[]> => {
  const [{ rows }, disk] = await Promise.all([world.side.query<Row>(database), statfs(world.dataDir)]);
  const row = rows[0] ?? { version: "", size: 0, processes: 0 };
  const since = new Date(Date.now() - process.uptime() * 1000).toISOString();
  return [
    databaseSign({ version: row.version, size: row.size, waiting: world.pool.waitingCount }),
    diskSign(disk.bavail * disk.bsize, disk.blocks * disk.bsize),
    processSign({
      version,
      since,
      memory: process.memoryUsage.rss(),
      heldUp: heldUp(),
      processes: row.processes,
    }),
  ];
};
