// Who decides approvals in a member's place, for a time: named by the member, kept on the organisation's stream.
import { deleteDeputies, getDeputies, putDeputies } from "#api/deputy.ts";
import { type Deputy, findMember, memberOf, nameOf, notHere } from "#domain/organisation/organisation.ts";
import { type NewEvent, type Refusal, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { type Input, type Routes, route } from "#server/http/route.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

const show = ({ directory: { organisation: o } }: Unit, member: string, d: Deputy) => ({
  member,
  memberName: nameOf(o, member),
  deputy: d.deputy,
  deputyName: nameOf(o, d.deputy),
  from: iso(d.from),
  to: iso(d.to),
});

const shown = (unit: Unit, me: string, own: readonly Deputy[]) => {
  const others = Object.entries(unit.directory.organisation.deputies);
  return {
    items: own.map((d) => show(unit, me, d)),
    // What is over says nothing any more.
    for: others.flatMap(([member, named]) =>
      named
        .filter((d) => d.deputy === me && member !== me && d.to >= unit.now)
        .map((d) => show(unit, member, d)),
    ),
  };
};

type Given = { deputy: string; from: string; to: string };

const readGiven = (unit: Unit, me: string, items: readonly Given[]): Deputy[] | { refused: Refusal } => {
  const named: Deputy[] = [];
  for (const [n, item] of items.entries()) {
    const person = findMember(unit.directory.organisation, item.deputy, me);
    const field = `items.${n}.deputy`;
    if (!person) return notHere(unit.directory.organisation, item.deputy, field);
    if (person.id === me) return refuse("rule", "deputy-self", { field });
    const [from, to] = [Date.parse(item.from), Date.parse(item.to)];
    if (to <= from) return refuse("rule", "deputy-period", { field: `items.${n}.to` });
    named.push({ deputy: person.id, from, to });
  }
  return named;
};

/** Registers the routes of deputies. */
export const deputyRoutes = (routes: Routes, world: World): void => {
  route(routes, getDeputies, ({ caller }) =>
    reading(world, caller.org, async (unit) =>
      shown(unit, caller.member, unit.directory.organisation.deputies[caller.member] ?? []),
    ),
  );

  const name = async (
    { caller, request, reply }: Omit<Input<unknown, unknown, unknown>, "body">,
    items: readonly Given[],
  ) => {
    const stream = await reading(world, caller.org, async (unit) => unit.directory.stream);
    return perform(world, caller, request, reply, {
      streams: [stream],
      configures: true,
      decide: (unit) => {
        if (!memberOf(unit.directory.organisation, caller.member))
          return refuse("forbidden", "may-not-anyone");
        const named = readGiven(unit, caller.member, items);
        if ("refused" in named) return named;
        const deputies = named.map((d) => ({ ...d, from: iso(d.from), to: iso(d.to) }));
        const event: NewEvent = { type: "organisation.deputies-named", data: { deputies } };
        return {
          changes: [{ stream, kind: "organisation", run: 0, events: [event] }],
          answer: () => ({ status: 200, body: shown(unit, caller.member, named) }),
        };
      },
    });
  };
  route(routes, putDeputies, (input) => name(input, input.body.items));
  route(routes, deleteDeputies, (input) => name(input, []));
};
