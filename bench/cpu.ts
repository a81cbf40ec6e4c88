// Seconds of processor that processes used, as the kernel counts them.
import { readdirSync, readFileSync } from "node:fs";

const ticks = 100;

type Stat = { parent: number; own: number; children: number };

const statOf = (pid: number | string): Stat | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const cells = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = cells;
    const sum = (a: number, b: number): number => ((cells[a] ?? 0) + (cells[b] ?? 0)) / ticks;
    return { parent, own: sum(11, 12), children: sum(13, 14) };
  } catch {
    return null;
  }
};

/** Of one process. */
export const processSeconds = (pid: number): number => statOf(pid)?.own ?? 0;

/** Of a process with all its children, those that are gone too. */
export const familySeconds = (pid: number): number => {
  const own = statOf(pid);
  const alive = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((s) => s?.parent === pid);
  return (own?.own ?? 0) + (own?.children ?? 0) + alive.reduce((sum, s) => sum + (s?.own ?? 0), 0);
};
