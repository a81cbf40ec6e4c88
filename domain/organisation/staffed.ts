// The organisation with the people who work there: those of its founding, as their own streams changed them.
import type { StaffState } from "#domain/staff/staff.ts";
import { actorOf, type Member, memberOf, type OrganisationState } from "./organisation.ts";

/** The same object for the same state: an organisation's past shares nearly everybody. */
const made = new WeakMap<StaffState, Member>();

const asMember = (s: StaffState): Member => {
  const known = made.get(s);
  if (known) return known;
  const member = memberFrom(s);
  made.set(s, member);
  return member;
};

const memberFrom = (s: StaffState): Member => ({
  id: s.member ?? "",
  name: s.name ?? "—",
  username: s.username ?? "",
  posts: s.posts,
  department: s.department,
  phone: s.phone,
  email: s.email,
  number: s.number,
  left: s.left,
});

/** @param staff everybody who has a stream of their own, in any order */
export const staffed = (o: OrganisationState, staff: readonly StaffState[]): OrganisationState => {
  const own = new Map(staff.flatMap((s) => (s.member === null ? [] : [[s.member, asMember(s)] as const])));
  const founded = o.members.map((m) => own.get(m.id) ?? m);
  const known = new Set(founded.map((m) => m.id));
  const joined = [...own.values()].filter((m) => !known.has(m.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...o, members: [...founded, ...joined] };
};

/** What the posts of a member grant; nothing to somebody unknown. */
export const grantsOf = (o: OrganisationState, member: string): readonly string[] => {
  const known = memberOf(o, member);
  return known ? actorOf(o, known).grants : [];
};

/** The values of one section of the settings; empty where nobody has set any. */
export const sectionOf = (o: OrganisationState, section: string): Record<string, unknown> =>
  o.settings[section] ?? {};
