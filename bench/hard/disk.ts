// The disk full: a small file system under everything, filled to the last byte under load and emptied again.
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startLoad } from "../../stories/load.ts";
import { openHard } from "./house.ts";
import { checkWhole } from "./whole.ts";

const size = "600m";
const times = 3;

const asked = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: "ignore" }).status === 0;

/** Takes every byte that is left. */
const fill = (file: string): void => {
  const to = openSync(file, "a");
  const block = Buffer.alloc(1 << 16);
  try {
    for (let length = block.length; length >= 1; )
      try {
        writeSync(to, block, 0, length);
      } catch {
        length >>= 1;
      }
  } finally {
    closeSync(to);
  }
};

const fillAndEmpty = async (folder: string, load: ReturnType<typeof startLoad>): Promise<number> => {
  await load.served(60, 60_000);
  const ballast = join(folder, "ballast");
  const before = load.acknowledged();
  // What PostgreSQL frees meanwhile is taken too.
  for (let n = 0; n < 30; n++) {
    fill(ballast);
    await sleep(100);
  }
  const meanwhile = load.acknowledged() - before;
  const full = statfsSync(folder).bavail;
  rmSync(ballast);
  const from = performance.now();
  await load.served(12, 60_000);
  if (full > 64)
    throw new Error(`The disk was not full: ${full} blocks were free, ${meanwhile} commands acknowledged.`);
  return Math.round(performance.now() - from);
};

/** @returns what is to be said of it, in one paragraph */
export const diskFull = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "shouwen-hard-"));
  if (!asked("mount", "-t", "tmpfs", "-o", `size=${size},mode=0711`, "tmpfs", folder)) {
    rmSync(folder, { recursive: true });
    return "Disk full: not tried, since this account may not mount a small file system.";
  }
  try {
    const house = await openHard(1, {}, folder);
    try {
      const load = startLoad(house.people, 6, "disk");
      const back: number[] = [];
      try {
        for (let n = 0; n < times; n++) back.push(await fillAndEmpty(folder, load));
        await load.stop();
      } finally {
        load.abandon();
      }
      if (load.faults.length > 0) throw new Error(load.faults.slice(0, 3).join("\n"));
      const breaches = await checkWhole(house, load.told);
      return `Disk full (a file system of ${size} under DATA_DIR, filled to the last byte for three seconds under load, ${times} times): ${load.acknowledged()} commands
acknowledged, ${load.told.length} matters, ${breaches} terms ran out; nothing but 503 and broken connections where it could not be kept; served again ${back.join(", ")} ms after there was room.`;
    } finally {
      await house.close().catch(() => {});
    }
  } finally {
    asked("umount", "-l", folder);
    rmSync(folder, { recursive: true, force: true });
  }
};
