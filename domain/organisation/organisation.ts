// An organisation as data: its posts, departments, members, calendar, and which post stands for which role.
import type { Actor } from "#domain/case/may.ts";
import {
  asInstant,
  asText,
  type Facts,
  type Refusal,
  refuse,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";
import type { CalendarSource } from "#domain/time/calendar.ts";
import { shaping } from "./shape.ts";

export type Post = { key: string; name: string; grants: string[] };
export type Department = { key: string; name: string; head: string };
export type Member = {
  id: string;
  name: string;
  username: string;
  posts: string[];
  department: string | null;
  phone?: string | null;
  email?: string | null;
  /** Employee number. */
  number?: string | null;
  /** No longer here; only the name still shows. */
  left?: boolean;
};

/** A year's official days as the organisation typed them; they take the place of the known ones. */
export type Holidays = { closed: string[]; worked: string[] };

/** Decides for a member on approvals, from one instant to another (epoch ms, both included). */
export type Deputy = { deputy: string; from: number; to: number };

/** Figures set by somebody at an instant of the database's clock (epoch ms); null takes one away. */
export type FigureChange = {
  at: number | null;
  /** The same on the organisation's own clock. */
  on: number | null;
  by: string | null;
  figures: Record<string, string | null>;
};

/** What an organisation's file says; grants are explained at `Actor`. */
export type OrganisationState = Facts & {
  name: string;
  timeZone: string;
  rehearsal: boolean;
  week: CalendarSource["week"];
  posts: Post[];
  departments: Department[];
  members: Member[];
  /** The post to which a role without a post falls. */
  head: string;
  /** Regulations adopted at its founding. */
  adopts: string[];
  /** Its own figures for blanks as they stand: clause id → length in words; `at once` and `promptly` for all clauses. */
  figures: Record<string, string>;
  /** How they came to stand so, oldest first; those of the founding have no time. */
  figureChanges?: FigureChange[];
  /** `regulation/role` → posts. */
  roles: Record<string, string[]>;
  /** Member → who decides approvals for them, and when. */
  deputies: Record<string, Deputy[]>;
  /** Year → its days, where the organisation typed them itself. */
  holidays: Record<string, Holidays>;
  /** Section → its values; each is checked by the noun whose it is. */
  settings: Record<string, Facts>;
};

const initial: OrganisationState = {
  name: "",
  timeZone: "Asia/Shanghai",
  rehearsal: false,
  week: "always",
  posts: [],
  departments: [],
  members: [],
  head: "",
  adopts: [],
  figures: {},
  roles: {},
  deputies: {},
  holidays: {},
  settings: {},
};

const evolve = (s: OrganisationState, e: StreamEvent): OrganisationState => {
  if (e.type === "organisation.founded") {
    const founded = { ...initial, ...(e.data as Partial<OrganisationState>) };
    return { ...founded, figureChanges: [{ at: null, on: null, by: null, figures: founded.figures }] };
  }
  if (e.type === "organisation.figures-set") {
    const figures = e.data.figures as FigureChange["figures"];
    const change: FigureChange = { at: e.recordedAt, on: e.at, by: e.by, figures };
    const figureChanges = [...(s.figureChanges ?? []), change];
    return { ...s, figureChanges, figures: figuresAt({ ...s, figureChanges }, e.recordedAt) };
  }
  if (e.type === "organisation.roles-mapped")
    return { ...s, roles: { ...s.roles, ...(e.data.roles as Record<string, string[]>) } };
  if (e.type === "organisation.deputies-named")
    return { ...s, deputies: { ...s.deputies, [e.by]: readDeputies(e.data.deputies) } };
  const shaped = shaping[e.type]?.(s, e.data);
  return shaped ? { ...s, ...shaped } : s;
};

/** The organisation's own figures as they stood at an instant of the database's clock (epoch ms). */
export const figuresAt = (o: OrganisationState, at: number): Record<string, string> => {
  if (!o.figureChanges) return o.figures;
  const figures: Record<string, string> = {};
  for (const change of o.figureChanges) {
    if (change.at !== null && change.at > at) continue;
    for (const [key, figure] of Object.entries(change.figures))
      if (figure === null) delete figures[key];
      else figures[key] = figure;
  }
  return figures;
};

const readDeputies = (value: unknown): Deputy[] =>
  (Array.isArray(value) ? (value as Facts[]) : []).flatMap((d) => {
    const [deputy, from, to] = [asText(d.deputy), asInstant(d.from), asInstant(d.to)];
    return deputy !== null && from !== null && to !== null ? [{ deputy, from, to }] : [];
  });

export const organisationKind: StreamKind<OrganisationState> = {
  name: "organisation",
  initial,
  evolve,
  personal: { "organisation.founded": [] },
};

export const memberOf = (o: OrganisationState, id: string): Member | undefined =>
  o.members.find((m) => m.id === id);

/** Who holds a post now. */
export const holderOf = (o: OrganisationState, post: string): Member | undefined =>
  o.members.find((m) => m.posts.includes(post));

/** A member by id, post key or `me`; never one who has left. */
export const findMember = (o: OrganisationState, ref: string, me: string): Member | undefined => {
  const named = memberOf(o, ref === "me" ? me : ref);
  return named && !named.left ? named : holderOf(o, ref);
};

/** Whether this names somebody who is not here any more. */
export const isGone = (o: OrganisationState, ref: string): boolean => memberOf(o, ref)?.left === true;

/** Why nobody can be found under a name: there is no such person, or they have left. */
export const notHere = (o: OrganisationState, ref: string, field: string): { refused: Refusal } =>
  isGone(o, ref)
    ? refuse("rule", "member-left", { field, values: { value: memberOf(o, ref)?.name ?? ref } })
    : refuse("rule", "member-unknown", { field, values: { value: ref } });

export const headOf = (o: OrganisationState, department: string): Member | undefined => {
  const d = o.departments.find((x) => x.key === department);
  return d ? holderOf(o, d.head) : undefined;
};

/** The posts that stand for a regulation's role; a role without a post falls to the head. */
export const postsOf =
  (o: OrganisationState) =>
  (role: string): readonly string[] => {
    const posts = o.roles[role];
    return posts && posts.length > 0 ? posts : [o.head];
  };

/** A member with what the posts grant. */
export const actorOf = (o: OrganisationState, m: Member): Actor => ({
  id: m.id,
  posts: m.posts,
  department: m.department,
  grants: [...new Set(o.posts.filter((p) => m.posts.includes(p.key)).flatMap((p) => p.grants))],
});

/** The name of whoever did it, or null for the clock. */
export const nameOf = (o: OrganisationState, member: string): string | null =>
  asText(memberOf(o, member)?.name);
