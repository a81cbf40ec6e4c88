// Departments over HTTP: made, renamed, led, removed while nobody and nothing is in them.
import {
  addDepartment,
  changeDepartment,
  type DepartmentRow,
  listDepartmentRows,
  removeDepartment,
} from "#api/post.ts";
import { departmentFault, keyFrom, restingOnDepartment } from "#domain/office/posts.ts";
import type { Department, OrganisationState } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { perform } from "#server/http/command.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Verdict } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { configuring, inTheWay, resting } from "./configure.ts";

const show = (o: OrganisationState, d: Department): DepartmentRow => ({
  ...d,
  members: o.members.filter((m) => m.department === d.key).map((m) => m.id),
});

const set = (unit: Unit, d: Department, status: number) => {
  const { organisation: o, stream } = unit.directory;
  const fault = departmentFault(o, d);
  if (fault) return { refused: fault };
  const events = [{ type: "organisation.department-set", data: d }];
  return {
    changes: [{ stream, kind: "organisation", run: 0, events }],
    answer: () => ({ status, body: show(o, d) }),
  };
};

const remove = async (unit: Unit, key: string): Promise<Verdict<{ status: number; body: unknown }>> => {
  const { organisation: o, stream } = unit.directory;
  const department = o.departments.find((d) => d.key === key);
  if (!department) return refuse("unknown", "department-unknown", { values: { value: key } });
  const open = "state not in ('closed', 'withdrawn')";
  const refused = inTheWay("department-held", department.name, [
    ...restingOnDepartment(o, key),
    ...(await resting(unit, {
      matters: [`case_view where ${open} and (department = $1 or holder_department = $1) and`, [key]],
      obligations: ["obligation where state = 'open' and owner_department = $1 and", [key]],
    })),
  ]);
  if (refused) return refused;
  const events = [{ type: "organisation.department-removed", data: { key } }];
  return {
    changes: [{ stream, kind: "organisation", run: 0, events }],
    answer: () => ({ status: 200, body: { removed: key } }),
  };
};

/** Registers the routes of departments. */
export const departmentRoutes = (routes: Routes, world: World): void => {
  route(routes, listDepartmentRows, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const o = unit.directory.organisation;
      return { items: o.departments.map((d) => show(o, d)), next: null };
    }),
  );

  route(routes, addDepartment, ({ body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => {
        const { departments, head } = unit.directory.organisation;
        const taken = departments.map((d) => d.key);
        const name = body.name.trim();
        const key = body.key ?? keyFrom(pinyin(name, false).full, name, "department", taken);
        if (taken.includes(key)) return refuse("rule", "key-taken", { field: "key", values: { value: key } });
        return set(unit, { key, name, head: body.head ?? head }, 201);
      }),
    ),
  );

  route(routes, changeDepartment, ({ params, body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => {
        const known = unit.directory.organisation.departments.find((d) => d.key === params.key);
        if (!known) return refuse("unknown", "department-unknown", { values: { value: params.key } });
        return set(unit, { ...known, name: body.name.trim(), head: body.head ?? known.head }, 200);
      }),
    ),
  );

  route(routes, removeDepartment, ({ params, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => remove(unit, params.key)),
    ),
  );
};
