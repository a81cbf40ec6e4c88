// Proves the log: every stream's chain, every seal, every published line; names the first that is wrong.
import type { ClientBase, Pool } from "pg";
import { type Bad, earlier } from "./finding.ts";
import { knownFolder, publishedSizes } from "./published.ts";
import { checkSeals } from "./seals.ts";
import { checkStreams } from "./streams.ts";

/** How much was seen, and the first thing that is wrong. */
export type Verified = { streams: number; events: number; seals: number; firstBad: Bad | null };

/** Up to which seal the folder, if it is known, else any folder, is known to have been written. */
const publishedUpTo = async (pool: Pool, dataDir: string): Promise<Map<string, number>> => {
  const { rows } = await pool.query<{ org: string; number: number }>(
    `select org, max(number) as number from shouwen.seal_published
      where folder = $1 or not exists (select from shouwen.seal_published where folder = $1) group by org`,
    [knownFolder(dataDir)],
  );
  return new Map(rows.map((r) => [r.org, r.number]));
};

const organisations = async (client: ClientBase, more: Iterable<string>): Promise<string[]> => {
  const { rows } = await client.query<{ org: string }>(
    `select org from shouwen.organisation union select org from shouwen.stream
      union select org from shouwen.event union select org from shouwen.seal`,
  );
  return [...new Set([...rows.map((r) => r.org), ...more])].sort();
};

/**
 * Checks the whole log as it stands at this moment, also while it is being written to.
 * @param pool connects as the owner
 * @param dataDir the folder with the published seals
 * @param only one organisation alone; `seen` hears how many events were gone through
 * @returns `firstBad` in the order of organisations, streams, events; then seals. null: all is well
 */
export const verify = async (
  pool: Pool,
  dataDir: string,
  only?: { org: string; seen: (events: number) => void },
): Promise<Verified> => {
  // In the order in which they are written backwards, so that what is being sealed now is no finding.
  const known = await publishedUpTo(pool, dataDir);
  const sizes = await publishedSizes(dataDir);
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    const total: Verified = { streams: 0, events: 0, seals: 0, firstBad: null };
    const all = only ? [only.org] : await organisations(client, [...known.keys(), ...sizes.keys()]);
    for (const org of all) {
      const chains = await checkStreams(client, org, only?.seen);
      const published = { dataDir, size: sizes.get(org) ?? null, known: known.get(org) ?? 0 };
      const sealed = await checkSeals(client, org, published);
      total.streams += chains.streams;
      total.events += chains.events;
      total.seals += sealed.seals;
      total.firstBad ??= earlier(chains.bad, sealed.bad);
    }
    await client.query("commit");
    return total;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
};
