// What processes have spent: CPU seconds and memory of the server, and of PostgreSQL with all its backends.
import { familySeconds, processSeconds } from "../cpu.ts";
import { type Bench, residentMiB } from "../server.ts";

/** Seconds of CPU since their start, and the server's memory now. */
export type Spent = { server: number; database: number; callers: number; memory: number };

export const spent = (bench: Bench): Spent => {
  const server = bench.child.pid ?? 0;
  const { user, system } = process.cpuUsage();
  return {
    server: processSeconds(server),
    database: familySeconds(bench.database.pid() ?? 0),
    callers: (user + system) / 1e6,
    memory: residentMiB(server),
  };
};
