// Members, departments and roles over HTTP, out of the organisation's directory.
import { getMe, listDepartments, listMembers, listRoles, putRoles } from "#api/member.ts";
import { clausesByRole } from "#domain/edition/roles.ts";
import { missingYears } from "#domain/office/missing.ts";
import {
  actorOf,
  headOf,
  holderOf,
  type Member,
  memberOf,
  type OrganisationState,
} from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { perform } from "#server/http/command.ts";
import { pageOf } from "#server/http/page.ts";
import { ProblemError, problemOf } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import { recount } from "#server/log/clock/recount.ts";
import type { Directory } from "#server/log/directory.ts";
import { reading } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

const byAdmin = [
  ...["regulation.edit", "role.edit", "rehearsal.move", "customer.erase"],
  ...["office.edit", "staff.edit", "delivery.edit", "health.read", "erase", "backup"],
];

/** What everybody may know of a colleague. */
const shown = ({ id, name, username, posts, department, left }: Member) => ({
  ...{ id, name, username, posts, department },
  ...(left ? { left } : {}),
});

/** What a member may do at all, by the grants of their posts. */
const mayOf = (grants: readonly string[]): string[] => [
  ...(grants.includes("desk") ? ["case.register"] : []),
  ...(grants.includes("admin") ? byAdmin : []),
  ...(grants.includes("admin") || grants.includes("audit") ? ["audit.read"] : []),
  ...(grants.includes("import") ? ["import"] : []),
  ...(grants.includes("head") ? ["department.lead"] : []),
  ...(grants.includes("chief") ? ["organisation.lead"] : []),
];

/** Every role of every regulation in force, with the posts that stand for it. */
const roleRows = (d: Directory, now: number) =>
  Object.entries(d.inForceAt(now)).flatMap(([key, edition]) => {
    const regulation = d.regulation(key, edition);
    const clauses = clausesByRole(regulation);
    return Object.entries(regulation.roles).map(([role, name]) => {
      const posts = d.organisation.roles[`${key}/${role}`] ?? [];
      return {
        regulation: key,
        regulationTitle: regulation.title,
        role,
        name,
        posts,
        fallsToHead: posts.length === 0,
        clauses: clauses.get(role) ?? [],
      };
    });
  });

const postRows = (o: OrganisationState) =>
  o.posts.map((p) => ({ key: p.key, name: p.name, member: holderOf(o, p.key)?.id ?? null }));

const loudYears = (d: Directory, now: number): number[] =>
  missingYears([...d.calendar.published], localDate(d.calendar, now))
    .filter((y) => y.loud)
    .map((y) => y.year);

/** Registers the routes of members; `demo` tells whether the demo is on. */
export const memberRoutes = (routes: Routes, world: World, demo: boolean): void => {
  route(routes, getMe, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const member = memberOf(d.organisation, caller.member);
      if (!member || member.left) throw new ProblemError(problemOf(401, "sign-in-again"));
      const { grants } = actorOf(d.organisation, member);
      const organisation = {
        id: d.org,
        name: d.organisation.name,
        timeZone: d.organisation.timeZone,
        rehearsal: d.rehearsal,
        demo,
      };
      const now = new Date(unit.now).toISOString();
      const warned = grants.includes("admin") && !d.rehearsal ? { missingYears: loudYears(d, unit.now) } : {};
      return { member: shown(member), organisation, posts: member.posts, may: mayOf(grants), ...warned, now };
    }),
  );

  route(routes, listMembers, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => pageOf(unit.directory.organisation.members.map(shown), query)),
  );

  route(routes, listDepartments, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const o = unit.directory.organisation;
      const items = o.departments.map((d) => ({
        key: d.key,
        name: d.name,
        head: headOf(o, d.key)?.id ?? null,
      }));
      return pageOf(items, query);
    }),
  );

  route(routes, listRoles, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      return { ...pageOf(roleRows(d, unit.now), query), posts: postRows(d.organisation) };
    }),
  );

  route(routes, putRoles, async ({ body, caller, request, reply }) => {
    const answered = await perform(world, caller, request, reply, {
      streams: [await reading(world, caller.org, async (unit) => unit.directory.stream)],
      configures: true,
      decide: (unit) => {
        const o = unit.directory.organisation;
        const member = memberOf(o, caller.member);
        if (!member || !actorOf(o, member).grants.includes("admin"))
          return refuse("forbidden", "may-not-admin");
        const known = new Set(roleRows(unit.directory, unit.now).map((r) => `${r.regulation}/${r.role}`));
        const roles: Record<string, string[]> = {};
        for (const [n, item] of body.items.entries()) {
          const role = `${item.regulation}/${item.role}`;
          if (!known.has(role))
            return refuse("rule", "role-unknown", { field: `items.${n}.role`, values: { value: role } });
          const post = item.posts.find((p) => !o.posts.some((x) => x.key === p));
          if (post)
            return refuse("rule", "post-unknown", { field: `items.${n}.posts`, values: { value: post } });
          roles[role] = item.posts;
        }
        const events = [{ type: "organisation.roles-mapped", data: { roles } }];
        return {
          changes: [{ stream: unit.directory.stream, kind: "organisation", events }],
          answer: () => ({ status: 200, body: null }),
        };
      },
    });
    if (answered !== null) return answered;
    // Clocks and approvals may be other people's now: the rows by which desks find them are written anew.
    await recount(world, caller.org);
    return reading(world, caller.org, async (unit) => ({ items: roleRows(unit.directory, unit.now) }));
  });
};
