// What refused rows say of a person goes with the person: in the list of the import, and in the file to mend.
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { jsonPatternOf, type Needle, patternOf, speaksOf } from "#domain/erasure/needle.ts";
import type { World } from "#server/log/world.ts";
import { refusedPath } from "./job.ts";

const blank = `update shouwen.import_job set refused =
    (select coalesce(jsonb_agg(case when r::text ~* any ($2) then r || '{"reason": ""}' else r end), '[]')
       from jsonb_array_elements(refused) r),
    file = case when file ~* any ($3) then '' else file end
  where org = $1 and (refused::text ~* any ($2) or file ~* any ($3))`;

/** The files to mend of imports that are over, as far as they name one of them. */
const filesNaming = async (world: World, org: string, needles: readonly Needle[]): Promise<string[]> => {
  const { rows } = await world.side.query<{ id: string }>(
    "select id from shouwen.import_job where org = $1 and ended_at is not null",
    [org],
  );
  const found: string[] = [];
  for (const { id } of rows) {
    const path = refusedPath(world.dataDir, org, id);
    if (existsSync(path) && speaksOf(needles, await readFile(path, "utf8"))) found.push(path);
  }
  return found;
};

/** In how many files of refused rows a person stands. */
export const countRows = async (world: World, org: string, needles: readonly Needle[]): Promise<number> =>
  needles.length === 0 ? 0 : (await filesNaming(world, org, needles)).length;

/** Forgets a person in the refused rows of one organisation; a file goes whole, since it is a copy to mend. */
export const forgetRows = async (world: World, org: string, needles: readonly Needle[]): Promise<void> => {
  if (needles.length === 0) return;
  await world.side.query(blank, [org, needles.map(jsonPatternOf), needles.map(patternOf)]);
  for (const path of await filesNaming(world, org, needles)) await rm(path, { force: true });
};
