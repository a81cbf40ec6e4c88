// An extension of a deadline is an approved act: only where a clause names who approves.
import { type Obligation, obligationId, stateAt } from "#domain/obligation/obligation.ts";
import { accept, asInstant, asText, refuse } from "#domain/stream/event.ts";
import { dayAt } from "#domain/time/calendar.ts";
import { workingDaysBetween } from "#domain/time/count.ts";
import { askRegulations } from "./asked.ts";
import type { Actor } from "./may.ts";
import {
  askedFirst,
  type CaseCommand,
  type CaseDecision,
  refuseByClause,
  type Standing,
} from "./standing.ts";

const mayExtend = (s: Standing, o: Obligation, by: Actor): boolean => {
  if (s.ownerOf(o) === by.id || by.grants.includes("chief")) return true;
  const department = o.owner.department ?? s.state.department;
  return by.grants.includes("head") && (by.department === department || by.grants.includes("desk"));
};

/** Is there a clock, running or over, that is this member's to ask more time for. */
export const extendable = (s: Standing, by: Actor): boolean =>
  s.obligations.some((o) => o.dueAt !== null && mayExtend(s, o, by));

/** How long the extension is: days and working days beyond the day on which the time ends now. */
const lengthAsked = (s: Standing, dueAt: number, until: number) => {
  const [from, to] = [dayAt(s.calendar, dueAt - 1), dayAt(s.calendar, until - 1)];
  return { days: to - from, workingDays: workingDaysBetween(s.calendar, from, to), late: s.now > dueAt };
};

/**
 * Whose approval an extension of this clock would need.
 * @returns the clause that says so and the posts (none where the member holds the authority); null where this member
 *   may not ask, the clock does not run, or no clause names anybody
 */
export const extensionFor = (
  s: Standing,
  o: Obligation,
  by: Actor,
): { clause: string; approval?: readonly string[] } | null => {
  if (stateAt(o, s.now) !== "open" || o.dueAt === null || o.awaiting !== null || !mayExtend(s, o, by))
    return null;
  // How long it will be is not known yet: the least that can be asked for.
  const least = lengthAsked(s, o.dueAt, o.dueAt + 1);
  const answer = askRegulations(s, { action: "extend", input: { clause: o.clause, ...least }, by });
  if ("approval" in answer) return { clause: answer.clause, approval: askedFirst(answer.approval) };
  return "allowed" in answer && answer.authority ? { clause: answer.authority } : null;
};

/** Decides `extend`: granted at once to who holds the authority, else it waits for who does. */
export const decideExtension = (s: Standing, command: CaseCommand): CaseDecision => {
  const wanted = asText(command.input.obligation);
  const o = s.obligations.find((x) => obligationId(s.id, x.id) === wanted);
  if (!o) return refuse("rule", "obligation-unknown", { field: "obligation" });
  if (!mayExtend(s, o, command.by)) return refuse("forbidden", "may-not-owner", { clause: o.clause });
  const until = asInstant(command.input.until);
  if (o.state !== "open" || o.dueAt === null)
    return refuse("rule", "obligation-not-open", { clause: o.clause });
  if (o.awaiting !== null && !command.approvedBy)
    return refuse("rule", "extension-waits", { clause: o.clause });
  // Asked for in time, or not at all; a decision may come after the due time.
  if (s.now > o.dueAt && !command.approvedBy)
    return refuse("rule", "extension-too-late", { clause: o.clause });
  if (until === null || until <= o.dueAt)
    return refuse("rule", "extension-not-later", { field: "until", clause: o.clause });
  const input = { clause: o.clause, until, ...lengthAsked(s, o.dueAt, until) };
  const answer = askRegulations(s, { ...command, action: "extend", input });
  if ("refused" in answer) return refuseByClause(answer.refused);
  const data = {
    obligation: o.id,
    until: command.input.until,
    reason: command.input.reason,
    extends: o.clause,
  };
  if ("approval" in answer) {
    const asked = { ...data, approval: command.approval, clause: answer.clause };
    return {
      accepted: [{ type: "case.extension-asked", data: asked }],
      waits: { clause: answer.clause, chain: answer.approval, posts: askedFirst(answer.approval) },
    };
  }
  if (!answer.authority) return refuse("rule", "extension-no-approver", { clause: o.clause });
  const approval = command.approvedBy ? command.approval : null;
  return accept({ type: "case.extended", data: { ...data, approval, clause: answer.authority } });
};
