// A unit of work: one transaction, inside one organisation, under the application's role.
import pg, { type PoolClient, type QueryResult } from "pg";
import type { Directory } from "./directory.ts";
import { histories, type EventRow, type History, readStatements, type StreamRow } from "./read.ts";
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
};

export class UnknownOrganisation extends Error {}

type Row = { version: number; run: number; clock_at: number | null; now: number };

const opening = (org: string, run: number, lockOrganisation: boolean): string[] => [
  "begin",
  "set local role shouwen_app",
  `select set_config('shouwen.org', ${pg.escapeLiteral(org)}, true), set_config('shouwen.run', '${run}', true)`,
  `select version, run, clock_at, clock_timestamp() as now from organisation where org = ${pg.escapeLiteral(org)} ${lockOrganisation ? "for update" : ""}`,
];

const runs = new Map<string, number>();

/** A conflict that another try settles: deadlock, serialisation, or a run that was begun meanwhile. */
const retryable = (error: unknown): boolean =>
  error instanceof RunChanged || ["40001", "40P01"].includes((error as { code?: string }).code ?? "");
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
  options: { streams?: readonly string[]; lock?: boolean; lockOrganisation?: boolean },
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
  options: { streams?: readonly string[]; lock?: boolean; lockOrganisation?: boolean },
  work: (unit: Unit, read: History[]) => Promise<{ result: T; commit: boolean }>,
): Promise<T> => {
  const client = await world.pool.connect();
  const writes: Promise<unknown>[] = [];
  let broken: Error | undefined;
  try {
    const guess = runs.get(org) ?? 1;
    const reads = readStatements(options.streams ?? [], options.lock ?? false);
    const texts = [...opening(org, guess, options.lockOrganisation ?? false), ...reads];
    const answers = (await client.query(texts.join(";"))) as unknown as QueryResult[];
    const row = answers[3]?.rows[0] as Row | undefined;
    if (!row) throw new UnknownOrganisation(org);
    if (row.run !== guess) {
      runs.set(org, row.run);
      throw new RunChanged();
    }
    const directory = await world.directory(client, org, row.version, row.run);
    const read =
      reads.length > 0 ? histories(answers[4]?.rows as StreamRow[], answers[5]?.rows as EventRow[]) : [];
    const unit = { client, directory, org, run: row.run, now: row.clock_at ?? row.now, recordedAt: row.now, writes };
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
export const readMore = async (unit: Unit, ids: readonly string[], lock: boolean): Promise<History[]> => {
  if (ids.length === 0) return [];
  const texts = readStatements(ids, lock);
  const answers = (await unit.client.query(texts.join(";"))) as unknown as QueryResult[];
  return histories(answers[0]?.rows as StreamRow[], answers[1]?.rows as EventRow[]);
};
