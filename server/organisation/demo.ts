// Fills an empty database with the demo organisations: some before anything is served, the others behind, one by one.
import { setTimeout as sleep } from "node:timers/promises";
import { carried } from "#server/carried.ts";
import { createAccounts } from "#server/http/session/account.ts";
import { hashPassword } from "#server/http/session/password.ts";
import type { World } from "#server/log/world.ts";
import { type OrganisationFile, readOrganisations } from "#server/organisation/file.ts";
import { found } from "#server/organisation/found.ts";
import { type HistoryFile, readHistory } from "./history/file.ts";
import type { Teller } from "./history/tell.ts";

export const demoPassword = "shouwen-demo";

const accountsOf = (file: OrganisationFile, passwordHash: string) =>
  file.members.map((m) => {
    const id = `${file.organisation}.${m.key}`;
    return { id, username: id, name: m.name, org: file.organisation, member: id, passwordHash };
  });

class Stopped extends Error {}

/**
 * One process at a time: others wait, and then find everything there.
 * @param running asked while it waits; throws Stopped once it gives false
 */
const alone = async <T>(
  world: World,
  lock: string,
  running: () => boolean,
  work: () => Promise<T>,
): Promise<T> => {
  const client = await world.side.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>(
        "select pg_try_advisory_lock(hashtext($1)) as got",
        [lock],
      );
      if (rows[0]?.got) return await work();
      if (!running()) throw new Stopped();
      await sleep(100);
    }
  } finally {
    // With the connection goes its lock.
    client.release(true);
  }
};

/** All of them are named before the first is founded, so that a start broken off is taken up by the next. */
const name = (world: World, files: readonly OrganisationFile[]) =>
  world.side.query(
    `insert into shouwen.organisation (org, name, rehearsal)
       select * from unnest($1::text[], $2::text[], $3::boolean[]) on conflict do nothing`,
    [files.map((f) => f.organisation), files.map((f) => f.name), files.map((f) => f.rehearsal)],
  );

/** The demo is loaded only into a database without organisations, or to finish one begun. */
const isWanted = async (world: World): Promise<boolean> => {
  const { rows } = await world.side.query<{ n: number; unfinished: number }>(
    `select count(*) as n, count(*) filter (where not loaded or (rehearsal and clock_at is null)) as unfinished
       from shouwen.organisation`,
  );
  const row = rows[0] ?? { n: 0, unfinished: 0 };
  return row.n === 0 || row.unfinished > 0;
};

type Telling = Pick<Teller, "acts" | "reactors"> & {
  /** Is told what could not be loaded as it was written. */
  log: (sentence: string) => void;
};

/** What is loaded behind; `stop` ends it, and the next start begins again with the organisation under way. */
export type Behind = { done: Promise<void>; stop: () => Promise<void> };

const load = async (
  world: World,
  file: OrganisationFile,
  told: HistoryFile | null,
  hash: string,
  { log, ...teller }: Telling & Teller,
): Promise<void> => {
  // Accounts first: an organisation that is wholly there has them.
  await createAccounts(world.side, accountsOf(file, hash));
  const refused = await found(world, file, told && { told, teller });
  for (const sentence of refused) log(`The history of ${file.organisation}: ${sentence}`);
};

/** So long everybody else gets their turn after a piece, for each ms that it took. */
const restPerMs = 1;
const againMs = 3000;

const loadBehind = (
  world: World,
  files: readonly OrganisationFile[],
  hash: string,
  telling: Telling,
): Behind => {
  let running = true;
  const breathe = async (tookMs: number): Promise<void> => {
    await sleep(Math.ceil(tookMs * restPerMs));
    if (!running) throw new Stopped();
  };
  const all = async (): Promise<void> => {
    for (const file of files) {
      await breathe(1);
      await load(world, file, readHistory(file.organisation), hash, { ...telling, breathe });
    }
  };
  const done = (async () => {
    while (running) {
      try {
        return await alone(world, "shouwen demo, behind", () => running, all);
      } catch (error) {
        if (error instanceof Stopped) return;
        telling.log(`The demo's other organisations wait: ${(error as Error).message}`);
        // A database that went away comes back.
        await sleep(againMs);
      }
    }
  })();
  return {
    done,
    stop: () => {
      running = false;
      return done;
    },
  };
};

/** What can be made ready before there is a database. */
export type Prepared = {
  files: OrganisationFile[];
  hash: string;
  /** Of those loaded first. */
  histories: ReadonlyMap<string, HistoryFile | null>;
};

/** Reads what is loaded first, and makes the accounts' hash; in pieces, so that a database may start meanwhile. */
export const prepareDemo = async (): Promise<Prepared> => {
  const hash = hashPassword(demoPassword);
  const files = readOrganisations();
  const histories = new Map<string, HistoryFile | null>();
  for (const file of files.filter((f) => f.first)) {
    for (const key of file.adopts) carried(key);
    await sleep(1);
    histories.set(file.organisation, readHistory(file.organisation));
    await sleep(1);
  }
  return { files, hash: await hash, histories };
};

/**
 * Loads the demo where it is wanted: when this returns, those organisations are there whose files say so.
 * @param prepared null where nothing was expected; it is made ready then
 * @param all whether the others follow behind and all of them have their past; else those come bare
 * @returns how to begin with those, once the server serves
 */
export const loadDemo = async (
  world: World,
  prepared: Prepared | null,
  all: boolean,
  telling: Telling,
): Promise<() => Behind | null> => {
  if (!(await isWanted(world))) return () => null;
  const { files, hash, histories } = prepared ?? (await prepareDemo());
  const first = files.filter((f) => f.first);
  const others = all ? files.filter((f) => !f.first) : [];
  const always = () => true;
  await alone(world, "shouwen demo", always, async () => {
    await name(world, [...first, ...others]);
    const teller = { ...telling, breathe: async () => {} };
    await Promise.all(
      first.map((file) =>
        load(world, file, all ? (histories.get(file.organisation) ?? null) : null, hash, teller),
      ),
    );
  });
  return () => (others.length > 0 ? loadBehind(world, others, hash, telling) : null);
};
