// What goes by an organisation's configuration looks at it again when it has changed: adopted regulations, roles, figures.
import { execute } from "../execute.ts";
import type { World } from "../world.ts";
import { recount } from "./recount.ts";

type Standing = { org: string; run: number; version: number };
const mark = ({ run, version }: Standing): string => `${run}/${version}`;
const planned = new WeakMap<World, Map<string, string>>();

/** Lets every kind that plans ahead look at the organisation as it is configured now. */
export const replan = async (world: World, org: string): Promise<void> => {
  const known = planned.get(world) ?? new Map<string, string>();
  planned.set(world, known);
  for (const { kind, replan: plan } of world.modules.values()) {
    if (!plan) continue;
    const caller = { org, member: "clock" };
    await execute(world, caller, {
      streams: [],
      guards: [`replan/${kind.name}`],
      decide: async (unit) => {
        const { run, version } = unit.directory;
        const changes = await plan(unit);
        return { changes, answer: () => void known.set(org, mark({ org, run, version })) };
      },
    });
  }
};

/**
 * Looks again at every organisation whose configuration changed since this process looked last.
 * @param log hears of one that could not be planned; it is tried again, and keeps nobody else waiting
 */
export const replanChanged = async (world: World, log: (error: unknown) => void): Promise<void> => {
  const { rows } = await world.side.query<Standing>(
    "select org, run, version from shouwen.organisation where loaded",
  );
  const known = planned.get(world);
  for (const row of rows) {
    if (known?.get(row.org) === mark(row)) continue;
    await replan(world, row.org).catch(log);
    // Behind, since it may take a while: a clock that fires meanwhile asks the domain, which counts rightly.
    recount(world, row.org).catch((error: unknown) => {
      planned.get(world)?.delete(row.org);
      log(error);
    });
  }
};
