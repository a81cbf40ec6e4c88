// Keeping times, what is due, holds and destruction over HTTP.
import { destroyKept, getRetention, liftHold, listDue, placeHold, putRetention } from "#api/retention.ts";
import { perform } from "#server/http/command.ts";
import { ProblemError, refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { rebuild } from "#server/log/proof/rebuild.ts";
import { isStreamId } from "#server/log/read.ts";
import type { Unit } from "#server/log/unit.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Confirm, enteredAgain } from "#server/paper/input.ts";
import { afterErasing } from "../files.ts";
import { destroyIn, mayNotDestroy } from "./destroy.ts";
import { findDue, showDue } from "./due.ts";
import { liftIn, placeIn } from "./hold.ts";
import { settingIn, showRetention } from "./settings.ts";

const settings = (routes: Routes, world: World): void => {
  route(routes, getRetention, ({ caller }) =>
    reading(world, caller.org, (unit) => showRetention(unit, caller.member)),
  );
  route(routes, putRetention, async ({ body, caller, request, reply }) => {
    const stream = await reading(world, caller.org, async (unit) => unit.directory.stream);
    await perform(world, caller, request, reply, settingIn(caller.member, stream, body));
    // The duty may be another post's now: the rows by which desks find it are written anew.
    await rebuild(world, caller.org, ["obligation"]);
    world.tell({ org: caller.org, about: "retention" });
    return reading(world, caller.org, (unit) => showRetention(unit, caller.member));
  });
};

const holds = (routes: Routes, world: World): void => {
  route(routes, placeHold, ({ body, caller, request, reply }) =>
    perform(world, caller, request, reply, {
      streams: [],
      decide: (unit) => placeIn(world, unit, caller.member, body),
    }),
  );
  route(routes, liftHold, ({ params, body, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw refused({ kind: "unknown", code: "hold-unknown" });
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: (unit, seen) => liftIn(unit, caller.member, seen(params.id), body.reason),
    });
  });
};

const onlyDestroyers = (unit: Unit, member: string): void => {
  const not = mayNotDestroy(unit, member);
  if (not) throw refused(not);
};

/**
 * Registers the routes.
 * @param confirm verifies an account's password entered again
 */
export const retentionRoutes = (routes: Routes, world: World, confirm: Confirm): void => {
  settings(routes, world);
  holds(routes, world);
  route(routes, listDue, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      onlyDestroyers(unit, caller.member);
      return showDue(unit, await findDue(world, unit));
    }),
  );
  route(routes, destroyKept, async ({ body, caller, request, reply }) => {
    const { password, ...asked } = body;
    await reading(world, caller.org, async (unit) => onlyDestroyers(unit, caller.member));
    await enteredAgain(caller, password, confirm);
    // Nothing that is kept of the request may be made of the password.
    request.body = asked;
    const decide = (unit: Unit) => destroyIn(world, unit, caller, asked);
    try {
      const answer = await perform(world, caller, request, reply, { streams: [], decide });
      await afterErasing(world, caller.org);
      return answer;
    } catch (error) {
      // Asked once more, it removes what a crash left behind.
      if (error instanceof ProblemError) await afterErasing(world, caller.org);
      throw error;
    }
  });
};
