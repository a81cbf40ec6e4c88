// Writes what becomes of members: their own streams, their accounts' names, their sessions.
import { type Member, memberOf, nameOf, type OrganisationState } from "#domain/organisation/organisation.ts";
import { namesOf, type StaffChanges, type StaffFault, withMember } from "#domain/staff/form.ts";
import { type StaffState, staffKind } from "#domain/staff/staff.ts";
import { type NewEvent, type Refusal, refuse, replay } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { nameAccount } from "#server/http/session/member/account.ts";
import { asOwner } from "#server/http/session/owner.ts";
import type { Change } from "#server/log/command.ts";
import { streamId } from "#server/log/stream-id.ts";
import { readMore, type Unit } from "#server/log/unit.ts";

export const staffStream = (org: string, member: string): string => streamId(org, "staff", member);

/** What a founded member's own stream begins with: everything that is known of them. */
const joinedAs = (m: Member): NewEvent => ({
  type: "staff.joined",
  data: {
    ...{ member: m.id, name: m.name, username: m.username, number: m.number ?? null },
    ...{ phone: m.phone ?? null, email: m.email ?? null, department: m.department, posts: m.posts },
  },
});

/** Event by member, as changes of their streams; those of the founding get a stream of their own with the first. */
export const staffChanges = async (
  unit: Unit,
  events: readonly (readonly [string, NewEvent])[],
): Promise<Change[]> => {
  const { organisation: o, org } = unit.directory;
  const byMember = Map.groupBy(events, ([member]) => member);
  const ids = [...byMember.keys()].map((member) => staffStream(org, member));
  const histories = new Map((await readMore(unit, ids, true)).map((h) => [h.id, h]));
  return [...byMember].map(([member, theirs]) => {
    const stream = staffStream(org, member);
    const history = histories.get(stream);
    const state: StaffState = replay(staffKind, history?.events ?? []);
    const before = memberOf(o, member);
    const first = state.member === null && before ? [joinedAs(before)] : [];
    const change = { stream, kind: "staff", run: 0, events: [...first, ...theirs.map(([, e]) => e)] };
    return history ? { ...change, history } : change;
  });
};

/** Brings accounts to the names under which members sign in now. Throws ProblemError where one is taken. */
export const nameAccounts = async (unit: Unit, members: readonly Member[]): Promise<void> => {
  const { org } = unit.directory;
  const taken = await asOwner(unit.client, async (client) => {
    for (const m of members) {
      const names = namesOf(org, { number: m.number ?? null, phone: m.phone ?? null }, m);
      if (names.username === "") continue;
      const field = await nameAccount(client, { org, member: m.id, name: m.name, ...names });
      if (field) return field === "second" || !m.number ? "phone" : "number";
    }
    return null;
  });
  if (taken)
    throw refused({ kind: "rule", code: `staff-${taken}-taken`, field: taken, values: { who: "—" } });
};

/** A member as changes leave them. */
export const changed = (m: Member, changes: StaffChanges): Member => ({ ...m, ...changes });

/** The organisation with some members as they will be. */
export const withMembers = (o: OrganisationState, members: readonly Member[]): OrganisationState =>
  members.reduce(withMember, o);

/** Every fault of a form, each at its field. */
export const formProblem = (faults: readonly StaffFault[]): ProblemError => {
  const errors = faults.map(({ field, code, value }) => ({
    field,
    message: say(code, { value, who: value }),
  }));
  const more = { type: `urn:shouwen:refusal:${faults[0]?.code}`, errors };
  return new ProblemError(problemOf(422, errors[0]?.message ?? "", more));
};

/** Why somebody named cannot take something over, or null. */
export const unfitSuccessor = (
  o: OrganisationState,
  id: string,
  from: string,
  field: string,
): { refused: Refusal } | null => {
  const m = memberOf(o, id);
  if (!m) return refuse("rule", "member-unknown", { field, values: { value: id } });
  if (m.left) return refuse("rule", "member-left", { field, values: { value: nameOf(o, id) ?? id } });
  return id === from ? refuse("rule", "successor-self", { field }) : null;
};
