// Rebuilds every view from the log, and shows where a live one differs from what the log gives.
import type { PoolClient } from "pg";
import type { Directory } from "../directory.ts";
import type { World } from "../world.ts";
import { refold, type View, views } from "./fold.ts";

const batch = 100;
/** While the database writes for one, this process folds for the other. */
const workers = 2;
const every = Object.keys(views) as View[];

const directoryOf = async (world: World, client: PoolClient, org: string): Promise<Directory> => {
  const { rows } = await client.query<{ version: number; run: number }>(
    "select version, run from shouwen.organisation where org = $1",
    [org],
  );
  if (!rows[0]) throw new Error(`There is no organisation ${org}.`);
  return world.directory(client, org, rows[0].version, rows[0].run);
};

const someAfter = async (client: PoolClient, org: string, after: string | null): Promise<string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `select id from shouwen.stream where org = $1 and ($2::uuid is null or id > $2) order by id limit ${batch}`,
    [org, after],
  );
  return rows.map((r) => r.id);
};

/** Rows of streams that are not there. */
const dropStrays = async (client: PoolClient, org: string, tables: readonly View[]): Promise<void> => {
  for (const table of tables)
    await client.query(
      `delete from shouwen.${table} v where org = $1
          and not exists (select from shouwen.stream s where s.org = v.org and s.id = v.${views[table]})`,
      [org],
    );
};

const onClient = async <T>(world: World, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await world.pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // With the connection goes whatever transaction it was in.
    client.release(broken);
  }
};

/** Gives the streams of an organisation to whoever asks, each once, some at a time; none when all were given. */
const turns = (org: string) => {
  let last: Promise<string | null> = Promise.resolve(null);
  return async (client: PoolClient): Promise<string[]> => {
    const given = last.then((after) => someAfter(client, org, after));
    last = given.then((ids) => ids.at(-1) ?? "ffffffff-ffff-ffff-ffff-ffffffffffff");
    last.catch(() => {});
    return given;
  };
};

type Work = {
  org: string;
  tables: readonly View[];
  take: ReturnType<typeof turns>;
  told: (n: number) => void;
};

const foldSome = (world: World, { org, tables, take, told }: Work): Promise<void> =>
  onClient(world, async (client) => {
    for (;;) {
      await client.query("begin");
      const ids = await take(client);
      if (ids.length > 0) await refold(world, client, await directoryOf(world, client, org), ids, tables);
      await client.query("commit");
      if (ids.length === 0) return;
      told(ids.length);
    }
  });

const rebuildOne = async (
  world: World,
  org: string,
  tables: readonly View[],
  told: (n: number) => void,
): Promise<void> => {
  const work = { org, tables, take: turns(org), told };
  const ended = await Promise.allSettled(Array.from({ length: workers }, () => foldSome(world, work)));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
  await onClient(world, (client) => dropStrays(client, org, tables));
};

/**
 * Folds streams again and rewrites what differs in their views and wake-ups, 100 streams a transaction, while others
 * go on working.
 * @param org one organisation; all of them where it is left out
 * @param tables the views to write; all where left out
 * @param told hears how many streams were folded so far
 * @returns how many streams were folded
 */
export const rebuild = async (
  world: World,
  org?: string,
  tables: readonly View[] = every,
  told: (done: number) => void = () => {},
): Promise<number> => {
  const { rows } = await world.pool.query<{ org: string }>(
    "select org from shouwen.organisation order by org",
  );
  let done = 0;
  const more = (n: number): void => {
    done += n;
    told(done);
  };
  for (const row of rows)
    if (org === undefined || row.org === org) await rebuildOne(world, row.org, tables, more);
  return done;
};

/** A row that stands only in one of the two. */
export type Difference = { table: string; only: "live" | "rebuilt"; row: Record<string, unknown> };

const rowsNow = (table: string): string =>
  table === "stream"
    ? "select jsonb_build_object('id', id, 'wake_at', wake_at) as row from shouwen.stream where org = $1"
    : `select to_jsonb(v) as row from shouwen.${table} v where org = $1`;

const differences = async (client: PoolClient, org: string, table: string): Promise<Difference[]> => {
  const now = rowsNow(table);
  const { rows } = await client.query<Omit<Difference, "table">>(
    `(select 'live' as only, row from (select row from live_${table} except ${now}) a)
      union all (select 'rebuilt', row from (${now} except select row from live_${table}) b) order by 2, 1 limit 50`,
    [org],
  );
  return rows.map((r) => ({ table, ...r }));
};

/**
 * Compares the views as they stand with what a rebuild would give; changes nothing.
 * @returns the rows that differ, at most 50 a table
 */
export const compareViews = (world: World, org: string): Promise<Difference[]> =>
  onClient(world, async (client) => {
    await client.query("begin");
    const tables = [...every, "stream"];
    for (const table of tables) {
      await client.query(`create temporary table live_${table} (row jsonb) on commit drop`);
      await client.query(`insert into live_${table} ${rowsNow(table)}`, [org]);
    }
    const directory = await directoryOf(world, client, org);
    let after: string | null = null;
    for (;;) {
      const ids: string[] = await someAfter(client, org, after);
      if (ids.length === 0) break;
      await refold(world, client, directory, ids, every);
      after = ids.at(-1) ?? null;
    }
    await dropStrays(client, org, every);
    const found: Difference[] = [];
    for (const table of tables) found.push(...(await differences(client, org, table)));
    await client.query("rollback");
    return found;
  });
