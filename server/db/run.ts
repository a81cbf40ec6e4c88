/** Runs PostgreSQL's programs as their account, on a data folder that the account may not reach by name. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, canEnter } from "./account.ts";
import type { Binaries } from "./binaries.ts";

/** What a program needs: `home` takes its output in `start.log`, `data` is PostgreSQL's own data folder. */
export type Workplace = { home: string; data: string; account: Account; binaries: Binaries };

/**
 * Runs a program of PostgreSQL on the data folder. Where its account can't reach that folder by name (it lies
 * in root's own home), the folder is handed over opened, and is then reached without its parents. The program
 * has a session of its own, so that no signal meant for us ends it.
 */
export function run(place: Workplace, program: "initdb" | "postgres", args: string[]): ChildProcess {
  const log = openSync(join(place.home, "start.log"), "w", 0o600);
  const folder = openSync(place.data, constants.O_RDONLY | constants.O_DIRECTORY);
  const byName = canEnter(place.account, place.data);
  const child = spawn(
    join(place.binaries.folder, program),
    ["-D", byName ? place.data : "/proc/self/fd/3", ...args],
    {
      ...place.account.spawnAs,
      cwd: "/",
      env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
      detached: true,
      stdio: ["ignore", log, log, folder],
    },
  );
  child.unref();
  closeSync(log);
  closeSync(folder);
  return child;
}

/** What the last program that was started said before it ended, in one line. */
export function lastWords(home: string): string {
  const text = readFileSync(join(home, "start.log"), "utf8");
  const lines = text.split("\n").filter((line) => /FATAL|PANIC|ERROR|error:|could not|denied/i.test(line));
  return lines.slice(-3).join(" ").trim();
}
