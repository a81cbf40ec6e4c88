// Files go after the commit, which covers none; what a crash leaves behind goes with the next erasure, or at the next start.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { recordErasure } from "#server/log/proof/erasure/list.ts";
import type { World } from "#server/log/world.ts";

type Place = Pick<World, "side" | "dataDir">;

/**
 * Removes every attached file whose name was erased; harmless where it is gone already.
 * @param org one organisation; all where left out
 */
export const sweepFiles = async ({ side, dataDir }: Place, org?: string): Promise<void> => {
  const { rows } = await side.query<{ org: string; stream: string; file: string }>(
    `select org, stream, data ->> 'id' as file from shouwen.event
      where type = 'case.attached' and private is null and private_hash is not null and ($1::text is null or org = $1)`,
    [org ?? null],
  );
  for (const r of rows) await rm(join(dataDir, "files", r.org, r.stream, r.file), { force: true });
};

/** After an erasure's commit: its files go, and it is written into the list outside the database. */
export const afterErasing = async (world: World, org: string): Promise<void> => {
  await sweepFiles(world, org);
  await recordErasure(world, org);
};
