// Departments and posts: how a key is made, what may be granted, and whether the office can still be led.
import type { Department, OrganisationState, Post } from "#domain/organisation/organisation.ts";
import { hasAdmin } from "#domain/staff/form.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";

/** What may be granted to a post; explained at `Actor`. */
export const grants = ["desk", "head", "chief", "admin", "import", "audit"] as const;
export type GrantName = (typeof grants)[number];

export const keyShape = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * A key that nobody has yet, made from a name's syllables: 前台接待 → qiantai-jiedai would be long, so all in one.
 * @param syllables of the name in pinyin; what is no Chinese is taken from the name itself
 * @param fallback used where nothing of the name can stand in a key
 */
export const keyFrom = (
  syllables: readonly string[],
  name: string,
  fallback: string,
  taken: readonly string[],
): string => {
  const latin = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const joined = (syllables.length > 0 ? syllables.join("") : latin).toLowerCase();
  const plain = joined
    .replaceAll(/[^a-z0-9-]/g, "")
    .replace(/^[^a-z]+/, "")
    .replace(/-+$/, "")
    .slice(0, 30);
  const base = plain === "" ? fallback : plain;
  if (!taken.includes(base)) return base;
  for (let n = 2; ; n++) if (!taken.includes(`${base}-${n}`)) return `${base}-${n}`;
};

const replaced = <T extends { key: string }>(all: readonly T[], one: T): T[] =>
  all.some((x) => x.key === one.key) ? all.map((x) => (x.key === one.key ? one : x)) : [...all, one];

/** Why a post may not become this: a name twice, or nobody left who administers. */
export const postFault = (o: OrganisationState, post: Post): Refusal | null => {
  if (!keyShape.test(post.key))
    return refuse("rule", "key-shape", { field: "key", values: { value: post.key } }).refused;
  if (o.posts.some((p) => p.key !== post.key && p.name === post.name))
    return refuse("rule", "name-twice", { field: "name", values: { value: post.name } }).refused;
  if (hasAdmin(o) && !hasAdmin({ ...o, posts: replaced(o.posts, post) }))
    return refuse("rule", "last-admin", { field: "grants" }).refused;
  return null;
};

/** Why a department may not become this. */
export const departmentFault = (o: OrganisationState, d: Department): Refusal | null => {
  if (!keyShape.test(d.key))
    return refuse("rule", "key-shape", { field: "key", values: { value: d.key } }).refused;
  if (o.departments.some((x) => x.key !== d.key && x.name === d.name))
    return refuse("rule", "name-twice", { field: "name", values: { value: d.name } }).refused;
  if (!o.posts.some((p) => p.key === d.head))
    return refuse("rule", "post-unknown", { field: "head", values: { value: d.head } }).refused;
  return null;
};

/** Something that stands in the way of removing a post or a department, to be counted. */
export type Obstacle = { code: string; n: number };

/** What of the organisation itself rests on a post. */
export const restingOnPost = (o: OrganisationState, key: string): Obstacle[] => {
  const roles = Object.values(o.roles).filter((posts) => posts.includes(key)).length;
  const members = o.members.filter((m) => m.posts.includes(key)).length;
  const departments = o.departments.filter((d) => d.head === key).length;
  return [
    { code: "members", n: members },
    { code: "heads", n: departments + (o.head === key ? 1 : 0) },
    { code: "roles", n: roles },
  ].filter((x) => x.n > 0);
};

export const restingOnDepartment = (o: OrganisationState, key: string): Obstacle[] => {
  const n = o.members.filter((m) => m.department === key).length;
  return n > 0 ? [{ code: "members", n }] : [];
};
