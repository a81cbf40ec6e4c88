// The movable clock over HTTP; found only in a rehearsal organisation, moved only by its administrator.

import { advanceRehearsal, getRehearsal, proveClause, resetRehearsal } from "#api/rehearsal.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { prove } from "#domain/proof/play.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { furthestYears } from "#domain/rehearsal/rehearsal.ts";
import { carried, carriedKeys } from "#server/carried.ts";
import { givenBefore, perform } from "#server/http/command.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { replan } from "#server/log/clock/replan.ts";
import type { Lapsed } from "#server/log/clock/wake.ts";
import type { Caller } from "#server/log/command.ts";
import type { Reactor } from "#server/log/outbox.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { advanced, alone, begin, fire, standing } from "./move.ts";

const admit = (unit: Unit, caller: Caller): void => {
  const { directory: d } = unit;
  if (!d.rehearsal) throw refused({ kind: "unknown", code: "unknown" });
  const member = memberOf(d.organisation, caller.member);
  if (!member || !actorOf(d.organisation, member).grants.includes("admin"))
    throw refused({ kind: "forbidden", code: "may-not-admin" });
};

/** A regulation that only this organisation has, as it is in force there. */
const inForce = ({ directory: d, now }: Unit, key: string): Regulation | null => {
  const editions = d.inForceAt(now);
  const edition = Object.hasOwn(editions, key) ? editions[key] : undefined;
  return edition === undefined ? null : d.regulation(key, edition);
};

/** The year from which no calendar counts. */
const end = Date.UTC(2300, 0, 1);

/** Where the clock shall stand, epoch ms. Throws for a wrong length, for a way back and for more than two years. */
const target = (now: number, timeZone: string, body: { to: string } | { by: string }): number => {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const moved = (): number => {
    if ("to" in body) return Date.parse(body.to);
    try {
      return here.add(body.by).epochMilliseconds;
    } catch {
      throw refused({ kind: "invalid", code: "duration-wrong", field: "by" });
    }
  };
  const to = moved();
  const field = "to" in body ? "to" : "by";
  if (to < now) throw refused({ kind: "rule", code: "rehearsal-backwards", field });
  const furthest = Math.min(here.add({ years: furthestYears }).epochMilliseconds, end);
  if (to > furthest) throw refused({ kind: "rule", code: "rehearsal-too-far", field });
  return to;
};

const iso = (ms: number): string => new Date(ms).toISOString();
/** Where it came about: on a matter or what waits for it, on a recurring duty, or on what is neither. */
const place = ({ kind, stream, matter, number }: Lapsed) => {
  const about = kind === "case" ? stream : matter;
  if (about !== null) return { case: about, caseNumber: number };
  return kind === "duty" ? { duty: stream } : {};
};
const show = (l: Lapsed) => ({ at: iso(l.at), type: l.type, clause: l.clause, ...place(l) });
/** The agenda only says when to look again; what it raised stands for itself. */
const isTold = (l: Lapsed): boolean => l.kind !== "agenda";

/** Registers the rehearsal's routes. */
export const rehearsalRoutes = (routes: Routes, world: World, reactors: Record<string, Reactor>): void => {
  route(routes, getRehearsal, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      admit(unit, caller);
      const carries = carriedKeys().map((key) => ({ key, title: carried(key)?.title ?? key }));
      return { ...(await standing(unit)), carries };
    }),
  );

  route(routes, proveClause, async ({ body, caller }) => {
    const [key = "", id = ""] = body.clause.split("/");
    const regulation = await reading(world, caller.org, async (unit) => {
      admit(unit, caller);
      return carried(key)?.regulation ?? inForce(unit, key);
    });
    if (!regulation?.clauses.some((c) => c.id === id))
      throw refused({ kind: "unknown", code: "clause-unknown", field: "clause" });
    // Apart from the rehearsal's clock and streams: it is played in memory, and nothing of it is kept.
    return prove(regulation, id, (other) => carried(other)?.regulation ?? null, tongueIn());
  });

  route(routes, resetRehearsal, async ({ body, caller, request, reply }) => {
    await reading(world, caller.org, async (unit) => {
      admit(unit, caller);
      const unknown = body.regulations.find((r) => !unit.directory.editions.has(r) && !carried(r));
      if (unknown)
        throw refused({
          kind: "rule",
          code: "regulation-unknown",
          field: "regulations",
          values: { value: unknown },
        });
    });
    const command = begin(caller.org, Date.parse(body.at), [...new Set(body.regulations)]);
    return alone(world.side, caller.org, async () => {
      const answer = await perform(world, caller, request, reply, command);
      // What comes next is known as soon as the run has begun.
      await replan(world, caller.org);
      return answer;
    });
  });

  route(routes, advanceRehearsal, async ({ body, caller, request, reply }) => {
    await reading(world, caller.org, async (unit) => admit(unit, caller));
    return alone(world.side, caller.org, async () => {
      // What falls due comes about before the clock is set: the same call again must not let more come about.
      const before = await givenBefore(world, caller, request, reply);
      if (before) return before.body;
      const { to, run } = await reading(world, caller.org, async (unit) => ({
        to: target(unit.now, unit.directory.organisation.timeZone, body),
        run: unit.run,
      }));
      const fired = await fire(world, caller.org, to, reactors);
      const answer = { now: iso(to), fired: fired.filter(isTold).map(show) };
      return perform(world, caller, request, reply, advanced(caller.org, run, to, answer));
    });
  });
};
