/** The server process of a cluster: starting it, finding it whoever started it, stopping it. */
import type { ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";
import { alive, isPostgresOn, postgresProcessesOn } from "./process-table.ts";
import { run } from "./run.ts";

/** Starts the server, which lives on whatever becomes of this process. Only under the start lock. */
export function spawnServer(cluster: Cluster): ChildProcess {
  clearAway(cluster);
  const settings = {
    listen_addresses: "",
    unix_socket_directories: cluster.socket,
    unix_socket_permissions: "0700",
    port: "5432",
    max_connections: "200",
    shared_buffers: cluster.durable ? "256MB" : "128MB",
    fsync: cluster.durable ? "on" : "off",
    synchronous_commit: "on",
    full_page_writes: cluster.durable ? "on" : "off",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    // Not "$user" too, which is also our schema's name: what is left unqualified must fail here as anywhere else.
    search_path: "public",
    // Parallel workers need shared memory that small containers do not have, and gain nothing here.
    max_parallel_workers_per_gather: "0",
    jit: "off",
    // A file for each day of the week, written anew each week; no statement and no value ever stands in it.
    logging_collector: "on",
    log_filename: "server-%u.log",
    log_rotation_age: "1d",
    log_rotation_size: "0",
    log_truncate_on_rotation: "on",
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_checkpoints: "off",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return run(cluster, "postgres", args);
}

// PostgreSQL clears up after dead servers by itself, unless the dead one's number belongs to somebody else by now,
// which is the rule in containers, where numbers start again at one.
function clearAway(cluster: Cluster): void {
  const pid = pidInFile(cluster);
  if (pid !== undefined && alive(pid)) rmSync(join(cluster.data, "postmaster.pid"), { force: true });
  rmSync(join(cluster.socket, ".s.PGSQL.5432"), { force: true });
  rmSync(join(cluster.socket, ".s.PGSQL.5432.lock"), { force: true });
}

/** The process id of the server that runs on this cluster, whoever started it; undefined where none does. */
export function runningServer(cluster: Cluster): number | undefined {
  const pid = pidInFile(cluster);
  return pid !== undefined && alive(pid) && isPostgresOn(cluster.data, pid) ? pid : undefined;
}

function pidInFile(cluster: Cluster): number | undefined {
  try {
    return Number(readFileSync(join(cluster.data, "postmaster.pid"), "utf8").split("\n")[0]) || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stops a server: first politely, after `patience` milliseconds at once (it then mends itself at the next start).
 */
export async function stopServer(cluster: Cluster, pid: number, patience: number): Promise<void> {
  process.kill(pid, "SIGINT");
  const from = performance.now();
  let quick = false;
  while (isPostgresOn(cluster.data, pid)) {
    if (!quick && performance.now() - from > patience) {
      quick = true;
      process.kill(pid, "SIGQUIT");
    }
    if (performance.now() - from > patience + 3000) break;
    await sleep(15);
  }
}

/** Ends what a killed server left behind: its children, which hold the shared memory a new server needs. */
export function endLeftovers(cluster: Cluster): void {
  for (const pid of postgresProcessesOn(cluster.data)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone by itself.
    }
  }
}
