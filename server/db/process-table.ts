/** Questions about other processes of this machine. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Whether a process of this number exists, ours or another's. */
export function alive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether this process is a PostgreSQL server, or a child of one, on this data folder: servers stand in their
 * data folder. False for the dead but unburied.
 */
export function isPostgresOn(data: string, pid: number): boolean {
  if (process.platform !== "linux") return commandOf(pid).includes(data);
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === data && readFileSync(`/proc/${pid}/comm`, "utf8") === "postgres\n"
    );
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}

/** All processes of PostgreSQL on this data folder (Linux; elsewhere none are found). */
export function postgresProcessesOn(data: string): number[] {
  if (process.platform !== "linux") return [];
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => isPostgresOn(data, pid));
}
