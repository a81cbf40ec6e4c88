// What refused rows say of a person goes with the person: in the list of the import, and in the file to mend.
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import type { Needle } from "#domain/erasure/needle.ts";
import { patternOf, speaksOf } from "#domain/erasure/needle.ts";
import type { World } from "#server/log/world.ts";
import { refusedPath } from "./job.ts";

const blank = `update shouwen.import_job set refused =
    (select coalesce(jsonb_agg(case when r::text ~* any ($2) then r || '{"reason": ""}' else r end), '[]')
       from jsonb_array_elements(refused) r)
  where org = $1 and refused::text ~* any ($2)`;

/** Forgets a person in the imports of one organisation that are over; the file goes whole, since it is a copy to mend. */
export const forgetRows = async (world: World, org: string, needles: readonly Needle[]): Promise<void> => {
  if (needles.length === 0) return;
  await world.pool.query(blank, [org, needles.map(patternOf)]);
  const { rows } = await world.pool.query<{ id: string }>(
    "select id from shouwen.import_job where org = $1 and ended_at is not null",
    [org],
  );
  for (const { id } of rows) {
    const path = refusedPath(world.dataDir, org, id);
    if (existsSync(path) && speaksOf(needles, await readFile(path, "utf8"))) await rm(path, { force: true });
  }
};
