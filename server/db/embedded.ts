/** The PostgreSQL that comes with Shouwen: started when needed, shared, taken over, brought back. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, openCluster, superuser } from "./cluster.ts";
import { lastWords } from "./run.ts";
import { endLeftovers, runningServer, spawnServer, stopServer } from "./server-process.ts";
import { underStartLock } from "./start-lock.ts";

/** A running database server, shared with every other process on the same data folder. */
export type Database = {
  /** A superuser's address of the application's database; it stays the same when the server is restarted. */
  url: string;
  /** The server's process id at this moment; undefined while it is down. */
  pid(): number | undefined;
  /** Lets go of the server, and stops it when no other process uses it. Within 8 seconds. */
  stop(): Promise<void>;
};

/** How to treat the server; `log` gets one sentence whenever it had to be brought back. */
export type DatabaseOptions = { durable?: boolean; log?: (sentence: string) => void };

// Every process on the database holds this lock shared for as long as it lives: whoever gets it alone is the last.
const inUse = 718_2026;
const startWithin = 60_000;
const stopPatience = 5000;
const stopWithin = 8000;

/**
 * Makes the data folder's PostgreSQL available: makes it on first use, takes over one left by a killed process,
 * joins one that another process uses, and brings it back whenever it dies while we live.
 * @param dataDir made where missing.
 * @returns when the server takes connections.
 * @throws Error, in one sentence, when that is impossible.
 */
export async function startDatabase(dataDir: string, options: DatabaseOptions = {}): Promise<Database> {
  const { durable = true, log = () => {} } = options;
  // Others may pass through, but not look in, when PostgreSQL must run as another user than root.
  if (!existsSync(dataDir))
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const folder = realpathSync(dataDir);
  const key = keyOf(folder);
  const locked = <T>(work: () => Promise<T>) => underStartLock(key, work);

  let stopping = false;
  let keeper: pg.Client;
  const cluster = await locked(async () => {
    const opened = await openCluster(folder, key, durable);
    keeper = await join(opened);
    return opened;
  });
  watch();

  function watch(): void {
    keeper.once("end", () => {
      if (!stopping) void bringBack();
    });
  }

  async function bringBack(): Promise<void> {
    log("PostgreSQL is gone: starting it again.");
    while (!stopping) {
      try {
        // While we waited for the lock we may have been told to stop.
        const again = await locked(async () => (stopping ? undefined : await join(cluster)));
        if (!again) return;
        keeper = again;
        log("PostgreSQL is back.");
        watch();
        return;
      } catch (error) {
        log(`PostgreSQL could not be started again: ${(error as Error).message}`);
        await sleep(1000);
      }
    }
  }

  return {
    url: urlOf(cluster, superuser),
    pid: () => runningServer(cluster),
    async stop() {
      if (stopping) return;
      stopping = true;
      const left = locked(() => leave(cluster, keeper));
      await Promise.race([left, sleep(stopWithin, undefined, { ref: false })]);
    },
  };
}

/** Has the server running, and holds the lock that says it is in use. Under the start lock. */
async function join(cluster: Cluster): Promise<pg.Client> {
  if (runningServer(cluster) === undefined) await start(cluster);
  const keeper = await connect(cluster, startWithin);
  await keeper.query("select pg_advisory_lock_shared($1)", [inUse]);
  const { rowCount } = await keeper.query("select 1 from pg_database where datname = $1", [superuser]);
  if (rowCount === 0) await keeper.query(`create database ${superuser}`);
  // A process that has nothing else to do may end.
  (keeper as pg.Client & { unref(): void }).unref();
  return keeper;
}

/** Starts the server; one that was just killed may still hold its shared memory, so it is tried again for a while. */
async function start(cluster: Cluster): Promise<void> {
  const from = performance.now();
  for (;;) {
    const server = spawnServer(cluster);
    let ended = false;
    server.once("exit", () => {
      ended = true;
    });
    server.once("error", () => {
      ended = true;
    });
    while (!ended && !(await takesConnections(cluster))) await sleep(10);
    if (!ended) return;
    const words = lastWords(cluster.home);
    const held = /shared memory block|lock file/.test(words);
    const waited = performance.now() - from;
    if (!held || waited > startWithin)
      throw new Error(`PostgreSQL does not start: ${words || "no reason given"}`);
    if (waited > 2000) endLeftovers(cluster);
    await sleep(100);
  }
}

async function takesConnections(cluster: Cluster): Promise<boolean> {
  try {
    const client = await connect(cluster, 0);
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Connects to the cluster's own maintenance database, trying until `within` milliseconds have gone. */
async function connect(cluster: Cluster, within: number): Promise<pg.Client> {
  const until = performance.now() + within;
  for (;;) {
    const client = new pg.Client({
      connectionString: urlOf(cluster, "postgres"),
      application_name: "shouwen keeper",
      connectionTimeoutMillis: 5000,
    });
    // A lost connection also raises "end", which is what is acted on.
    client.on("error", () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (performance.now() >= until || runningServer(cluster) === undefined) throw error;
      await sleep(10);
    }
  }
}

/** Lets go; the last one stops the server. Under the start lock, so that nobody joins in between. */
async function leave(cluster: Cluster, keeper: pg.Client): Promise<void> {
  await keeper.end().catch(() => {});
  const pid = runningServer(cluster);
  if (pid === undefined) return;
  const visitor = await connect(cluster, 2000).catch(() => undefined);
  const alone = await visitor?.query("select pg_try_advisory_lock($1) as alone", [inUse]);
  const last = (alone?.rows as { alone: boolean }[] | undefined)?.[0]?.alone ?? true;
  if (last) {
    await stopServer(cluster, pid, stopPatience);
    rmSync(cluster.socket, { recursive: true, force: true });
  }
  await visitor?.end().catch(() => {});
}

// The folder itself, not its name: it may be reached by several.
function keyOf(folder: string): string {
  const { dev, ino } = statSync(folder);
  return createHash("sha256").update(`${dev} ${ino}`).digest("hex").slice(0, 16);
}

function urlOf(cluster: Cluster, database: string): string {
  const socket = encodeURIComponent(cluster.socket);
  return `postgres://${superuser}:${cluster.password}@localhost:5432/${database}?host=${socket}`;
}
