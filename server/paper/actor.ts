// Who acts on a paper, with what the organisation knows of posts, members and departments.

import { findMember, type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import type { PaperActor } from "#domain/paper/command.ts";

/** @param mayAct may the member act on the stream on which the paper lives */
export const paperActor = (
  o: OrganisationState,
  by: { id: string; posts: readonly string[] },
  mayAct: boolean,
): PaperActor => ({
  id: by.id,
  posts: by.posts,
  mayAct,
  postsOf: postsOf(o),
  known: {
    member: (named) => findMember(o, named, by.id)?.id ?? null,
    department: (key) => o.departments.some((d) => d.key === key),
  },
});
