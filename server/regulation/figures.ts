// The organisation's own figures over HTTP: every blank of the adopted regulations, and who filled it when.
import { listFigures, putFigures } from "#api/figure.ts";
import { blankOf, fillFault, general } from "#domain/edition/blank.ts";
import {
  actorOf,
  type FigureChange,
  memberOf,
  type OrganisationState,
} from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { type Routes, route } from "#server/http/route.ts";
import { replan } from "#server/log/clock/replan.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { allStatuses } from "./clauses.ts";

/** The figure under a key, since when it stands so and who set it. */
const setting = (o: OrganisationState, key: string) => {
  const change = (o.figureChanges ?? []).findLast((c: FigureChange) => Object.hasOwn(c.figures, key));
  const since = change?.on ?? null;
  return {
    figure: o.figures[key] ?? null,
    since: since === null ? null : new Date(since).toISOString(),
    by: change?.by ?? null,
  };
};

const blanks = (unit: Unit) =>
  allStatuses(unit).flatMap((s) => {
    const blank = blankOf(s.clause);
    return blank ? [{ ...s, blank }] : [];
  });

const show = (unit: Unit) => {
  const o = unit.directory.organisation;
  const all = blanks(unit);
  return {
    general: general.map((words) => ({
      words,
      ...setting(o, words),
      clauses: all.filter((b) => b.blank === words).length,
    })),
    items: all.map((b) => {
      const own = setting(o, b.id);
      const by = setting(o, b.blank);
      const from = own.figure !== null ? "clause" : by.figure !== null ? "general" : null;
      return {
        clause: b.id,
        regulation: b.regulation,
        at: b.clause.at,
        says: b.clause.says,
        blank: b.blank,
        ...(from === "general" ? by : own),
        from,
        running: b.status === "running",
      };
    }),
  };
};

/** Registers the routes of figures. */
export const figureRoutes = (routes: Routes, world: World): void => {
  route(routes, listFigures, ({ caller }) => reading(world, caller.org, async (unit) => show(unit)));

  route(routes, putFigures, async ({ body, caller, request, reply }) => {
    const stream = await reading(world, caller.org, async (unit) => unit.directory.stream);
    await perform(world, caller, request, reply, {
      streams: [stream],
      configures: true,
      decide: (unit) => {
        const o = unit.directory.organisation;
        const member = memberOf(o, caller.member);
        if (!member || !actorOf(o, member).grants.includes("admin"))
          return refuse("forbidden", "may-not-admin");
        const kinds = new Map<string, string>(blanks(unit).map((b) => [b.id, b.blank]));
        for (const words of general) kinds.set(words, words);
        const figures: Record<string, string | null> = {};
        for (const [n, item] of body.items.entries()) {
          const fault = fillFault(kinds.get(item.for), item.figure);
          if (fault) return refuse("rule", fault, { field: `items.${n}`, values: { value: item.for } });
          figures[item.for] = item.figure;
        }
        const data = { figures, reason: body.reason ?? null };
        const events = [{ type: "organisation.figures-set", data }];
        return {
          changes: [{ stream, kind: "organisation", events }],
          answer: () => ({ status: 200, body: null }),
        };
      },
    });
    await replan(world, caller.org);
    return reading(world, caller.org, async (unit) => show(unit));
  });
};
