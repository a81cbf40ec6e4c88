// An office whose clocks are measured: its own database, mail addresses for everybody, a regulation that tells upwards.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Database, startDatabase } from "../../server/db/embedded.ts";
import { openPool } from "../../server/db/pool.ts";
import { reachable, settings } from "../../server/delivery/testing/office.ts";
import { execute } from "../../server/log/execute.ts";
import { streamId } from "../../server/log/stream-id.ts";
import { makeWorld, type World } from "../../server/log/world.ts";
import type { Running } from "../../server/main.ts";
import { modules } from "../../server/modules.ts";
import { readyAddress, root, signIn } from "../server.ts";

export const org = "wuye";
const regulation = "storm";

/** One process that serves. */
export type Server = {
  address: string;
  child: ChildProcess;
  stop: (signal: NodeJS.Signals) => Promise<void>;
};

export type Office = {
  database: Database;
  world: World;
  sql: pg.Client;
  serve: () => Promise<Server>;
  close: () => Promise<void>;
};

const serve = async (dataDir: string, url: string): Promise<Server> => {
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: root,
    env: {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: dataDir, DATABASE_URL: url, DEMO: "first", LOG_LEVEL: "error" },
      OUTBOUND_PRIVATE: "allow",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await readyAddress(child);
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return { address, child, stop };
};

/** The regulation is adopted, its roles are mapped, and no other one counts beside it. */
const adopt = async (world: World): Promise<void> => {
  const yaml = readFileSync(join(import.meta.dirname, "storm.yaml"), "utf8");
  const adopted = { type: "regulation.adopted", data: { key: regulation, title: regulation, yaml } };
  const roles = { [`${regulation}/handler`]: ["reception"], [`${regulation}/chief`]: ["manager"] };
  const mapped = { type: "organisation.roles-mapped", data: { roles } };
  const stream = streamId(org, "organisation", org);
  const caller = { org, member: `${org}.admin` };
  await execute(world, caller, {
    streams: [stream],
    configures: true,
    decide: () => ({
      changes: [
        { stream: streamId(org, "regulation", regulation), kind: "regulation", run: 0, events: [adopted] },
        { stream, kind: "organisation", run: 0, events: [mapped] },
      ],
      answer: () => null,
    }),
  });
  await world.side.query(
    "update shouwen.organisation set regulations = array[$2], version = version + 1 where org = $1",
    [org, regulation],
  );
};

/**
 * Opens the office.
 * @param mailPort where its notices go by mail
 */
export const openOffice = async (mailPort: number): Promise<Office> => {
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-bench-clocks-"));
  const database = await startDatabase(dataDir);
  const { url } = database;
  const first = await serve(dataDir, url);
  const pools = { pool: openPool(url, 4), side: openPool(url, 2) };
  const world = makeWorld(pools, modules, () => {}, dataDir);
  await reachable({ world } as Running, org);
  await adopt(world);
  const answer = await fetch(`${first.address}/api/delivery`, {
    method: "PUT",
    headers: {
      "content-type": "application/json",
      cookie: await signIn(first.address, `${org}.admin`),
      origin: first.address,
    },
    body: JSON.stringify(settings({ collectSeconds: 30 }, mailPort)),
  });
  if (!answer.ok) throw new Error(`The mail server was not taken: ${await answer.text()}`);
  await first.stop("SIGTERM");
  const sql = new pg.Client({ connectionString: url, options: "-c search_path=shouwen" });
  await sql.connect();
  return {
    database,
    world,
    sql,
    serve: () => serve(dataDir, url),
    close: async () => {
      await sql.end();
      await Promise.all([pools.pool.end(), pools.side.end()]);
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
