// A house with a history, its backup, and the empty places that the backup is moved to.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, readConfig } from "#server/config.ts";
import { openPool } from "#server/db/pool.ts";
import { freshDatabase } from "#server/db/template.ts";
import { afterErasing } from "#server/erasure/files.ts";
import { erasingOne } from "#server/erasure/single.ts";
import { execute } from "#server/log/execute.ts";
import { startSealer } from "#server/log/proof/seal.ts";
import { type House, openHouse, tellStory } from "#server/log/proof/testing/office.ts";
import { makeWorld, type World } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { restore } from "../restore/restore.ts";

/** A house in which one complaint has been told, sealed, and one file is attached. */
export const lived = async (
  org: string,
): Promise<{ house: House; told: { id: string; customer: string } }> => {
  const house = await openHouse();
  const told = await tellStory(await house.office(org));
  const folder = join(house.world.dataDir, "files", org, told.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "photo"), Buffer.alloc(50_000, "picture "));
  await startSealer(house.world, 3_600_000).stop();
  return { house, told };
};

/** Erases a customer, as the administrator does. */
export const forget = async ({ world }: House, org: string, stream: string): Promise<void> => {
  const caller = { org, member: `${org}.admin` };
  const asked = { kind: "customer" as const, stream, reason: "本人要求" };
  const command = erasingOne(world, caller, asked, (_, erased) => ({ status: 200, body: { erased } }));
  const outcome = await execute(world, caller, command);
  if ("refused" in outcome) throw new Error(outcome.refused.code);
  await afterErasing(world, org);
};

/** A place with nothing in it, on a server of one's own. */
export type Empty = {
  config: Config;
  dataDir: string;
  restore(path: string, erasures?: string): ReturnType<typeof restore>;
  /** The world as it is after the move. */
  world(): World;
  close(): Promise<void>;
};

const worldOf = (pool: World["pool"], dataDir: string): World =>
  makeWorld({ pool, side: pool }, modules, () => {}, dataDir);

export const emptyPlace = async (): Promise<Empty> => {
  const database = await freshDatabase({ empty: true });
  const dataDir = mkdtempSync(join(tmpdir(), "shouwen-moved-"));
  const config = readConfig({ DATABASE_URL: database.url, DATA_DIR: dataDir });
  const opened: World[] = [];
  return {
    config,
    dataDir,
    restore: (path, erasures) => restore({ path, config, ...(erasures ? { erasures } : {}) }, worldOf),
    world: () => {
      const world = worldOf(openPool(database.url, 4), dataDir);
      opened.push(world);
      return world;
    },
    close: async () => {
      for (const world of opened) await world.pool.end();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
