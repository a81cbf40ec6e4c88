// What is written down of somebody who works here, put into one shape, and what is wrong with it.
import { signInNames } from "#domain/account/name.ts";
import { holderOf, type Member, type OrganisationState } from "#domain/organisation/organisation.ts";

export type StaffForm = {
  name: string;
  /** Employee number. */
  number: string | null;
  phone: string | null;
  email: string | null;
  department: string | null;
  posts: string[];
};
export type StaffFault = { field: keyof StaffForm; code: string; value: string };

const blank = (text: string | null | undefined): string | null => {
  const plain = (text ?? "").normalize("NFKC").trim();
  return plain === "" ? null : plain;
};

/** Blanks, full-width figures and the dashes of a telephone are typing habits, not differences. */
export const tidied = (raw: Partial<StaffForm>): StaffForm => ({
  name: (blank(raw.name) ?? "").replaceAll(/\s+/gu, " "),
  number: blank(raw.number),
  phone: blank(raw.phone)?.replaceAll(/[\s().-]/g, "") || null,
  email: blank(raw.email)?.toLowerCase() ?? null,
  department: blank(raw.department),
  posts: [...new Set((raw.posts ?? []).map((p) => p.trim()).filter(Boolean))],
});

/** The names by which somebody signs in; one that was given at the founding stays the first. */
export const namesOf = (
  org: string,
  form: Pick<StaffForm, "number" | "phone">,
  before: Member | undefined,
): { username: string; second: string | null } => {
  const own = signInNames(org, form);
  const given = before?.username ?? "";
  const made = before
    ? signInNames(org, { number: before.number ?? null, phone: before.phone ?? null })
    : { username: null };
  // What was never made of a number or a telephone does not follow them.
  if (given !== "" && given !== made.username) {
    const second = [own.username, own.second].find((name) => name !== null && name !== given);
    return { username: given, second: second ?? null };
  }
  return { username: own.username ?? given, second: own.second };
};

const shapes: readonly (readonly ["number" | "phone" | "email", RegExp, string])[] = [
  ["number", /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,29}$/u, "staff-number-shape"],
  ["phone", /^\+?\d{5,20}$/, "staff-phone-shape"],
  ["email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/, "staff-email-shape"],
];

/** Every name by which a member may sign in. */
export const allNames = (org: string, m: Member): (string | null)[] => {
  const { username, second } = signInNames(org, { number: m.number ?? null, phone: m.phone ?? null });
  return [m.username.toLowerCase(), username, second];
};

/** Somebody else who signs in by this name. */
export type WhoHas = (name: string, self: string | null) => Member | undefined;

const taken = (whoHas: WhoHas, org: string, form: StaffForm, self: string | null): StaffFault[] =>
  (["number", "phone"] as const).flatMap((field) => {
    const name = form[field] ? signInNames(org, { [field]: form[field] }).username : null;
    const other = name ? whoHas(name, self) : undefined;
    return other ? [{ field, code: `staff-${field}-taken`, value: other.name }] : [];
  });

/**
 * Everything that is wrong with a form, field by field.
 * @param self whose form it is; undefined for somebody new
 * @param whoHas for whoever asks of many forms, where names are found faster
 */
export const faultsOf = (
  o: OrganisationState,
  org: string,
  form: StaffForm,
  self: Member | undefined,
  whoHas: WhoHas = (name, me) => o.members.find((m) => m.id !== me && allNames(org, m).includes(name)),
): StaffFault[] => {
  const faults: StaffFault[] = [];
  if (form.name === "") faults.push({ field: "name", code: "staff-name-missing", value: "" });
  if (namesOf(org, form, self).username === "")
    faults.push({ field: "number", code: "staff-no-sign-in", value: form.name });
  for (const [field, shape, code] of shapes) {
    const own = form[field];
    if (own !== null && !shape.test(own)) faults.push({ field, code, value: own });
  }
  const { department } = form;
  if (department !== null && !o.departments.some((d) => d.key === department))
    faults.push({ field: "department", code: "department-unknown", value: department });
  for (const post of form.posts)
    if (!o.posts.some((p) => p.key === post))
      faults.push({ field: "posts", code: "post-unknown", value: post });
  return [...faults, ...taken(whoHas, org, form, self?.id ?? null)];
};

export type StaffChanges = Partial<StaffForm> & { username?: string };

/** What differs from how the member stands, with the sign-in name that comes of it; empty where nothing does. */
export const changesOf = (org: string, before: Member, form: StaffForm): StaffChanges => {
  const changes: StaffChanges = {};
  if (form.name !== before.name) changes.name = form.name;
  for (const f of ["number", "phone", "email", "department"] as const)
    if (form[f] !== (before[f] ?? null)) changes[f] = form[f];
  if ([...form.posts].sort().join() !== [...before.posts].sort().join()) changes.posts = form.posts;
  const { username } = namesOf(org, form, before);
  if (username !== before.username) changes.username = username;
  return changes;
};

/** The organisation with one member as they will be. */
export const withMember = (o: OrganisationState, m: Member): OrganisationState => ({
  ...o,
  members: o.members.some((x) => x.id === m.id)
    ? o.members.map((x) => (x.id === m.id ? m : x))
    : [...o.members, m],
});

/** The next id: opaque, since it outlives whatever is known of the person. */
export const nextMemberId = (o: OrganisationState, org: string): string => {
  const numbers = o.members.map((m) => Number(/\.s(\d+)$/.exec(m.id)?.[1] ?? 0));
  return `${org}.s${Math.max(0, ...numbers) + 1}`;
};

/** Somebody must be left who may administer, else nobody ever could again. */
export const hasAdmin = (o: OrganisationState): boolean =>
  o.posts.some((p) => p.grants.includes("admin") && holderOf(o, p.key) !== undefined);
