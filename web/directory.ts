// The names of members, departments and posts, asked once.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { listDepartments, listMembers, listRoles } from "#api/member.ts";
import { call } from "./call.ts";

const hour = 3_600_000;
export const membersQuery = queryOptions({
  queryKey: ["directory", "members"],
  queryFn: () => call(listMembers),
  staleTime: hour,
});
export const departmentsQuery = queryOptions({
  queryKey: ["directory", "departments"],
  queryFn: () => call(listDepartments),
  staleTime: hour,
});
export const rolesQuery = queryOptions({
  queryKey: ["directory", "roles"],
  queryFn: () => call(listRoles),
  staleTime: hour,
});

type Named = { id: string; name: string };

export type Directory = {
  /** Those who are here; who has left keeps a name only. */
  members: (Named & { posts: string[]; department: string | null })[];
  departments: Named[];
  posts: Named[];
  /** A member id or a post key in words; an unknown one as it is. */
  nameOf: (id: string) => string;
  /** Posts and departments may share a key (engineering), so each is asked by its own name. */
  departmentName: (key: string) => string;
};

export function useDirectory(): Directory {
  const members = useQuery(membersQuery).data?.items ?? [];
  const departments = (useQuery(departmentsQuery).data?.items ?? []).map((d) => ({
    id: d.key,
    name: d.name,
  }));
  const posts = (useQuery(rolesQuery).data?.posts ?? []).map((p) => ({ id: p.key, name: p.name }));
  const names = new Map([...posts, ...members].map((one) => [one.id, one.name]));
  names.set("clock", t("event.byClock"));
  return {
    members: members.filter((one) => !one.left),
    departments,
    posts,
    nameOf: (id) => names.get(id) ?? id,
    departmentName: (key) => departments.find((one) => one.id === key)?.name ?? key,
  };
}

type Held = { owner: string | null; ownerPost: string | null; department: string | null };

/** The department that has a duty: its own, or that of the member who owes it. */
export function departmentOf(duty: Held, { members }: Directory): string | undefined {
  return duty.department ?? members.find((one) => one.id === duty.owner)?.department ?? undefined;
}

/** Who owes a duty: the member, else the post, else the department. */
export function holderName(duty: Held, { nameOf, departmentName }: Directory): string | undefined {
  const who = duty.owner ?? duty.ownerPost;
  if (who) return nameOf(who);
  return duty.department ? departmentName(duty.department) : undefined;
}
