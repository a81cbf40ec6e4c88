// Starts everything in order, and ends it in the opposite order with nothing lost.
import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { acts } from "./acts.ts";
import { makeApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { type Database, startDatabase } from "./db/embedded.ts";
import { migrate } from "./db/migrate.ts";
import { openPool, outliving } from "./db/pool.ts";
import { startLive } from "./http/live.ts";
import { makeSessions } from "./http/session.ts";
import { startImports } from "./import/loop.ts";
import { startWaker, type Waker } from "./log/clock/wake.ts";
import { forgetKeys } from "./log/idempotency.ts";
import { refreshViews } from "./log/proof/refresh.ts";
import { startSealer } from "./log/proof/seal.ts";
import { makeWorld, type World } from "./log/world.ts";
import { modules, reactors } from "./modules.ts";
import { loadDemo, prepareDemo } from "./organisation/demo.ts";

const log = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** A chain alone does not bind its keeper: about every minute what is there is sealed and published. */
const sealEveryMs = 60_000;

const forgetEveryMs = 3_600_000;

/** A running server. */
export type Running = { address: string; world: World; stop: () => Promise<void> };

const openDatabase = async (config: Config): Promise<{ url: string; database: Database | null }> => {
  if (config.databaseUrl) return { url: config.databaseUrl, database: null };
  const database = await startDatabase(config.dataDir, { log });
  return { url: database.url, database };
};

const isNew = ({ databaseUrl, dataDir }: Config): boolean =>
  databaseUrl === undefined && !existsSync(join(dataDir, "postgres"));

/**
 * Starts a server.
 * @returns once it serves
 * @throws Error in one clear sentence when it cannot
 */
export const start = async (config: Config): Promise<Running> => {
  const opening = openDatabase(config);
  // While a database is made, which takes a second, most of what goes into it is made ready.
  const preparing = config.demo && isNew(config) ? prepareDemo() : null;
  preparing?.catch(() => {});
  const { url, database } = await opening;
  const pool = openPool(url, 24);
  const side = openPool(url, 4);
  const accounts = outliving(new pg.Pool({ connectionString: url, max: 4 }));
  await migrate(side);
  let waker: Waker | undefined;
  const live = startLive(url, () => waker?.nudge());
  const world = makeWorld({ pool, side }, modules, live.tell, config.dataDir);
  const telling = { acts, reactors, log };
  const loading = config.demo ? loadDemo(world, await preparing, config.demoWhole, telling) : null;
  loading?.catch(() => {});
  const forgetting = setInterval(() => void side.query(forgetKeys).catch(() => {}), forgetEveryMs);
  forgetting.unref();
  let ready = false;
  const sessions = makeSessions({ pool: accounts, config });
  const imports = startImports(world, (error) => log(`Importing stopped: ${(error as Error).message}`));
  const app = await makeApp({
    config,
    world,
    sessions,
    live,
    reactors,
    imported: imports.nudge,
    ready: () => ready,
  });
  const follow = await loading;
  waker = startWaker(world, reactors, (error) =>
    log(`The clocks wait for the database: ${(error as Error).message}`),
  );
  const sealer = startSealer(world, sealEveryMs, (error) =>
    log(`Sealing waits: ${(error as Error).message}`),
  );
  // In the background: whoever reads meanwhile sees the views as the older program left them.
  const refreshed = refreshViews(world).catch((error: Error) =>
    log(`The views wait to be folded: ${error.message}`),
  );
  await app.listen({ host: config.host, port: config.port });
  ready = true;
  const behind = follow?.();
  const bound = app.server.address();
  const port = typeof bound === "object" && bound ? bound.port : config.port;
  const stop = async (): Promise<void> => {
    ready = false;
    clearInterval(forgetting);
    await behind?.stop();
    await live.stop();
    await app.close();
    await waker?.stop();
    await refreshed;
    await sealer.stop();
    await imports.stop();
    await Promise.all([pool.end(), side.end(), accounts.end()]);
    await database?.stop();
  };
  return { address: `http://${config.host}:${port}`, world, stop };
};

const main = async (): Promise<void> => {
  const running = await start(readConfig());
  process.stdout.write(`Shouwen is ready at ${running.address}\n`);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), 9500).unref();
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
};

if (import.meta.main) {
  main().catch((error: Error) => {
    log(error instanceof ConfigError ? error.message : `Shouwen could not start: ${error.message}`);
    process.exit(1);
  });
}
