// What is owed, and how much of it, over HTTP.
import { getCounts, listObligations } from "#api/obligation.ts";
import { type Routes, route } from "#server/http/route.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { countsOf } from "./counts.ts";
import { findObligations } from "./list.ts";

/** Registers the routes of obligations. */
export const obligationRoutes = (routes: Routes, world: World): void => {
  route(routes, listObligations, ({ query, caller }) =>
    reading(world, caller.org, (unit) => findObligations(unit, query, caller.member)),
  );
  route(routes, getCounts, ({ caller }) =>
    reading(world, caller.org, (unit) => countsOf(unit, caller.member)),
  );
};
