// What is written down of somebody who works here, put into one shape, and what is wrong with it.
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

/** The names by which somebody signs in: organisation code and number, organisation code and telephone. */
export const signInNames = (org: string, form: Pick<StaffForm, "number" | "phone">): string[] =>
  [form.number, form.phone].flatMap((own) => (own ? [`${org}.${own}`.toLowerCase()] : []));

/** The first of them; a name that was given at the founding stays. */
export const usernameOf = (org: string, form: StaffForm, before: Member | undefined): string => {
  const given = before?.username ?? "";
  const made = before ? signInNames(org, { number: before.number ?? null, phone: before.phone ?? null }) : [];
  if (given !== "" && !made.includes(given)) return given;
  return signInNames(org, form)[0] ?? given;
};

const shapes: readonly (readonly ["number" | "phone" | "email", RegExp, string])[] = [
  ["number", /^[a-z0-9][a-z0-9_-]{0,29}$/i, "staff-number-shape"],
  ["phone", /^\+?\d{5,20}$/, "staff-phone-shape"],
  ["email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/, "staff-email-shape"],
];

/** Who signs in by this number or telephone already, but for the member themselves. */
const holderOfName = (o: OrganisationState, org: string, own: string, self: string | null) => {
  const name = `${org}.${own}`.toLowerCase();
  return o.members.find(
    (m) =>
      m.id !== self &&
      (m.username.toLowerCase() === name ||
        signInNames(org, { number: m.number ?? null, phone: m.phone ?? null }).includes(name)),
  );
};

const taken = (o: OrganisationState, org: string, form: StaffForm, self: string | null): StaffFault[] =>
  (["number", "phone"] as const).flatMap((field) => {
    const own = form[field];
    const other = own ? holderOfName(o, org, own, self) : undefined;
    return other ? [{ field, code: `staff-${field}-taken`, value: other.name }] : [];
  });

/**
 * Everything that is wrong with a form, field by field.
 * @param self whose form it is; undefined for somebody new
 */
export const faultsOf = (
  o: OrganisationState,
  org: string,
  form: StaffForm,
  self: Member | undefined,
): StaffFault[] => {
  const faults: StaffFault[] = [];
  if (form.name === "") faults.push({ field: "name", code: "staff-name-missing", value: "" });
  if (usernameOf(org, form, self) === "")
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
  return [...faults, ...taken(o, org, form, self?.id ?? null)];
};

/** What differs from how the member stands, with the sign-in name that comes of it; empty where nothing does. */
export const changesOf = (
  org: string,
  before: Member,
  form: StaffForm,
): Partial<StaffForm> & { username?: string } => {
  const changes: Partial<StaffForm> & { username?: string } = {};
  if (form.name !== before.name) changes.name = form.name;
  for (const f of ["number", "phone", "email", "department"] as const)
    if (form[f] !== (before[f] ?? null)) changes[f] = form[f];
  if ([...form.posts].sort().join() !== [...before.posts].sort().join()) changes.posts = form.posts;
  const username = usernameOf(org, form, before);
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
