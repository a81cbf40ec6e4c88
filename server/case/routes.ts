// Matters over HTTP: register, list, read, act.
import { type ActionName, actionInputs } from "#api/action.ts";
import { actOnCase, getCase, listCases, registerCase } from "#api/case.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { Facts } from "#domain/stream/event.ts";
import { perform, seenVersion } from "#server/http/command.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import { ProblemError, refused, shapeProblem } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { actOn, isAction } from "./act.ts";
import { customerOf } from "./answer.ts";
import { phoneGuards } from "./input.ts";
import { findCases } from "./list/list.ts";
import { register } from "./register.ts";
import { showCase } from "./show.ts";

const unknownCase = () => refused({ kind: "unknown", code: "case-unknown" });

const checked = (action: ActionName, body: unknown): Facts => {
  const parsed = actionInputs[action].safeParse(body ?? {});
  if (!parsed.success) throw new ProblemError(shapeProblem(parsed.error));
  return parsed.data as Facts;
};

/** Registers the routes of matters. */
export const caseRoutes = (routes: Routes, world: World): void => {
  route(routes, registerCase, ({ body, caller, request, reply }) =>
    perform(world, caller, request, reply, {
      streams: [],
      begins: true,
      guards: phoneGuards(body as Facts),
      decide: (unit) => register(world, unit, caller, body),
    }),
  );

  route(routes, listCases, ({ query, caller }) =>
    reading(world, caller.org, (unit) => findCases(unit, query, caller.member)),
  );

  route(routes, getCase, ({ params, caller }) => {
    if (!isStreamId(params.id)) throw unknownCase();
    return reading(world, caller.org, async (unit) => {
      const [history] = await readMore(unit, [params.id], false);
      const member = memberOf(unit.directory.organisation, caller.member);
      if (history?.kind !== "case" || !member) throw unknownCase();
      const seen = see(world, unit, history);
      const standing = await standingIn(unit, params.id, history.events, seen.derived, caller);
      const by = actorOf(unit.directory.organisation, member);
      return showCase(unit.directory, standing, by, await customerOf(unit, standing.state, by, null));
    });
  });

  route(routes, actOnCase, async ({ params, caller, request, reply }) => {
    if (!isStreamId(params.id)) throw unknownCase();
    if (!isAction(params.action)) throw refused({ kind: "unknown", code: "action-unknown" });
    const body = checked(params.action, request.body);
    const version = seenVersion(request);
    return perform(world, caller, request, reply, {
      streams: [params.id],
      guards: phoneGuards(body),
      decide: (unit, seen) =>
        actOn(unit, seen(params.id), {
          id: params.id,
          action: params.action,
          body,
          me: caller.member,
          version,
        }),
    });
  });
};
