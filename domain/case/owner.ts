// Who owes an obligation of a matter: stored as a post or a department, resolved to a person when read.
import type { Owner } from "#domain/obligation/obligation.ts";
import {
  headOf,
  holderOf,
  isGone,
  type OrganisationState,
  postsOf,
} from "#domain/organisation/organisation.ts";
import type { CaseState } from "./case.ts";

export type Owes = { post: string | null; department: string | null; member: string | null };

/** The post, department or member that owes it as the matter stands. */
export const owedBy = (o: OrganisationState, s: CaseState, owner: Owner): Owes => {
  const none: Owes = { post: null, department: null, member: null };
  if (owner.who === "first-asked") return { ...none, member: s.firstAsked };
  // Where it complains of nobody, it is with whoever was asked first.
  if (owner.who === "against") {
    const { member: named, department } = s.against ?? {};
    // Somebody who has left answers for nothing any more.
    const member = named && !isGone(o, named) ? named : null;
    return { ...none, department: department ?? null, member: member ?? (department ? null : s.firstAsked) };
  }
  if ("department" in owner) {
    const department = owner.department ?? s.department;
    // Before a department has it, it is with whoever was asked first (首问负责).
    if (department === null) return { ...none, member: s.firstAsked };
    const assigned = owner.department === null ? s.assignee : null;
    return { ...none, department, member: assigned };
  }
  const posts = postsOf(o)(owner.role ?? "");
  const firstAsked =
    s.firstAskedPost !== null && posts.includes(s.firstAskedPost) ? s.firstAskedPost : posts[0];
  return { ...none, post: firstAsked ?? o.head };
};

/** The member who owes it now, or null where nobody holds the post. */
export const ownerNow = (o: OrganisationState, s: CaseState, owner: Owner): string | null => {
  const owes = owedBy(o, s, owner);
  if (owes.member) return owes.member;
  const holder = owes.department ? headOf(o, owes.department) : holderOf(o, owes.post ?? "");
  return holder?.id ?? null;
};
