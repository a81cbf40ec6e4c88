// Views carry a version: a program whose views are shaped anew folds them again at its start, while the old ones serve.
import type { World } from "../world.ts";
import { rebuild } from "./rebuild.ts";

/** Raise it whenever `project` of any kind gives other rows than before. */
export const viewVersion = 1;

const known = "select version from shouwen.view_version";
const keep = `insert into shouwen.view_version (version) values ($1)
  on conflict (only_row) do update set version = greatest(view_version.version, excluded.version)`;

/**
 * Folds all views again when the database has those of an older program.
 * @param fold what folds them; the whole of them unless a test says otherwise
 * @returns how many streams were folded; 0 where nothing had to be
 */
export const refreshViews = async (
  world: World,
  fold: (world: World) => Promise<number> = rebuild,
): Promise<number> => {
  const { rows } = await world.side.query<{ version: number }>(known);
  const { rows: any } = await world.side.query("select 1 from shouwen.stream limit 1");
  const old = rows[0]?.version ?? (any.length > 0 ? 0 : viewVersion);
  const folded = old < viewVersion ? await fold(world) : 0;
  await world.side.query(keep, [viewVersion]);
  return folded;
};
