// Whether a member's notices also come by mail, as the member chose.
import { getDeliveryChoice, putDeliveryChoice } from "#api/delivery.ts";
import { deliveryOf } from "#domain/delivery/settings.ts";
import { type MemberState, memberKind } from "#domain/member/member.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { refuse, replay } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { type Routes, route } from "#server/http/route.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { contactOf } from "../message/contact.ts";

const streamOf = (unit: Unit, member: string): string =>
  streamId(unit.org, "member", `${unit.run}/${member}`);

const masked = (email: string | null): string | null =>
  email === null ? null : email.replace(/^(.)[^@]*(?=@)/, "$1***");

const shown = (unit: Unit, member: string, mail: boolean) => {
  const o = unit.directory.organisation;
  return { mail, address: masked(contactOf(memberOf(o, member)).email), offered: deliveryOf(o).mail.on };
};

/** Registers what a member chooses for themselves. */
export const choiceRoutes = (routes: Routes, world: World): void => {
  route(routes, getDeliveryChoice, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const [history] = await readMore(unit, [streamOf(unit, caller.member)], false);
      const state = replay(memberKind, history?.events ?? []) as MemberState;
      return shown(unit, caller.member, state.mail ?? true);
    }),
  );

  route(routes, putDeliveryChoice, async ({ body, caller, request, reply }) => {
    const stream = await reading(world, caller.org, async (unit) => streamOf(unit, caller.member));
    return perform(world, caller, request, reply, {
      streams: [stream],
      guards: [`member/${caller.member}`],
      decide: (unit) => {
        if (!memberOf(unit.directory.organisation, caller.member))
          return refuse("forbidden", "may-not-anyone");
        const events = [{ type: "member.delivery-chosen", data: { mail: body.mail } }];
        return {
          changes: [{ stream, kind: "member", run: unit.run, events }],
          answer: () => ({ status: 200, body: shown(unit, caller.member, body.mail) }),
        };
      },
    });
  });
};
