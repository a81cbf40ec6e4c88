// Who owes a recurring duty: the posts that stand for its role, and whoever leads those who hold them.
import type { Owner } from "#domain/obligation/obligation.ts";
import {
  headOf,
  holderOf,
  memberOf,
  type OrganisationState,
  postsOf,
} from "#domain/organisation/organisation.ts";

/** The posts that owe it; what names no role falls to the head. */
export const postsOwing = (o: OrganisationState, owner: Owner): readonly string[] =>
  "department" in owner && owner.department
    ? [o.departments.find((d) => d.key === owner.department)?.head ?? o.head]
    : postsOf(o)(owner.role ?? "");

/** The post that owes it first, its holder and the holder's department. */
export const owedBy = (o: OrganisationState, owner: Owner) => {
  const post = postsOwing(o, owner)[0] ?? o.head;
  return { post, department: null, member: null };
};

/** The member who owes it now; null where nobody holds the post. */
export const ownerNow = (o: OrganisationState, owner: Owner): string | null =>
  holderOf(o, owedBy(o, owner).post)?.id ?? null;

/** Who leads a member: the head of the department, of a head the organisation's head. */
const leaderOf = (o: OrganisationState, member: string): string | undefined => {
  const department = memberOf(o, member)?.department;
  const head = department ? headOf(o, department)?.id : undefined;
  return head && head !== member ? head : holderOf(o, o.head)?.id;
};

/** May a member see to it: a holder of one of its posts, or whoever leads one of them. */
export const maySeeTo = (o: OrganisationState, owner: Owner, member: string): boolean => {
  const posts = postsOwing(o, owner);
  const holders = o.members.filter((m) => m.posts.some((p) => posts.includes(p))).map((m) => m.id);
  if (holders.includes(member)) return true;
  const leaders = holders.map((h) => leaderOf(o, h));
  return leaders.includes(member) || (holders.length === 0 && holderOf(o, o.head)?.id === member);
};
