// What processes have spent: CPU seconds and memory of the server, and of PostgreSQL with all its backends.
import { readdirSync, readFileSync } from "node:fs";
import { type Bench, residentMiB } from "../server.ts";

/** Linux counts in hundredths of a second. */
const ticks = 100;

/** `ended`: seconds of those of its children that are no more. */
type Stat = { parent: number; seconds: number; ended: number };
const statOf = (pid: number): Stat | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const of = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / ticks;
    return { parent: Number(fields[1]), seconds: of(11), ended: of(13) };
  } catch {
    return null;
  }
};

/** Its own seconds and those of the processes that it started. */
const family = (pid: number): number => {
  let seconds = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = statOf(Number(name));
    if (stat && Number(name) === pid) seconds += stat.seconds + stat.ended;
    if (stat?.parent === pid) seconds += stat.seconds;
  }
  return seconds;
};

/** Seconds of CPU since their start, and the server's memory now. */
export type Spent = { server: number; database: number; callers: number; memory: number };

export const spent = (bench: Bench): Spent => {
  const server = bench.child.pid ?? 0;
  const { user, system } = process.cpuUsage();
  return {
    server: statOf(server)?.seconds ?? 0,
    database: family(bench.database.pid() ?? 0),
    callers: (user + system) / 1e6,
    memory: residentMiB(server),
  };
};
