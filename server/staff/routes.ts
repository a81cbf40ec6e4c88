// Staff over HTTP: the list, one of them, somebody joining, somebody changed.
import { addStaff, changeStaff, getHeld, getStaff, listStaff } from "#api/staff.ts";
import type { Member } from "#domain/organisation/organisation.ts";
import {
  changesOf,
  faultsOf,
  hasAdmin,
  namesOf,
  nextMemberId,
  type StaffForm,
  tidied,
} from "#domain/staff/form.ts";
import { refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { pageOf } from "#server/http/page.ts";
import { type Routes, route } from "#server/http/route.ts";
import { endLost } from "#server/http/session/member/lost.ts";
import type { Caller, Verdict } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { admitAdmin, admitReader } from "./admit.ts";
import { heldBy } from "./held.ts";
import { leavingRoutes } from "./leave.ts";
import { chosen, memberNamed, showMember } from "./show.ts";
import { tableRoutes } from "./table.ts";
import { changed, formProblem, nameAccounts, staffChanges, withMembers } from "./write.ts";

type Answer = { status: number; body: ReturnType<typeof showMember> };

const given = (body: { [F in keyof StaffForm]?: StaffForm[F] | undefined }): StaffForm =>
  tidied(Object.fromEntries(Object.entries(body).filter(([, v]) => v !== undefined)));

const join = async (unit: Unit, form: StaffForm): Promise<Verdict<Answer>> => {
  const { organisation: o, org } = unit.directory;
  const faults = faultsOf(o, org, form, undefined);
  if (faults.length > 0) throw formProblem(faults);
  const id = nextMemberId(o, org);
  const member: Member = { ...form, id, username: namesOf(org, form, undefined).username, left: false };
  await nameAccounts(unit, [member]);
  const { username } = member;
  const event = { type: "staff.joined", data: { member: id, ...form, username } };
  const changes = await staffChanges(unit, [[id, event]]);
  return { changes, answer: () => ({ status: 201, body: showMember(org, member) }) };
};

const change = async (unit: Unit, id: string, form: StaffForm, me: string): Promise<Verdict<Answer>> => {
  const { organisation: o, org } = unit.directory;
  const before = memberNamed(o, id);
  const faults = faultsOf(o, org, form, before);
  if (faults.length > 0) throw formProblem(faults);
  if (before.left && (form.posts.length > 0 || form.department !== null))
    return refuse("rule", "member-left", { field: "posts", values: { value: before.name } });
  const changes = changesOf(org, before, form);
  const member = changed(before, changes);
  const body = showMember(org, member);
  if (Object.keys(changes).length === 0) return { changes: [], answer: () => ({ status: 200, body }) };
  const after = withMembers(o, [member]);
  if (hasAdmin(o) && !hasAdmin(after)) return refuse("rule", "last-admin", { field: "posts" });
  await nameAccounts(unit, [member]);
  await endLost(unit, after, me);
  return {
    changes: await staffChanges(unit, [[id, { type: "staff.changed", data: changes }]]),
    answer: () => ({ status: 200, body }),
  };
};

/** What changes members is decided one at a time. */
const command = <T>(caller: Caller, decide: (unit: Unit) => Promise<Verdict<T>>) => ({
  streams: [],
  configures: true as const,
  decide: async (unit: Unit) => {
    admitAdmin(unit, caller);
    return decide(unit);
  },
});

/** Registers the routes of staff. */
export const staffRoutes = (routes: Routes, world: World): void => {
  // Before those with a name in their path.
  tableRoutes(routes, world);

  route(routes, listStaff, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      admitReader(unit, caller);
      const { organisation: o, org } = unit.directory;
      const left = o.members.filter((m) => m.left).length;
      const found = chosen(o, query).map((m) => showMember(org, m));
      return { ...pageOf(found, query), here: o.members.length - left, left };
    }),
  );

  route(routes, getStaff, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      admitReader(unit, caller);
      return showMember(caller.org, memberNamed(unit.directory.organisation, params.id));
    }),
  );

  route(routes, addStaff, ({ body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      command(caller, (unit) => join(unit, given(body))),
    ),
  );

  route(routes, changeStaff, ({ params, body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      command(caller, (unit) => change(unit, params.id, given(body), caller.member)),
    ),
  );

  route(routes, getHeld, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      admitReader(unit, caller);
      return heldBy(unit, memberNamed(unit.directory.organisation, params.id));
    }),
  );

  leavingRoutes(routes, world, command);
};
