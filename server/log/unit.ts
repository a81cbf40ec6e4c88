// A unit of work: one transaction, inside one organisation, under the application's role.
import type { PoolClient } from "pg";
import { together } from "#server/db/pool.ts";
import type { Directory } from "./directory.ts";
import { keyTaken } from "./idempotency.ts";
import { type History, readStreams } from "./read.ts";
import type { World } from "./world.ts";

export type Unit = {
  client: PoolClient;
  directory: Directory;
  org: string;
  run: number;
  /** The organisation's time: its rehearsal clock, else the database's; epoch ms. */
  now: number;
  /** The database's clock, epoch ms. */
  recordedAt: number;
  /** Writes that were sent and not waited for yet; the commit is sent right behind them. */
  writes: Promise<unknown>[];
  /** What commands that share the unit must know of one another before it is written. */
  fresh: Map<string, string>;
};

export class UnknownOrganisation extends Error {}

type Row = { version: number; run: number; clock_at: number | null; now: number };

/** Sends everything that opens a unit, and the streams it reads, in one packet. */
const opening = (
  client: PoolClient,
  org: string,
  run: number,
  options: Options,
): Promise<[Row | undefined, History[]]> =>
  together(client, async (): Promise<[Row | undefined, History[]]> => {
    const begun = client.query("begin");
    // Before its version is read, so that the next change of the configuration sees this one's.
    const locked = options.lockOrganisation ? client.query({ ...lockOrganisation, values: [org] }) : null;
    const opened = client.query<Row>({
      name: "open_unit",
      text: "select * from shouwen.open_unit($1, $2)",
      values: [org, run],
    });
    const lowered = client.query("set local role shouwen_app");
    const read = readStreams(client, options.streams ?? [], options.lock ?? false);
    const asked = options.alongside?.(client);
    // One that fails takes the rest with it; its own word is the one to hear.
    const [{ rows }, found] = await Promise.all([opened, read, begun, lowered, locked, asked]);
    return [rows[0], found];
  });

const lockOrganisation = {
  name: "lock_organisation",
  text: "select 1 from shouwen.organisation where org = $1 for update",
};

type Options = {
  streams?: readonly string[];
  lock?: boolean;
  lockOrganisation?: boolean;
  /** Asks more in the same packet, behind the streams: once they are locked. */
  alongside?: (client: PoolClient) => Promise<unknown>;
};

const runs = new Map<string, number>();

/** A conflict that another try settles: deadlock, serialisation, or a run that was begun meanwhile. */
const retryable = (error: unknown): boolean =>
  error instanceof RunChanged ||
  keyTaken(error) ||
  ["40001", "40P01"].includes((error as { code?: string }).code ?? "");
class RunChanged extends Error {}

/**
 * Opens a unit of work and reads some streams in the same round trip.
 * @param options.lock takes the streams for writing, in the order of their ids
 * @param work must not keep the client
 * @returns what `work` returns, after the commit; `rollback` undoes everything and still returns
 * @throws UnknownOrganisation; whatever `work` throws, after a rollback. Conflicts are tried three times.
 */
export const inUnit = async <T>(
  world: World,
  org: string,
  options: Options,
  work: (unit: Unit, read: History[]) => Promise<{ result: T; commit: boolean }>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(world, org, options, work);
    } catch (error) {
      if (attempt >= 4 || !retryable(error)) throw error;
    }
  }
};

const once = async <T>(
  world: World,
  org: string,
  options: Options,
  work: (unit: Unit, read: History[]) => Promise<{ result: T; commit: boolean }>,
): Promise<T> => {
  const client = await world.pool.connect();
  const writes: Promise<unknown>[] = [];
  let broken: Error | undefined;
  try {
    const guess = runs.get(org) ?? 1;
    const [row, read] = await opening(client, org, guess, options);
    if (!row) throw new UnknownOrganisation(org);
    if (row.run !== guess) {
      runs.set(org, row.run);
      throw new RunChanged();
    }
    const directory = await world.directory(client, org, row.version, row.run);
    const unit = {
      client,
      directory,
      org,
      run: row.run,
      now: row.clock_at ?? row.now,
      recordedAt: row.now,
      writes,
      fresh: new Map<string, string>(),
    };
    const { result, commit } = await work(unit, read);
    const ended = client.query(commit ? "commit" : "rollback");
    await Promise.all([...writes, ended]);
    return result;
  } catch (error) {
    // What came after a failed write only says that the transaction is broken; the write says why.
    const failed = (await Promise.allSettled(writes)).find((w) => w.status === "rejected");
    await client.query("rollback").catch((e: Error) => {
      broken = e;
    });
    throw failed?.reason ?? error;
  } finally {
    client.release(broken);
  }
};

/** A unit that only reads. */
export const reading = <T>(world: World, org: string, work: (unit: Unit) => Promise<T>): Promise<T> =>
  inUnit(world, org, {}, async (unit) => ({ result: await work(unit), commit: false }));

/** Reads some more streams inside an open unit. */
export const readMore = (unit: Unit, ids: readonly string[], lock: boolean): Promise<History[]> =>
  together(unit.client, () => readStreams(unit.client, ids, lock));

const guards = {
  name: "guards",
  text: `select pg_advisory_xact_lock(key) from
           (select distinct hashtextextended(current_setting('shouwen.org') || '/' || guard, 0) as key
              from unnest($1::text[]) guard order by key) sorted`,
};

/** Takes guards for the rest of the transaction, always in the same order, so that two that overlap never block each other. */
export const takeGuards = async (unit: Unit, keys: readonly string[]): Promise<void> => {
  if (keys.length > 0) await unit.client.query({ ...guards, values: [keys] });
};
