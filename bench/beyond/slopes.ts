// What one of each costs on this machine: registering, acting, reading, telling windows, waking, sealing, backing up.
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { openPool } from "../../server/db/pool.ts";
import { startSealer } from "../../server/log/proof/seal.ts";
import type { World } from "../../server/log/world.ts";
import { type Driven, overHttp } from "../intake/calls.ts";
import { say } from "../part.ts";
import { driven } from "../peers/acts.ts";
import { acts, asker, live } from "../room.ts";
import type { Bench } from "../server.ts";
import type { Cost } from "./need.ts";
import type { Spent, Town } from "./town.ts";

const seconds = 5;

const eachOf = (spent: Spent, n: number): Cost & { wal: number } => ({
  server: spent.server / n,
  database: spent.database / n,
  wal: spent.wal / n,
});

export type Intake = {
  processes: number;
  callers: number;
  rate: number;
  p99: number;
  each: Cost & { wal: number };
};

/** Registering through the first process, or through both, each with half of the callers. */
export const intake = async (town: Town, processes: number, callers: number): Promise<Intake> => {
  const through = town.servers.slice(0, processes);
  let all: Driven[] = [];
  const spent = await town.meter(async () => {
    all = await Promise.all(through.map((s) => overHttp(s, callers / processes, seconds, true)));
  });
  const rate = all.reduce((sum, d) => sum + d.rate, 0);
  say(`  ${processes} processes, ${callers} callers: ${Math.round(rate)} registrations a second`);
  const p99 = Math.max(...all.map((d) => d.p99));
  return { processes, callers, rate, p99, each: eachOf(spent, rate * spent.seconds) };
};

const lives = 60;

/**
 * Whole lives as `room` has them, their registration and their looks at lists and matters taken off; the log is that of
 * every act, registering among them; and bytes that a life leaves.
 */
export const living = async (
  town: Town,
  registration: Cost,
  read: Cost,
): Promise<{ act: Cost & { wal: number }; bytes: number }> => {
  const ask = await asker(town.servers[0] as Bench);
  const size = async (): Promise<number> => {
    await town.sql.query("vacuum analyze");
    return Number((await town.sql.query("select pg_database_size(current_database()) n")).rows[0].n);
  };
  const before = await size();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < lives) await live(ask, next++);
  };
  const spent = await town.meter(() => Promise.all(Array.from({ length: 4 }, work)));
  const looks = 2 * acts.length * lives;
  const n = lives * acts.length;
  const without = (which: keyof Cost): number =>
    Math.max(0, spent[which] - looks * read[which] - lives * registration[which]);
  const rest = { server: without("server") / n, database: without("database") / n };
  say(`  ${lives} lives in ${spent.seconds.toFixed(0)} s`);
  return { act: { ...rest, wal: spent.wal / (n + lives) }, bytes: ((await size()) - before) / lives };
};

/** The newest fifty and one matter, in turn. */
export const reading = async (town: Town): Promise<Cost & { rate: number }> => {
  const { rows } = await town.sql.query<{ id: string }>(
    "select id from shouwen.case_view where org = 'wuye' order by registered_at desc limit 50",
  );
  let rate = 0;
  const spent = await town.meter(async () => {
    const result = await driven(town.servers[0] as Bench, 8, seconds, [
      () => ({ path: "/api/cases?limit=50" }),
      (n) => ({ path: `/api/cases/${rows[n % rows.length]?.id}` }),
    ]);
    rate = 2 * result.rate;
  });
  return { ...eachOf(spent, rate * spent.seconds), rate };
};

const listening = (bench: Bench): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { cookie: bench.cookie };
    get(`${bench.address}/api/stream`, { agent: false, headers, timeout: 30_000 }, (stream) => {
      stream.on("error", () => {});
      stream.resume();
      resolve(stream);
    }).once("error", reject);
  });

/** Notes on one matter, ten a second, with so many windows listening that ask nothing: ms of the server a note. */
const noted = async (town: Town, windows: number): Promise<number> => {
  const [bench] = town.servers as [Bench];
  const streams: IncomingMessage[] = [];
  for (let n = 0; n < windows; n++) streams.push(await listening(bench));
  const ask = await asker(bench);
  const { rows } = await town.sql.query<{ id: string }>(
    "select id from shouwen.case_view where org = 'wuye' and state <> 'closed' order by registered_at desc limit 50",
  );
  const notes = 10 * seconds;
  const spent = await town.meter(async () => {
    for (let n = 0; n < notes; n++) {
      const text = `第${n}次回访，住户不在家`;
      await Promise.all([
        ask("reception", "POST", `/api/cases/${rows[n % rows.length]?.id}/actions/note`, { text }),
        sleep(100),
      ]);
    }
    await sleep(300);
  });
  for (const stream of streams) stream.destroy();
  return spent.server / notes;
};

/** Telling one window of one change, ms of the server: the slope between none and four hundred. */
export const telling = async (town: Town): Promise<{ none: number; many: number; told: number }> => {
  const windows = 400;
  await noted(town, 0);
  const none = await noted(town, 0);
  const many = await noted(town, windows);
  return { none, many, told: Math.max(0, many - none) / windows };
};

/** Streams whose clocks are said to have run out: each is read, derived anew, given its next instant. */
export const waking = async (town: Town): Promise<Cost & { rate: number; streams: number }> => {
  let streams = 0;
  let took = 0;
  const spent = await town.meter(async () => {
    const from = performance.now();
    const { rowCount } = await town.sql.query(
      `update shouwen.stream set wake_at = '2000-01-01' where id in
        (select id from shouwen.stream where org = 'wuye' and kind = 'case' and wake_at > now() limit 4000)`,
    );
    streams = rowCount ?? 0;
    for (let left = streams; left > 0; ) {
      if (performance.now() - from > 240_000) throw new Error(`${left} clocks are still waiting.`);
      await sleep(50);
      const { rows } = await town.sql.query(
        "select count(*)::int n from shouwen.stream where org = 'wuye' and wake_at = '2000-01-01'",
      );
      left = rows[0].n;
    }
    took = (performance.now() - from) / 1000;
  });
  return { ...eachOf(spent, streams), rate: streams / took, streams };
};

/** Everything sealed anew, in a folder of its own: ms and bytes of a changed matter. */
export const sealing = async (town: Town): Promise<{ heads: number; ms: number; bytes: number }> => {
  const pool = openPool((town.servers[0] as Bench).url, 2);
  const sealer = startSealer({ pool, dataDir: town.dataDir } as World, 3_600_000);
  try {
    // Its first round begins by itself.
    await sealer.sealNow();
    for (let tries = 0; tries < 20; tries++) {
      await town.sql.query("update shouwen.stream set unsealed = true where org = 'wuye' and kind = 'case'");
      const from = performance.now();
      const heads = await sealer.sealNow();
      const took = performance.now() - from;
      const { rows } = await town.sql.query(
        `select (pg_column_size(heads) + octet_length(heads::text))::float8 / (select count(*) from jsonb_object_keys(heads)) as n
           from shouwen.seal where org = 'wuye' order by number desc limit 1`,
      );
      if (heads > 0) return { heads, ms: took / heads, bytes: rows[0].n };
      await sleep(1000);
    }
    throw new Error("Another process sealed all the time.");
  } finally {
    await sealer.stop();
    await pool.end();
  }
};
