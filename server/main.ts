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
import { checkWhole } from "./db/server-version.ts";
import { type Deliveries, startDeliveries } from "./delivery/loop.ts";
import { outsideOf } from "./delivery/send.ts";
import { sweepFiles } from "./erasure/files.ts";
import { startLive } from "./http/live/live.ts";
import { makeSessions } from "./http/session.ts";
import { startImports } from "./import/loop.ts";
import { startWaker, type Waker } from "./log/clock/wake.ts";
import { forgetKeys } from "./log/idempotency.ts";
import { keepErasures, recordErasure } from "./log/proof/erasure/list.ts";
import { refreshViews } from "./log/proof/refresh.ts";
import { startSealer } from "./log/proof/seal.ts";
import { makeWorld, type World } from "./log/world.ts";
import { modules, reactors } from "./modules.ts";
import { type Journal, makeJournal } from "./operating/journal.ts";
import { loadDemo, prepareDemo } from "./organisation/demo.ts";
import { offerSetup } from "./setup/token.ts";

/** A chain alone does not bind its keeper: about every minute what is there is sealed and published. */
const sealEveryMs = 60_000;

const forgetEveryMs = 3_600_000;

/** How long requests under way may take to their end once the process is told to stop. */
const finishMs = 5000;

/** A running server. */
export type Running = { address: string; world: World; stop: () => Promise<void> };

const openDatabase = async (
  config: Config,
  log: Journal["say"],
): Promise<{ url: string; database: Database | null }> => {
  if (config.databaseUrl) return { url: config.databaseUrl, database: null };
  const database = await startDatabase(config.dataDir, { log });
  return { url: database.url, database };
};

const isNew = ({ databaseUrl, dataDir }: Config): boolean =>
  databaseUrl === undefined && !existsSync(join(dataDir, "postgres"));

/** What must be looked after now and then: keys that are forgotten, erasures that another process did, files that one left behind. */
const forgetOften = (world: World, journal: Journal): NodeJS.Timeout => {
  sweepFiles(world).catch((error: Error) => journal.warn("Files of what was erased wait", error));
  const timer = setInterval(() => {
    world.side.query(forgetKeys).catch(() => {});
    // What another process erased is listed in this one's folder too.
    recordErasure(world).catch((error: Error) => journal.warn("The list of erasures waits", error));
  }, forgetEveryMs);
  timer.unref();
  return timer;
};

/**
 * Starts a server.
 * @returns once it serves
 * @throws Error in one clear sentence when it cannot
 */
export const start = async (config: Config, journal = makeJournal(config)): Promise<Running> => {
  const waits = (sentence: string) => (error: unknown) => journal.warn(sentence, error);
  const opening = openDatabase(config, journal.warn);
  // While a database is made, which takes a second, most of what goes into it is made ready.
  const preparing = config.demo && isNew(config) ? prepareDemo() : null;
  preparing?.catch(() => {});
  const { url, database } = await opening;
  const pool = openPool(url, 24);
  const side = openPool(url, 4);
  const accounts = outliving(new pg.Pool({ connectionString: url, max: 4 }));
  await checkWhole(side);
  await migrate(side);
  let waker: Waker | undefined;
  let deliveries: Deliveries | undefined;
  const sessions = makeSessions({ pool: accounts, config });
  const live = startLive(url, (news) => {
    if (news.about === "staff") sessions.forgetAll();
    waker?.nudge();
    deliveries?.nudge();
  });
  const world = makeWorld({ pool, side }, modules, live.tell, config.dataDir);
  await keepErasures(world);
  const telling = { acts, reactors, log: journal.say };
  const loading = config.demo ? loadDemo(world, await preparing, config.demoWhole, telling) : null;
  loading?.catch(() => {});
  const forgetting = forgetOften(world, journal);
  let ready = false;
  const imports = startImports(world, waits("Importing stopped"));
  const app = await makeApp({
    config,
    journal,
    world,
    sessions,
    live,
    reactors,
    imported: imports.nudge,
    delivered: () => deliveries?.nudge(),
    ready: () => ready,
  });
  const follow = await loading;
  waker = startWaker(world, reactors, waits("The clocks wait for the database"));
  deliveries = startDeliveries(world, outsideOf(config), waits("Notices wait to be sent"));
  const sealer = startSealer(world, sealEveryMs, waits("Sealing waits"));
  // In the background: whoever reads meanwhile sees the views as the older program left them.
  const refreshed = refreshViews(world).catch(waits("The views wait to be folded"));
  await app.listen({ host: config.host, port: config.port });
  ready = true;
  // Not into the log: it holds the token.
  if (!config.demo)
    await offerSetup(side, config.publicUrl, (line) => void process.stderr.write(`${line}\n`));
  const behind = follow?.();
  const bound = app.server.address();
  const port = typeof bound === "object" && bound ? bound.port : config.port;
  const stop = async (): Promise<void> => {
    ready = false;
    clearInterval(forgetting);
    const sent = deliveries?.stop();
    await behind?.stop();
    await live.stop();
    // Whoever takes longer than that to send or to take is cut off, so that the rest can end in order.
    const impatient = setTimeout(() => app.server.closeAllConnections(), finishMs);
    await app.close();
    clearTimeout(impatient);
    await waker?.stop();
    await refreshed;
    await sealer.stop();
    await imports.stop();
    await sent;
    await Promise.all([pool.end(), side.end(), accounts.end()]);
    await database?.stop();
  };
  return { address: `http://${config.host}:${port}`, world, stop };
};

const main = async (): Promise<void> => {
  const config = readConfig();
  const journal = makeJournal(config);
  // Node's own last words would print what the database says of a row.
  for (const event of ["uncaughtException", "unhandledRejection"])
    process.on(event, (err) => {
      journal.pino.fatal({ err }, "Shouwen ends: nothing caught this");
      process.exit(1);
    });
  const running = await start(config, journal);
  process.stdout.write(`Shouwen is ready at ${running.address}\n`);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    journal.say("Shouwen ends");
    setTimeout(() => process.exit(1), 9500).unref();
    running.stop().then(
      () => process.exit(0),
      (error) => {
        journal.warn("Shouwen could not end in order", error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
};

if (import.meta.main) {
  main().catch((error: Error) => {
    // Before anything runs, to whoever starts it: one clear sentence, whatever the log is like.
    const sentence =
      error instanceof ConfigError ? error.message : `Shouwen could not start: ${error.message}`;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  });
}
