// Filters that name somebody or something of the organisation: an unknown name is a mistake, not an empty list.
import { editionName } from "#domain/edition/edition.ts";
import { findMember, type Member, type OrganisationState } from "#domain/organisation/organisation.ts";
import { isOwnClause } from "#domain/retention/own.ts";
import type { Directory } from "#server/log/directory.ts";
import { say } from "./i18n/say.ts";
import { ProblemError, problemOf } from "./problem.ts";

const unknown = (field: string, value: string): ProblemError => {
  const message = say("filter-unknown", { value });
  return new ProblemError(problemOf(400, `${field}: ${message}`, { errors: [{ field, message }] }));
};

/**
 * Whom `owner` names by member id, post key or `me`.
 * @returns the member and the posts; of a post that nobody holds only the post
 * @throws ProblemError 400
 */
export const ownerNamed = (
  o: OrganisationState,
  ref: string,
  me: string,
): { member: Member | null; posts: readonly string[] } => {
  const member = findMember(o, ref, me);
  if (member) return { member, posts: member.posts };
  if (o.posts.some((p) => p.key === ref)) return { member: null, posts: [ref] };
  throw unknown("owner", ref);
};

/** Throws ProblemError 400 for a department that is none. */
export const checkDepartment = (o: OrganisationState, key: string): void => {
  if (!o.departments.some((d) => d.key === key)) throw unknown("department", key);
};

/** Throws ProblemError 400 for a clause that no edition kept here has. */
export const checkClause = (d: Directory, clause: string): void => {
  if (isOwnClause(clause)) return;
  const [key = "", ...rest] = clause.split("/");
  const id = rest.join("/");
  const dates = d.editions.get(key)?.state.editions.map((e) => editionName(e.date)) ?? [];
  if (!dates.some((date) => d.regulation(key, date).clauses.some((c) => c.id === id)))
    throw unknown("clause", clause);
};
