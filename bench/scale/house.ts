// A server on a database that holds as many matters as asked for; what one part built the next finds there.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startDatabase } from "../../server/db/embedded.ts";
import { openPool } from "../../server/db/pool.ts";
import { loadDirectory } from "../../server/log/directory.ts";
import { refold, type View, views } from "../../server/log/proof/fold.ts";
import { makeWorld, type World } from "../../server/log/world.ts";
import { modules } from "../../server/modules.ts";
import { type Bench, readyAddress, root, signIn } from "../server.ts";
import { load } from "./load.ts";

/** The folder in which the houses stand, one of each size; kept between the parts of a run, and after it with BENCH_KEEP=1. */
const street = process.env.BENCH_DATA ?? join("/tmp", "shouwen-bench-house");
const org = "wuye";
const every = Object.keys(views) as View[];

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The views of every matter and customer that has none, several at a time. */
const fold = async (world: World, most: number): Promise<void> => {
  const { rows } = await world.pool.query<{ id: string }>(
    `select s.id from shouwen.stream s where s.org = $1 and s.kind in ('case', 'customer')
        and not exists (select from shouwen.case_view v where v.org = s.org and v.id = s.id)
        and not exists (select from shouwen.customer_view v where v.org = s.org and v.id = s.id)`,
    [org],
  );
  const ids = rows.map((r) => r.id);
  const from = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    const client = await world.pool.connect();
    const directory = await loadDirectory(client, org);
    while (next < ids.length) {
      const some = ids.slice(next, next + 500);
      next += 500;
      await client.query("begin; set local synchronous_commit = off");
      await refold(world, client, directory, some, every);
      await client.query("commit");
      if (next % 50_000 === 0)
        say(`  folded ${next} of ${ids.length}, ${Math.round((performance.now() - from) / 1000)} s`);
    }
    client.release();
  };
  await Promise.all(Array.from({ length: most }, work));
};

const matters = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ n: string }>(
    "select count(*) as n from shouwen.stream where org = $1 and kind = 'case'",
    [org],
  );
  return Number(rows[0]?.n ?? 0);
};

/** Brings the organisation to so many matters; those of the demo's own history come on top. */
const fill = async (url: string, dataDir: string, size: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  say(`loading ${size} matters`);
  const { rows } = await client.query<{ at: Date }>(
    "select applied_at as at from shouwen.migration where number = 1",
  );
  const began = rows[0]?.at.getTime() ?? 0;
  await load(url, 0, size, began, (n) => n % 100_000 === 0 && say(`  loaded ${n}`));
  await client.query("analyze shouwen.event; analyze shouwen.stream");
  const pools = { pool: openPool(url, 4), side: openPool(url, 2) };
  await fold(
    makeWorld(pools, modules, () => {}, dataDir),
    3,
  );
  await Promise.all([pools.pool.end(), pools.side.end()]);
  await client.query("vacuum (analyze)");
  // What autovacuum does within minutes; else the first searches pay for it.
  await client.query(
    "select gin_clean_pending_list('shouwen.case_search_terms'), gin_clean_pending_list('shouwen.customer_terms')",
  );
  await client.end();
};

const begin = async (dataDir: string): Promise<Bench> => {
  const database = await startDatabase(dataDir);
  const env = {
    ...process.env,
    PORT: "0",
    DATA_DIR: dataDir,
    DEMO: "on",
    DATABASE_URL: database.url,
    LOG_LEVEL: "error",
  };
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await readyAddress(child);
  const end = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    await database.stop();
  };
  let ending: Promise<void> | undefined;
  // Whoever fails after a stop stops again.
  const stop = (): Promise<void> => (ending ??= end());
  return {
    address,
    dataDir,
    url: database.url,
    cookie: await signIn(address, "wuye.reception"),
    child,
    database,
    stop,
  };
};

/** The demo's organisation with its history, from which the lives are taken. */
const furnished = async (bench: Bench): Promise<void> => {
  const client = new pg.Client({ connectionString: bench.url });
  await client.connect();
  for (let tries = 0; tries < 600 && (await matters(client)) < 40; tries++)
    await new Promise((resolve) => setTimeout(resolve, 200));
  await client.end();
};

/** The folder of a whole house; one whose building was broken off is built anew. */
const built = async (size: number): Promise<string> => {
  const dataDir = join(street, String(size));
  const whole = join(dataDir, "whole");
  if (existsSync(whole)) return dataDir;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const first = await begin(dataDir);
  await furnished(first);
  await first.stop();
  const database = await startDatabase(dataDir);
  await fill(database.url, dataDir, size);
  await database.stop();
  writeFileSync(whole, "");
  return dataDir;
};

/**
 * Opens the house of a size, which is built where there is none yet.
 * @param size matters of the organisation `wuye`, generated beside those of its history
 */
export const openHouse = async (size: number): Promise<Bench> => begin(await built(size));

/** Takes the houses down for good, unless they are to be kept. */
export const leaveHouse = (): void => {
  if (!process.env.BENCH_KEEP) rmSync(street, { recursive: true, force: true });
};
