// What goes on beside something long: somebody else's list, and how large the processes grow.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "./part.ts";
import { type Bench, residentMiB } from "./server.ts";

const told = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Seconds since a process began. */
export const ageSeconds = (pid: number): number => {
  const stat = told(`/proc/${pid}/stat`);
  const begun = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? 0) / 100;
  return Number(told("/proc/uptime").split(" ")[0] ?? 0) - begun;
};

/** The database's first process. */
export const postmaster = (dataDir: string): number =>
  Number(told(`${dataDir}/postgres/cluster/postmaster.pid`).split("\n")[0] ?? 0);

/** Resident memory of a process, sampled until it is stopped. */
export const watchMemory = (pid: number, everyMs = 250) => {
  const samples: number[] = [];
  const timer = setInterval(() => {
    try {
      samples.push(residentMiB(pid));
    } catch {
      clearInterval(timer);
    }
  }, everyMs);
  return {
    stop: (): { most: number; first: number; second: number } => {
      clearInterval(timer);
      const half = samples.length >> 1;
      const most = (list: readonly number[]): number => list.reduce((a, b) => Math.max(a, b), 0);
      return { most: most(samples), first: most(samples.slice(0, half)), second: most(samples.slice(half)) };
    },
  };
};

/** Somebody else's list, one every 20 ms at most; p50 and p99 in ms once it is stopped. */
export const readBeside = (bench: Bench) => {
  const times: number[] = [];
  let over = false;
  const ended = (async () => {
    while (!over) {
      const from = performance.now();
      const response = await fetch(`${bench.address}/api/cases?limit=50`, {
        headers: { cookie: bench.cookie },
        signal: AbortSignal.timeout(60_000),
      });
      await response.text();
      if (!response.ok) throw new Error(`The list answered ${response.status}.`);
      times.push(performance.now() - from);
      await sleep(20);
    }
  })();
  ended.catch(() => {});
  return async (): Promise<{ p50: number; p99: number }> => {
    over = true;
    await ended;
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  };
};
