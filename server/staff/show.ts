// A member as those see them who keep the list.
import type { StaffMember } from "#api/staff.ts";
import { type Member, memberOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { namesOf } from "#domain/staff/form.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { refused } from "#server/http/problem.ts";

/** One member whole, with the names by which they sign in. */
export const showMember = (org: string, m: Member): StaffMember => {
  const { second } = namesOf(org, { number: m.number ?? null, phone: m.phone ?? null }, m);
  return {
    id: m.id,
    name: m.name,
    username: m.username,
    signIn: m.left ? [] : [m.username, second].filter((n): n is string => n !== null && n !== ""),
    number: m.number ?? null,
    phone: m.phone ?? null,
    email: m.email ?? null,
    department: m.department,
    posts: m.posts,
    left: m.left === true,
  };
};

/** The member of this id, gone or here. Throws ProblemError 404. */
export const memberNamed = (o: OrganisationState, id: string): Member => {
  const member = memberOf(o, id);
  if (!member) throw refused({ kind: "unknown", code: "member-unknown", values: { value: id } });
  return member;
};

type Wanted = {
  q?: string | undefined;
  state?: "here" | "left" | "all" | undefined;
  department?: string | undefined;
  post?: string | undefined;
};

const said = (m: Member): string => {
  const { full, initials } = pinyin(m.name, true);
  return [m.name, m.username, m.number, m.phone, m.email, full.join(""), initials].join(" ").toLowerCase();
};

/** Those who fit, by name. */
export const chosen = (o: OrganisationState, w: Wanted): Member[] => {
  const words = (w.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const state = w.state ?? "here";
  return o.members.filter(
    (m) =>
      (state === "all" || (m.left === true) === (state === "left")) &&
      (w.department === undefined || m.department === w.department) &&
      (w.post === undefined || m.posts.includes(w.post)) &&
      words.every((word) => said(m).includes(word)),
  );
};
