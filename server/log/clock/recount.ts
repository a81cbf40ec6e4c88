// Counts every view of an organisation anew when what it is counted under has changed: calendar, heads, roles.
import { createHash } from "node:crypto";
import type { Directory } from "../directory.ts";
import type { View } from "../proof/fold.ts";
import { rebuild } from "../proof/rebuild.ts";
import { reading } from "../unit.ts";
import type { World } from "../world.ts";

/** Views in which a due time or an owner stands; what was told to somebody stays as it was told. */
const counted: readonly View[] = [
  "case_view",
  "obligation",
  "approval_view",
  "duty_view",
  "agenda_view",
  "tally_count",
  "paper_view",
];

/** Names what clocks and owners are counted under; the same for the same calendar, heads and roles. */
export const groundMark = ({ calendarSource, organisation: o }: Directory): string => {
  const heads = o.departments.map((d) => [d.key, d.head]);
  const ground = [calendarSource, o.head, heads, o.roles];
  return createHash("sha256").update(JSON.stringify(ground)).digest("hex");
};

/** Keeps the mark under which the views stand; the client must reach the organisation's row. */
export const keepMark = async (
  client: { query: (text: string, values: unknown[]) => Promise<unknown> },
  org: string,
  mark: string,
): Promise<void> => {
  await client.query("update shouwen.organisation set counted_under = $2 where org = $1", [org, mark]);
};

const under = new WeakMap<World, Map<string, Promise<boolean>>>();

const countAnew = async (world: World, org: string): Promise<boolean> => {
  const mark = await reading(world, org, async (unit) => groundMark(unit.directory));
  const { rows } = await world.side.query<{ mark: string | null }>(
    "select counted_under as mark from shouwen.organisation where org = $1",
    [org],
  );
  if (!rows[0] || rows[0].mark === mark) return false;
  await rebuild(world, org, counted);
  // Only now: whoever ends half-way leaves it to the next start, which finds the old mark.
  await keepMark(world.side, org, mark);
  world.tell({ org, about: "obligation" });
  return true;
};

/**
 * Brings views and wake-ups to the calendar, heads and roles as they stand, where they are of another.
 * @returns whether anything had to be counted anew
 */
export const recount = (world: World, org: string): Promise<boolean> => {
  const known = under.get(world) ?? new Map<string, Promise<boolean>>();
  under.set(world, known);
  // One after the other: what changed meanwhile is found by the second.
  const last = known.get(org) ?? Promise.resolve(false);
  const begun = last.catch(() => false).then(() => countAnew(world, org));
  known.set(org, begun);
  return begun;
};
