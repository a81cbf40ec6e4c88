// Notices that leave the house, over HTTP: settings, record, a trial, sending again.
import { getDelivery, listDeliveries, sendAgain, testDelivery } from "#api/delivery.ts";
import { deliveryOf } from "#domain/delivery/settings.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { keptSecrets } from "#server/http/session/secret.ts";
import type { Caller } from "#server/log/command.ts";
import { inUnit, reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { contactOf } from "./message/contact.ts";
import { choiceRoutes } from "./page/choice.ts";
import { deliveryForm, formOf } from "./page/form.ts";
import { againOf, countsOf, listRecord } from "./page/record.ts";
import { tryChannel } from "./page/trial.ts";
import type { Outside } from "./send.ts";

const demand = (unit: Unit, caller: Caller, ...one: string[]): void => {
  const grants = grantsOf(unit.directory.organisation, caller.member);
  if (!one.some((grant) => grants.includes(grant)))
    throw refused(refuse("forbidden", "may-not-admin").refused);
};

/** Registers the routes of deliveries. @param nudge is called when something is to go out at once */
export const deliveryRoutes = (routes: Routes, world: World, outside: Outside, nudge: () => void): void => {
  route(routes, getDelivery, async ({ caller }) => {
    const kept = await keptSecrets(world.side, caller.org);
    return reading(world, caller.org, async (unit) => {
      demand(unit, caller, "admin", "audit");
      const { organisation } = unit.directory;
      const here = organisation.members.filter((m) => !m.left);
      return {
        ...formOf(deliveryOf(organisation), kept),
        ...(await countsOf(unit)),
        reachable: here.filter((m) => contactOf(m).email !== null).length,
        members: here.length,
      };
    });
  });

  deliveryForm(routes, world);
  choiceRoutes(routes, world);

  route(routes, listDeliveries, ({ caller, query }) =>
    reading(world, caller.org, async (unit) => {
      demand(unit, caller, "admin", "audit");
      return listRecord(unit, query);
    }),
  );

  route(routes, sendAgain, async ({ caller, body }) => {
    const count = await inUnit(world, caller.org, {}, async (unit) => {
      demand(unit, caller, "admin");
      return { result: await againOf(unit, body), commit: true };
    });
    if (count === 0 && "id" in body)
      throw refused(refuse("unknown", "delivery-unknown", { field: "id" }).refused);
    nudge();
    return { count };
  });

  route(routes, testDelivery, async ({ caller, body }) => {
    await reading(world, caller.org, async (unit) => demand(unit, caller, "admin"));
    return tryChannel(world, outside, caller, body);
  });
};
