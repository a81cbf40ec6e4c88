// Regulations over HTTP: clauses with their evidence, the adopted ones, the rules for the browser's engine.
import { clauseTimes, getRegulation, getRules, listClauses, listRegulations } from "#api/regulation.ts";
import { pageOf } from "#server/http/page.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { backtestRoutes } from "./backtest/routes.ts";
import { carriedRoutes } from "./carried.ts";
import { circulationRoutes } from "./circulation/routes.ts";
import { allClauses } from "./clauses.ts";
import { compareRoutes, editionRoutes } from "./editions.ts";
import { evidenceRoutes } from "./evidence/routes.ts";
import { figureRoutes } from "./figures.ts";
import { showRegulation } from "./list.ts";
import { moveRoutes } from "./move.ts";
import { kept } from "./text.ts";
import { timesOf } from "./times.ts";

/** Registers the routes of regulations. */
export const regulationRoutes = (routes: Routes, world: World): void => {
  route(routes, listClauses, ({ caller }) =>
    reading(world, caller.org, async (unit) => ({ items: await allClauses(unit) })),
  );

  route(routes, clauseTimes, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const clause = (await allClauses(unit)).find((c) => c.id === query.clause);
      if (!clause) throw refused({ kind: "unknown", code: "unknown" });
      return { clause, ...(await timesOf(unit, query)) };
    }),
  );

  route(routes, listRegulations, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const items = [...unit.directory.editions.values()].map((e) =>
        showRegulation(unit.directory, e.state, unit.now),
      );
      return pageOf(
        items.sort((a, b) => a.key.localeCompare(b.key)),
        query,
      );
    }),
  );

  // Before those with a key in their path.
  carriedRoutes(routes, world);

  route(routes, getRegulation, ({ params, caller }) =>
    reading(world, caller.org, async (unit) =>
      showRegulation(unit.directory, kept(unit.directory, params.key), unit.now),
    ),
  );

  route(routes, getRules, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const editions = Object.entries(d.inForceAt(unit.now));
      return {
        now: new Date(unit.now).toISOString(),
        timeZone: d.organisation.timeZone,
        regulations: editions.map(([key, edition]) => d.regulation(key, edition)),
        figures: d.organisation.figures,
        calendar: d.calendarSource,
        roles: d.organisation.roles,
        posts: d.organisation.posts.map((p) => p.key),
        head: d.organisation.head,
      };
    }),
  );

  editionRoutes(routes, world);
  compareRoutes(routes, world);
  moveRoutes(routes, world);
  circulationRoutes(routes, world);
  backtestRoutes(routes, world);
  evidenceRoutes(routes, world);
  figureRoutes(routes, world);
};
