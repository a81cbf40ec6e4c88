// Recurring duties over HTTP: list, board, one, done, noted.
import { doDuty, dutyBoard, getDuty, listDuties, noteDuty } from "#api/duty.ts";
import { type DutyCommand, decideDuty } from "#domain/duty/decide.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { see } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, readMore } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { boardOf, findDuties } from "./list.ts";
import { answerDuty } from "./papers.ts";
import { showDuty, standingIn } from "./show.ts";

const unknown = () => refused({ kind: "unknown", code: "duty-unknown" });

type Said = Input<{ id: string }, unknown, { text: string }>;

/** Registers the routes of recurring duties. */
export const dutyRoutes = (routes: Routes, world: World): void => {
  route(routes, listDuties, ({ query, caller }) =>
    reading(world, caller.org, (unit) => findDuties(unit, query, caller.member)),
  );

  route(routes, dutyBoard, ({ query, caller }) =>
    reading(world, caller.org, (unit) => boardOf(unit, query, caller.member)),
  );

  route(routes, getDuty, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const [history] = isStreamId(params.id) ? await readMore(unit, [params.id], false) : [];
      if (history?.kind !== "duty") throw unknown();
      const { derived } = see(world, unit, history);
      return showDuty(unit, params.id, standingIn(unit, history.events, derived), caller.member);
    }),
  );

  const act = (action: DutyCommand["action"]) => async (input: Said) => {
    const { params, body, caller, request, reply } = input;
    if (!isStreamId(params.id)) throw unknown();
    return perform(world, caller, request, reply, {
      streams: [params.id],
      decide: (unit, seen) => {
        const duty = seen(params.id);
        if (duty?.kind !== "duty") return refuse("unknown", "duty-unknown");
        const member = memberOf(unit.directory.organisation, caller.member);
        if (!member) return refuse("forbidden", "may-not-duty");
        const standing = standingIn(unit, duty.history.events, duty.derived);
        const decision = decideDuty(standing, { action, text: body.text, by: member });
        if ("refused" in decision) return decision;
        return {
          changes: [{ stream: params.id, kind: "duty", events: decision.accepted }],
          answer: answerDuty(params.id, caller.member),
        };
      },
    });
  };
  route(routes, doDuty, act("done"));
  route(routes, noteDuty, act("note"));
};
