// How an office shapes itself, event by event: name, hours, settings, posts, departments, deputies.
import type { Facts } from "#domain/stream/event.ts";
import type { Department, OrganisationState, Post } from "./organisation.ts";

/** Takes the place of what has the same key, or stands behind the rest. */
const put = <T extends { key: string }>(all: readonly T[], one: T): T[] =>
  all.some((x) => x.key === one.key) ? all.map((x) => (x.key === one.key ? one : x)) : [...all, one];

type Changes = Partial<Pick<OrganisationState, "name" | "timeZone" | "week" | "head" | "holidays">>;

/** How an office shapes itself, event by event. */
export const shaping: Record<string, (s: OrganisationState, data: Facts) => Partial<OrganisationState>> = {
  "organisation.changed": (s, data) => {
    const { holidays, ...changes } = data as Changes;
    const kept = Object.entries({ ...s.holidays, ...holidays }).filter(([, year]) => year !== null);
    return { ...changes, ...(holidays ? { holidays: Object.fromEntries(kept) } : {}) };
  },
  "organisation.set": (s, data) => ({
    settings: { ...s.settings, [String(data.section)]: (data.value ?? {}) as Facts },
  }),
  "organisation.post-set": (s, data) => ({ posts: put(s.posts, data as Post) }),
  "organisation.post-removed": (s, data) => ({ posts: s.posts.filter((p) => p.key !== data.key) }),
  "organisation.department-set": (s, data) => ({ departments: put(s.departments, data as Department) }),
  "organisation.department-removed": (s, data) => ({
    departments: s.departments.filter((d) => d.key !== data.key),
  }),
  "organisation.deputies-ended": (s, data) => ({ deputies: withoutMember(s.deputies, String(data.member)) }),
};

/** Nobody decides for a member any more, nor the member for anybody. */
const withoutMember = (deputies: OrganisationState["deputies"], member: string) =>
  Object.fromEntries(
    Object.entries(deputies)
      .filter(([of]) => of !== member)
      .map(([of, named]) => [of, named.filter((d) => d.deputy !== member)]),
  );
