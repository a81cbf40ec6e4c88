// `npm run bench [-- PART …]`: measures everything, or the parts named, as ratios of one run; each writes its section of RESULTS.md.
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import type { Part } from "./part.ts";
import { say } from "./part.ts";
import { leaveHouse } from "./scale/house.ts";
import { writeHead, writeSection } from "./section.ts";

/** In the order in which they run: what reads the houses first, then what leaves more in them, then what has one of its own. */
const parts: Record<string, () => Promise<{ part: Part }>> = {
  reading: () => import("./reading/part.ts"),
  backtest: () => import("./backtest/part.ts"),
  rebuild: () => import("./rebuild/part.ts"),
  peers: () => import("./peers/part.ts"),
  intake: () => import("./intake/part.ts"),
  profile: () => import("./intake/profile.ts"),
  browsers: () => import("./browsers/part.ts"),
  words: () => import("./words.ts"),
  room: () => import("./room.ts"),
  clocks: () => import("./clocks/part.ts"),
  beyond: () => import("./beyond/part.ts"),
  day: () => import("./hard/day/part.ts"),
  hard: () => import("./hard/part.ts"),
};

const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

/** What was measured, where git knows it. */
const commit = (): string => {
  try {
    return ` at ${execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: "pipe" }).trim()}`;
  } catch {
    return "";
  }
};

const main = async (wanted: readonly string[]): Promise<void> => {
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined)
    throw new Error(`There is no part ${unknown}, only ${Object.keys(parts).join(", ")}.`);
  const names = wanted.length > 0 ? wanted : Object.keys(parts);
  writeHead(machine);
  for (const name of names) {
    const { part } = (await parts[name]?.()) ?? {};
    if (!part) continue;
    say(`▶ ${name}`);
    const from = performance.now();
    const text = await part.run();
    const minutes = ((performance.now() - from) / 60_000).toFixed(1);
    writeSection(
      part.title,
      `${text.trim()}\n\n<sub>\`npm run bench -- ${name}\`, ${minutes} minutes, ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC${commit()}.</sub>\n`,
    );
    say(`✔ ${name} (${minutes} min)`);
  }
  leaveHouse();
};

await main(process.argv.slice(2));
