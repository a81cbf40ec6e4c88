// Samples what a server and its PostgreSQL hold, and how long the server's event loop was held up, every few seconds.
import { readFileSync } from "node:fs";
import { type Bench, residentMiB } from "../../server.ts";

/** MiB and ms; `second` since the day began. */
export type Sample = { second: number; server: number; postgres: number; lag: number };

/** What its processes hold for themselves and their share of what they hold in common, MiB. */
const postgresMiB = (postmaster: number): number => {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").trim().split(" ");
  let kb = 0;
  for (const pid of [String(postmaster), ...children])
    try {
      kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended meanwhile, or is another user's.
    }
  return kb / 1024;
};

const lagMs = async (address: string): Promise<number> => {
  const text = await (await fetch(`${address}/metrics`)).text();
  return 1000 * Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? 0);
};

/** @param from when the day began, on the monotonic clock */
export const aWatch = (bench: Bench, from: number): { stop: () => Sample[] } => {
  const samples: Sample[] = [];
  const sample = async (): Promise<void> => {
    const lag = await lagMs(bench.address).catch(() => 0);
    const second = (performance.now() - from) / 1000;
    const server = residentMiB(bench.child.pid ?? 0);
    samples.push({ second, server, postgres: postgresMiB(bench.database.pid() ?? 0), lag });
  };
  const timer = setInterval(() => void sample().catch(() => {}), 3000);
  return {
    stop: () => {
      clearInterval(timer);
      return samples;
    },
  };
};
