// The movable clock over HTTP; found only in a rehearsal organisation, moved only by its administrator.
import { advanceRehearsal, getRehearsal, resetRehearsal } from "#api/rehearsal.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { furthest } from "#domain/rehearsal/rehearsal.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Caller } from "#server/log/command.ts";
import type { Reactor } from "#server/log/outbox.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { advance, alone, begin, standing } from "./move.ts";

const admit = (unit: Unit, caller: Caller): void => {
  const { directory: d } = unit;
  if (!d.rehearsal) throw refused({ kind: "unknown", code: "unknown" });
  const member = memberOf(d.organisation, caller.member);
  if (!member || !actorOf(d.organisation, member).grants.includes("admin"))
    throw refused({ kind: "forbidden", code: "may-not-admin" });
};

const target = (now: number, body: { to: string } | { by: string }): number => {
  if ("to" in body) return Date.parse(body.to);
  try {
    const moved = Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO("Asia/Shanghai")
      .add(body.by);
    return moved.epochMilliseconds;
  } catch {
    throw refused({ kind: "invalid", code: "duration-wrong", field: "by" });
  }
};

/** Registers the rehearsal's routes. */
export const rehearsalRoutes = (routes: Routes, world: World, reactors: Record<string, Reactor>): void => {
  route(routes, getRehearsal, ({ caller }) =>
    reading(world, caller.org, (unit) => {
      admit(unit, caller);
      return standing(unit);
    }),
  );

  route(routes, resetRehearsal, async ({ body, caller }) => {
    await reading(world, caller.org, async (unit) => {
      admit(unit, caller);
      const unknown = body.regulations.find((r) => !unit.directory.editions.has(r));
      if (unknown)
        throw refused({
          kind: "rule",
          code: "regulation-unknown",
          field: "regulations",
          values: { value: unknown },
        });
    });
    return alone(world.side, caller.org, async () => {
      await begin(world, caller, Date.parse(body.at), body.regulations);
      return reading(world, caller.org, standing);
    });
  });

  route(routes, advanceRehearsal, async ({ body, caller }) => {
    await reading(world, caller.org, async (unit) => admit(unit, caller));
    return alone(world.side, caller.org, async () => {
      const now = await reading(world, caller.org, async (unit) => unit.now);
      const to = target(now, body);
      if (!Number.isFinite(to)) throw new ProblemError(problemOf(400, "to 不是有效的时间。"));
      if (to < now) throw refused({ kind: "rule", code: "rehearsal-backwards", field: "to" });
      if (to - now > furthest) throw refused({ kind: "rule", code: "rehearsal-too-far", field: "to" });
      const fired = await advance(world, caller, to, reactors);
      return {
        now: new Date(to).toISOString(),
        fired: fired.map((f) => ({
          at: new Date(f.at).toISOString(),
          type: f.type,
          clause: f.clause,
          case: f.stream,
        })),
      };
    });
  });
};
