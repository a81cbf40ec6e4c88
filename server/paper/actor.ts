// Who acts on a paper, with what the organisation knows of posts, members and departments.
import { onlyReads } from "#domain/case/may.ts";
import { findMember, type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import type { PaperActor } from "#domain/paper/command.ts";

/** @param mayAct may the member act on the stream on which the paper lives */
export const paperActor = (
  o: OrganisationState,
  by: { id: string; posts: readonly string[] },
  mayAct: boolean,
): PaperActor => ({
  id: by.id,
  posts: by.posts,
  mayAct: mayAct && !onlyReads(grantsOf(o, by.id)),
  postsOf: postsOf(o),
  known: {
    member: (named) => findMember(o, named, by.id)?.id ?? null,
    department: (key) => o.departments.some((d) => d.key === key),
  },
});
