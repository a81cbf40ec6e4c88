// Somebody leaves, hands over, or is back: what they hold is asked for before, and follows as reactions.
import { handOverStaff, leaveStaff, returnStaff, type StaffMember } from "#api/staff.ts";
import { type Member, memberOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { faultsOf, hasAdmin, type StaffForm } from "#domain/staff/form.ts";
import { type NewEvent, type Refusal, refuse } from "#domain/stream/event.ts";
import { perform } from "#server/http/command.ts";
import { type Routes, route } from "#server/http/route.ts";
import { closeAccount, reopenAccount } from "#server/http/session/member/account.ts";
import { asOwner } from "#server/http/session/owner.ts";
import type { Caller, Change, Command, Verdict } from "#server/log/command.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { emptyWithout, heldBy } from "./held.ts";
import { memberNamed, showMember } from "./show.ts";
import { formProblem, nameAccounts, staffChanges, unfitSuccessor, withMembers } from "./write.ts";

type To = { [K in "matters" | "approvals" | "posts"]?: string | null | undefined };
type Asked = { id: string; reason: string; to: To };
type Answer = { status: number; body: StaffMember };
type Making = <T>(caller: Caller, decide: (unit: Unit) => Promise<Verdict<T>>) => Command<T>;
const kinds = ["matters", "approvals", "posts"] as const;

/** Why these cannot take over: unknown, gone, or the same person. */
const unfit = (o: OrganisationState, from: string, to: To): { refused: Refusal } | null => {
  for (const kind of kinds) {
    const id = to[kind];
    const refused = id ? unfitSuccessor(o, id, from, `to.${kind}`) : null;
    if (refused) return refused;
  }
  return null;
};

/** Somebody must be named for what is held; posts may stand empty, but not those that nobody can do without. */
const wanting = async (unit: Unit, m: Member, to: To): Promise<{ refused: Refusal } | null> => {
  const held = await heldBy(unit, m);
  for (const kind of ["matters", "approvals"] as const)
    if (held[kind].count > 0 && !to[kind])
      return refuse("rule", `successor-${kind}`, {
        field: `to.${kind}`,
        values: { n: held[kind].count, who: m.name },
      });
  const needed = held.posts.find((p) => p.needed);
  if (needed && !to.posts)
    return refuse("rule", "successor-posts", { field: "to.posts", values: { value: needed.name } });
  return null;
};

/** Whoever takes the posts that would stand empty has them from now on. */
const heir = (o: OrganisationState, m: Member, to: To): Member | null => {
  const successor = to.posts ? memberOf(o, to.posts) : undefined;
  const empty = emptyWithout(o, m).map((p) => p.key);
  if (!successor || empty.length === 0) return null;
  return { ...successor, posts: [...new Set([...successor.posts, ...empty])] };
};

const handing = (m: Member, to: To): Pick<To, "matters" | "approvals"> & { member: string } => ({
  member: m.id,
  matters: to.matters ?? null,
  approvals: to.approvals ?? null,
});

/** The end of deputies named by somebody or naming them. */
const endedDeputies = async (unit: Unit, member: string): Promise<Change[]> => {
  const { organisation: o, stream } = unit.directory;
  const any = Object.entries(o.deputies).some(
    ([of, named]) => (of === member && named.length > 0) || named.some((d) => d.deputy === member),
  );
  const [history] = any ? await readMore(unit, [stream], true) : [];
  const events = [{ type: "organisation.deputies-ended", data: { member } }];
  return history ? [{ stream, kind: "organisation", run: 0, events, history }] : [];
};

const leave = async (unit: Unit, { id, reason, to }: Asked, me: string): Promise<Verdict<Answer>> => {
  const { organisation: o, org } = unit.directory;
  const m = memberNamed(o, id);
  if (m.left) return refuse("rule", "member-left", { values: { value: m.name } });
  if (id === me) return refuse("rule", "leave-self");
  const refused = unfit(o, id, to) ?? (await wanting(unit, m, to));
  if (refused) return refused;
  const gone: Member = { ...m, posts: [], department: null, left: true };
  const successor = heir(o, m, to);
  const after = withMembers(o, successor ? [gone, successor] : [gone]);
  if (hasAdmin(o) && !hasAdmin(after)) return refuse("rule", "last-admin", { field: "to.posts" });
  const events: (readonly [string, NewEvent])[] = [
    [id, { type: "staff.left", data: { reason, ...handing(m, to) } }],
  ];
  if (successor) events.push([successor.id, { type: "staff.changed", data: { posts: successor.posts } }]);
  await asOwner(unit.client, (client) => closeAccount(client, org, id));
  const changes = [...(await staffChanges(unit, events)), ...(await endedDeputies(unit, id))];
  return { changes, answer: () => ({ status: 200, body: showMember(org, gone) }) };
};

const handOver = async (unit: Unit, { id, reason, to }: Asked): Promise<Verdict<Answer>> => {
  const { organisation: o, org } = unit.directory;
  const m = memberNamed(o, id);
  const refused = unfit(o, id, to);
  if (refused) return refused;
  if (!to.matters && !to.approvals && !to.posts) return refuse("rule", "successor-none", { field: "to" });
  const event = { type: "staff.handed-over", data: { reason, ...handing(m, to) } };
  const successor = heir(o, m, to);
  const events: (readonly [string, NewEvent])[] = [[id, event]];
  if (successor) events.push([successor.id, { type: "staff.changed", data: { posts: successor.posts } }]);
  return {
    changes: await staffChanges(unit, events),
    answer: () => ({ status: 200, body: showMember(org, m) }),
  };
};

type Back = { department?: string | null | undefined; posts?: string[] | undefined };
const comeBack = async (unit: Unit, id: string, back: Back): Promise<Verdict<Answer>> => {
  const { organisation: o, org } = unit.directory;
  const m = memberNamed(o, id);
  if (!m.left) return refuse("rule", "member-here", { values: { value: m.name } });
  const [department, posts] = [back.department ?? null, back.posts ?? []];
  const form: StaffForm = {
    ...{ name: m.name, number: m.number ?? null, phone: m.phone ?? null, email: m.email ?? null },
    ...{ department, posts },
  };
  const faults = faultsOf(o, org, form, m);
  if (faults.length > 0) throw formProblem(faults);
  const member: Member = { ...m, department, posts, left: false };
  await nameAccounts(unit, [member]);
  await asOwner(unit.client, (client) => reopenAccount(client, org, id));
  const event = { type: "staff.returned", data: { department, posts } };
  return {
    changes: await staffChanges(unit, [[id, event]]),
    answer: () => ({ status: 200, body: showMember(org, member) }),
  };
};

/** Registers the routes by which people leave, hand over and come back. */
export const leavingRoutes = (routes: Routes, world: World, command: Making): void => {
  /** What follows is carried out by the clock's loop, which need not wait for its next look. */
  const followed = async <T>(org: string, work: Promise<T>): Promise<T> => {
    const done = await work;
    world.tell({ org, about: "wake", id: String(Date.now()) });
    return done;
  };

  route(routes, leaveStaff, ({ params, body, caller, request, reply }) =>
    followed(
      caller.org,
      perform(
        world,
        caller,
        request,
        reply,
        command(caller, (unit) => leave(unit, { ...body, ...params }, caller.member)),
      ),
    ),
  );

  route(routes, handOverStaff, ({ params, body, caller, request, reply }) =>
    followed(
      caller.org,
      perform(
        world,
        caller,
        request,
        reply,
        command(caller, (unit) => handOver(unit, { ...body, ...params })),
      ),
    ),
  );

  route(routes, returnStaff, ({ params, body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      command(caller, (unit) => comeBack(unit, params.id, body)),
    ),
  );
};
