// The duty that an organisation lays upon itself: to look through what was kept long enough. It stands in its settings, in no regulation.
import { type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { compile, type Running } from "#domain/regulation/run/compile.ts";
import { ownClause, ownKey, ownRole } from "./own.ts";
import { retentionOf } from "./settings.ts";

const idOf = (name: string): string => name.slice(ownKey.length + 1);
const role = idOf(ownRole);

const running = (o: OrganisationState, every: string, says: string): Running => {
  const rule = { when: { every }, who: role };
  const clauses = [{ id: idOf(ownClause), at: "", says, rule }];
  const file = { regulation: ownKey, title: o.name, roles: { [role]: role }, clauses };
  return compile(file as unknown as Regulation, postsOf(o));
};

/** What the organisation's own settings ask for now; null where they ask for nothing. */
export const ownRunning = (o: OrganisationState): Running | null => {
  const { every, says } = retentionOf(o);
  return every === null ? null : running(o, every, says);
};

/** The same for a duty that was raised once, whatever the settings say since. */
export const ownRunningOf = (o: OrganisationState, says: string): Running => running(o, "month", says);
