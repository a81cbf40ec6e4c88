// The office over HTTP: looked at, changed, and what a change of its calendar would move.
import { setTimeout as sleep } from "node:timers/promises";
import { changeOffice, getOffice, type Office, previewOffice } from "#api/office.ts";
import { inOrder, type Week, weekFault } from "#domain/office/week.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { recount } from "#server/log/clock/recount.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { configuring } from "./configure.ts";
import { departmentRoutes } from "./departments.ts";
import { postRoutes } from "./posts.ts";
import { previewCalendar } from "./preview.ts";
import { printRoutes } from "./print.ts";
import { showOffice } from "./show.ts";

type Days = { closed: string[]; worked: string[] };
type Changes = {
  name?: string | undefined;
  timeZone?: string | undefined;
  head?: string | undefined;
  week?: Office["week"] | undefined;
  holidays?: Record<string, Days | null> | undefined;
};

const isZone = (zone: string): boolean => {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
};

const dayFault = (year: string, days: Days): { refused: Refusal } | null => {
  const other = [...days.closed, ...days.worked].find((date) => !date.startsWith(`${year}-`));
  const field = `holidays.${year}`;
  if (other) return refuse("rule", "holiday-other-year", { field, values: { value: other } });
  const both = days.closed.find((date) => days.worked.includes(date));
  return both ? refuse("rule", "holiday-both", { field, values: { value: both } }) : null;
};

const faultOf = (o: OrganisationState, c: Changes): { refused: Refusal } | null => {
  if (c.name !== undefined && c.name.trim() === "") return refuse("rule", "name-blank", { field: "name" });
  if (c.timeZone !== undefined && !isZone(c.timeZone))
    return refuse("rule", "time-zone-unknown", { field: "timeZone", values: { value: c.timeZone } });
  if (c.head !== undefined && !o.posts.some((p) => p.key === c.head))
    return refuse("rule", "post-unknown", { field: "head", values: { value: c.head } });
  if (c.head !== undefined && !o.members.some((m) => m.posts.includes(c.head ?? "")))
    return refuse("rule", "head-vacant", { field: "head" });
  const week = c.week === undefined ? null : weekFault(inOrder(c.week as Week));
  if (week) return refuse("rule", week.code, { field: week.day ? `week.${week.day}` : "week" });
  for (const [year, days] of Object.entries(c.holidays ?? {})) {
    const fault = days ? dayFault(year, days) : null;
    if (fault) return fault;
  }
  return null;
};

const sorted = (days: Days): Days => ({
  closed: [...new Set(days.closed)].sort(),
  worked: [...new Set(days.worked)].sort(),
});

/** Only what is given, in one shape. */
const tidied = (c: Changes): Facts => ({
  ...(c.name === undefined ? {} : { name: c.name.trim() }),
  ...(c.timeZone === undefined ? {} : { timeZone: c.timeZone }),
  ...(c.head === undefined ? {} : { head: c.head }),
  ...(c.week === undefined ? {} : { week: inOrder(c.week as Week) }),
  ...(c.holidays === undefined
    ? {}
    : {
        holidays: Object.fromEntries(
          Object.entries(c.holidays).map(([year, days]) => [year, days ? sorted(days) : null]),
        ),
      }),
});

const shaped = (o: OrganisationState, facts: Facts): OrganisationState => {
  const { holidays = {}, ...rest } = facts as Partial<OrganisationState>;
  const years = Object.entries({ ...o.holidays, ...holidays }).filter(([, days]) => days !== null);
  return { ...o, ...rest, holidays: Object.fromEntries(years) };
};

/** So long an answer waits for the clocks to be counted anew; a large office goes on behind. */
const patienceMs = 10_000;
const countedSoon = async (world: World, org: string): Promise<void> => {
  const counting = recount(world, org);
  // Where it fails the loop finds the old mark and counts again.
  await Promise.race([counting, sleep(patienceMs, undefined, { ref: false })]).catch(() => {});
};

const admit = (unit: Unit, member: string): void => {
  if (!grantsOf(unit.directory.organisation, member).includes("admin"))
    throw refused({ kind: "forbidden", code: "may-not-admin" });
};

/** Registers the routes of the office. */
export const officeRoutes = (routes: Routes, world: World): void => {
  route(routes, getOffice, ({ caller }) => reading(world, caller.org, showOffice));

  route(routes, previewOffice, ({ body, caller }) =>
    reading(world, caller.org, async (unit) => {
      admit(unit, caller.member);
      const o = unit.directory.organisation;
      const fault = faultOf(o, body);
      if (fault) throw refused(fault.refused);
      return previewCalendar(world, unit, shaped(o, tidied(body)));
    }),
  );

  route(routes, changeOffice, async ({ body, caller, request, reply }) => {
    await perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => {
        const { organisation: o, stream } = unit.directory;
        const fault = faultOf(o, body);
        if (fault) return fault;
        const data = tidied(body);
        const events = [{ type: "organisation.changed", data }];
        const changes = [{ stream, kind: "organisation", run: 0, events }];
        return {
          changes: Object.keys(data).length > 0 ? changes : [],
          answer: () => ({ status: 200, body: null }),
        };
      }),
    );
    await countedSoon(world, caller.org);
    return reading(world, caller.org, showOffice);
  });

  printRoutes(routes, world);
  postRoutes(routes, world);
  departmentRoutes(routes, world);
};
