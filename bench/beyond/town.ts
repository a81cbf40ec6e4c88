// One database with one or two server processes, and a meter of what work on them costs.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { familySeconds, processSeconds } from "../cpu.ts";
import { type Bench, readyAddress, root, startBench } from "../server.ts";

/** What was spent while some work was done: ms of a core, and bytes of write-ahead log. */
export type Spent = { seconds: number; server: number; database: number; wal: number };

export type Town = {
  /** The first process, and the second on the same database. */
  servers: Bench[];
  sql: pg.Client;
  dataDir: string;
  meter: (work: () => Promise<unknown>) => Promise<Spent>;
  close: () => Promise<void>;
};

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
    child.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });

/** Starts the second process beside the first. */
const beside = async (first: Bench, dataDir: string): Promise<Bench> => {
  const env = {
    ...process.env,
    ...{ PORT: "0", DATA_DIR: dataDir, DEMO: "first", DATABASE_URL: first.url, LOG_LEVEL: "error" },
  };
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { ...first, child, address: await readyAddress(child), stop: () => end(child) };
};

export const openTown = async (): Promise<Town> => {
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-beyond-"));
  const first = await startBench();
  const second = await beside(first, dataDir);
  const sql = new pg.Client({ connectionString: first.url });
  await sql.connect();
  const servers = [first, second];
  const wal = async (): Promise<number> =>
    Number((await sql.query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as n")).rows[0].n);
  const now = () => ({
    server: servers.reduce((sum, s) => sum + processSeconds(s.child.pid ?? 0), 0) * 1000,
    database: familySeconds(first.database.pid() ?? 0) * 1000,
  });
  return {
    servers,
    sql,
    dataDir,
    meter: async (work) => {
      const [before, logged, from] = [now(), await wal(), performance.now()];
      await work();
      const [after, seconds] = [now(), (performance.now() - from) / 1000];
      return {
        seconds,
        server: after.server - before.server,
        database: after.database - before.database,
        wal: (await wal()) - logged,
      };
    },
    close: async () => {
      await sql.end();
      await second.stop();
      await first.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
