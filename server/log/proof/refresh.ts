// Views carry a version: a program whose views are shaped anew folds them again at its start, while the old ones serve.
import type { World } from "../world.ts";
import { rebuild } from "./rebuild.ts";

/** Raise it whenever `project` of any kind gives other rows than before. */
export const viewVersion = 3;

/**
 * Folds all views again when the database has those of an older program.
 * @returns how many streams were folded; 0 where nothing had to be
 */
export const refreshViews = async (world: World): Promise<number> => {
  const { rows } = await world.side.query<{ version: number }>("select version from shouwen.view_version");
  if ((rows[0]?.version ?? 0) >= viewVersion) return 0;
  const folded = await rebuild(world);
  // Only now: a process that ends half-way leaves it to the next.
  await world.side.query("update shouwen.view_version set version = greatest(version, $1)", [viewVersion]);
  return folded;
};
