// Whom a turn concerns: their desks show it at once, everybody else's a little later.
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import type { Rows } from "../world.ts";

/**
 * Members who owe one of the obligations that were written, or are told of something.
 * @param by who acted: theirs may be other windows too
 */
export const concerned = (o: OrganisationState, by: string, rows: Rows): string[] => {
  const members = new Set([by]);
  const holding = new Set<unknown>();
  for (const owed of rows.obligation ?? []) {
    if (owed.owner_member) members.add(String(owed.owner_member));
    holding.add(owed.owner_post);
    const head = o.departments.find((d) => d.key === owed.owner_department)?.head;
    holding.add(head);
  }
  for (const told of rows.notice ?? []) members.add(String(told.recipient));
  for (const sent of rows.circulation ?? []) members.add(String(sent.member));
  for (const m of o.members) if (m.posts.some((post) => holding.has(post))) members.add(m.id);
  members.delete("clock");
  return [...members];
};
