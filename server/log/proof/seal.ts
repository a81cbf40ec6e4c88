// Seals what everybody can see, about every minute, and publishes each seal outside the database.
import type { PoolClient } from "pg";
import type { World } from "../world.ts";
import { beginning } from "./chain.ts";
import { openFolder, openPublished } from "./published.ts";
import { type Heads, type Seal, sealColumns, sealHash } from "./seal-row.ts";

const largest = 10_000;
const lock = "hashtext('shouwen sealer')";

type Taken = { id: string; length: number; head: string };
type Place = Pick<World, "pool" | "dataDir">;

/**
 * One seal over up to 10,000 changed streams. A stream that is being written to is left for the next seal, so
 * that nobody waits for the sealer and the sealer for nobody.
 * @returns how many streams it covers
 */
const sealSome = async (client: PoolClient, org: string): Promise<number> => {
  await client.query("begin");
  try {
    const { rows } = await client.query<Taken>(
      `update shouwen.stream s set unsealed = false
         from (select id from shouwen.stream where org = $1 and unsealed limit ${largest} for update skip locked) t
        where s.org = $1 and s.id = t.id returning s.id, s.length, s.head`,
      [org],
    );
    if (rows.length > 0)
      await writeSeal(client, org, Object.fromEntries(rows.map((r) => [r.id, [r.length, r.head]])));
    await client.query("commit");
    return rows.length;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
};

const writeSeal = async (client: PoolClient, org: string, heads: Heads): Promise<void> => {
  const { rows } = await client.query<{ now: number; number: number | null; hash: string | null }>(
    `select clock_timestamp() as now, s.number, s.hash from (select 1) one
       left join lateral (select number, hash from shouwen.seal where org = $1 order by number desc limit 1) s on true`,
    [org],
  );
  const last = rows[0];
  const body = { org, number: (last?.number ?? 0) + 1, at: new Date(last?.now ?? 0).toISOString(), heads };
  const hash = sealHash(last?.hash ?? beginning, body);
  await client.query("insert into shouwen.seal (org, number, at, heads, hash) values ($1, $2, $3, $4, $5)", [
    org,
    body.number,
    body.at,
    JSON.stringify(heads),
    hash,
  ]);
};

/**
 * Appends to the file what is not in it yet. What the folder was once known to hold is never written again: a
 * file that somebody cut short stays short, and shows.
 */
const publish = async (
  client: PoolClient,
  dataDir: string,
  org: string,
  folder: string,
  known: number,
): Promise<void> => {
  const file = await openPublished(dataDir, org);
  try {
    let upTo = Math.max(known, file.last);
    for (;;) {
      const { rows } = await client.query<Seal>(
        `select ${sealColumns} from shouwen.seal where org = $1 and number > $2 order by number limit 10`,
        [org, upTo],
      );
      if (rows.length > 0) await file.append(rows.map(({ number, ...rest }) => ({ number, ...rest })));
      upTo = rows.at(-1)?.number ?? upTo;
      await client.query(
        `insert into shouwen.seal_published (org, folder, number) values ($1, $2, $3)
         on conflict (org, folder) do update set number = excluded.number`,
        [org, folder, upTo],
      );
      if (rows.length < 10) return;
    }
  } finally {
    await file.close();
  }
};

/** Organisations whose last seal this folder is not known to hold. */
const unpublished = async (client: PoolClient, folder: string): Promise<{ org: string; known: number }[]> => {
  const { rows } = await client.query<{ org: string; known: number }>(
    `select o.org, coalesce(p.number, 0) as known from shouwen.organisation o
      cross join lateral (select number from shouwen.seal s where s.org = o.org order by number desc limit 1) s
       left join shouwen.seal_published p on p.org = o.org and p.folder = $1
      where p.number is distinct from s.number`,
    [folder],
  );
  return rows;
};

const sealAll = async (client: PoolClient, dataDir: string): Promise<number> => {
  let sealed = 0;
  const { rows } = await client.query<{ org: string }>(
    "select distinct org from shouwen.stream where unsealed",
  );
  for (const { org } of rows) {
    // A full batch may have left some; what is busy just now waits a minute.
    for (let n = largest; n === largest; sealed += n) n = await sealSome(client, org);
  }
  const folder = await openFolder(dataDir);
  for (const { org, known } of await unpublished(client, folder))
    await publish(client, dataDir, org, folder, known);
  return sealed;
};

/**
 * Seals and publishes everything once.
 * @returns how many streams were sealed; null where another process is at it
 */
const sealOnce = async ({ pool, dataDir }: Place): Promise<number | null> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${lock}) as mine`);
    if (!rows[0]?.mine) return null;
    try {
      return await sealAll(client, dataDir);
    } finally {
      await client.query(`select pg_advisory_unlock(${lock})`);
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
};

export type Sealer = {
  /** Seals once more and ends. A database that is gone does not keep it from ending. */
  stop(): Promise<void>;
  /** Seals at once; how many streams it covered. */
  sealNow(): Promise<number>;
};

/**
 * Seals at once, completing what a crash left unpublished, and then again and again until stopped.
 * @param everyMs from the end of one round to the beginning of the next
 * @param log is told of a round that failed; the next one tries again
 */
export const startSealer = (
  world: Place,
  everyMs: number,
  log: (error: unknown) => void = () => {},
): Sealer => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let last: Promise<unknown> = Promise.resolve();
  const round = (): Promise<number | null> => {
    const own = last.then(() => sealOnce(world));
    last = own.catch(() => {});
    return own;
  };
  const again = async (): Promise<void> => {
    const sealed = await round().catch(log);
    if (stopped) return;
    // What another process sealed must be published to this one's folder too.
    timer = setTimeout(again, sealed === null ? Math.min(everyMs, 1000) : everyMs);
    timer.unref();
  };
  const sealNow = async (): Promise<number> => (await round()) ?? 0;
  void again();
  return {
    sealNow,
    stop: async () => {
      if (stopped) return;
      stopped = true;
      clearTimeout(timer);
      await sealNow().catch(log);
    },
  };
};
