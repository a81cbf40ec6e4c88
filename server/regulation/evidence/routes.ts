// Evidence over HTTP: one clause in one month, and how much of the regulations runs.

import { getCoverage, getEvidence } from "#api/evidence.ts";
import type { Clause } from "#api/regulation.ts";
import { blockOf, clauseId } from "#domain/regulation/file.ts";
import { checkClause } from "#server/http/filter.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { type Routes, route } from "#server/http/route.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { allStatuses } from "../clauses.ts";
import { behind } from "./behind.ts";
import {
  departmentOf,
  here,
  type Month,
  monthFigures,
  monthNow,
  monthOf,
  type Owned,
  personOf,
  stateNow,
  summed,
} from "./month.ts";

type Day = Owned & { day: string; state: string; n: number };

const daysOf = async (unit: Unit, clause: string, m: Month): Promise<Day[]> => {
  const { rows } = await unit.client.query<Day>(
    `select to_char(o.opened_at at time zone $5, 'YYYY-MM-DD') as day, o.owner_member, o.owner_post,
            o.owner_department, count(*) as n, ${stateNow("o", "$4::timestamptz")} as state
       from obligation o where ${here("o")} and o.clause = $1 and o.opened_at >= $2 and o.opened_at < $3
      group by 1, 2, 3, 4, 6`,
    [clause, m.from, m.to, new Date(unit.now).toISOString(), unit.directory.organisation.timeZone],
  );
  return rows;
};

const blockIn = (unit: Unit, clause: string): string | null => {
  const d = unit.directory;
  for (const [key, edition] of Object.entries(d.inForceAt(unit.now))) {
    const found = d.regulation(key, edition).clauses.find((c) => clauseId(key, c.id) === clause);
    if (found) return blockOf(found);
  }
  return null;
};

const count = (of: readonly { status: Clause["status"] }[]) => {
  const running = of.filter((c) => c.status === "running").length;
  return { clauses: of.length, running, waiting: of.length - running };
};
type Standing = ReturnType<typeof allStatuses>[number];

const grouped = <T>(of: readonly T[], key: (one: T) => string): [string, T[]][] => [...Map.groupBy(of, key)];

const sums = (of: readonly Standing[]) => ({
  ...count(of),
  how: grouped(of, (c) => c.how).map(([how, clauses]) => ({ how, ...count(clauses) })),
  reasons: grouped(
    of.filter((c) => c.status === "waiting"),
    (c) => c.reason ?? "",
  )
    .map(([reason, clauses]) => ({ reason: tongueIn()(reason), clauses: clauses.length }))
    .sort((a, b) => b.clauses - a.clauses),
});

/** Registers the routes of evidence. */
export const evidenceRoutes = (routes: Routes, world: World): void => {
  route(routes, getEvidence, ({ params, query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const clause = `${params.regulation}/${params.id}`;
      checkClause(d, clause);
      const m = monthOf(d, query.month ?? monthNow(unit));
      const rows = await daysOf(unit, clause, m);
      const o = d.organisation;
      const by = <K>(key: (r: Day) => K) =>
        summed(rows.map((r) => ({ key: key(r), state: r.state, n: r.n })));
      const days = by((r) => r.day).map(([day, s]) => ({ day, ...s }));
      return {
        clause,
        month: (await monthFigures(unit, m, clause))(clause),
        days: days.sort((a, b) => a.day.localeCompare(b.day)),
        persons: by((r) => personOf(o, r)).map(([member, s]) => ({ member, ...s })),
        departments: by((r) => departmentOf(o, r)).map(([department, s]) => ({ department, ...s })),
        behind: await behind(unit, clause, blockIn(unit, clause), m, query),
      };
    }),
  );

  route(routes, getCoverage, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const all = allStatuses(unit);
      const regulations = grouped(all, (c) => c.regulation).map(([regulation, of]) => ({
        regulation,
        title: unit.directory.editions.get(regulation)?.state.title ?? regulation,
        ...sums(of),
      }));
      return { ...sums(all), regulations };
    }),
  );
};
