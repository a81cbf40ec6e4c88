// One core for the server and PostgreSQL together, the callers on the others: as the peers were measured.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Bench } from "../server.ts";

const last = cpus().length - 1;
const everywhere = `0-${last}`;

/** With all its threads; one that has ended meanwhile needs no place. */
const put = (pid: number, where: string): void => {
  try {
    execFileSync("taskset", ["-a", "-c", "-p", where, String(pid)], { stdio: "ignore", timeout: 10_000 });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") throw error;
  }
};

const childrenOf = (pid: number): number[] =>
  readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]) === pid ? [Number(name)] : [];
    } catch {
      return [];
    }
  });

/**
 * Puts the server, PostgreSQL and whatever it starts onto core 0, and ourselves onto the others.
 * @returns how it stands, in words, and how to leave it
 */
export const onOneCore = (bench: Bench): { how: string; leave: () => void } => {
  if (last === 0) return { how: "the machine has one core, which the callers share", leave: () => {} };
  const postmaster = bench.database.pid() ?? 0;
  const those = [bench.child.pid ?? 0, postmaster, ...childrenOf(postmaster)];
  try {
    for (const pid of those) put(pid, "0");
    put(process.pid, last === 1 ? "1" : `1-${last}`);
  } catch {
    return { how: "**not** held on one core: there is no `taskset` here", leave: () => {} };
  }
  return {
    how: "the server and PostgreSQL with all its processes on core 0 (`taskset`), the callers on another",
    leave: () => {
      for (const pid of [process.pid, bench.child.pid ?? 0, postmaster]) put(pid, everywhere);
    },
  };
};
