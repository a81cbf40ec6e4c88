// An approval as the contract shows it, whichever noun answers with it.
import type { Approval } from "#api/approval.ts";
import { type ApprovalState, mayDecide } from "#domain/approval/approval.ts";
import type { Actor } from "#domain/case/may.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import type { Directory } from "#server/log/directory.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/** What the clause says, in any edition that the organisation keeps. */
const sayingOf = (d: Directory, clause: string): string => {
  const [key = "", id] = clause.split("/");
  const edition = d.inForceAt(Date.UTC(2099, 0, 1))[key];
  return (edition ? d.regulation(key, edition).clauses.find((c) => c.id === id)?.says : undefined) ?? "";
};

/** An approval for one reader. */
export const showApproval = (
  d: Directory,
  id: string,
  s: ApprovalState,
  by: Actor,
  matter: { number: string; title: string },
): Approval => ({
  id,
  case: s.case,
  caseNumber: matter.number,
  caseTitle: matter.title,
  action: s.action,
  input: s.input,
  clause: s.clause,
  clauseSays: sayingOf(d, s.clause),
  askedBy: s.askedBy,
  askedByName: nameOf(d.organisation, s.askedBy),
  askedAt: iso(s.askedAt),
  waitsFor: s.waitsFor,
  dueAt: null,
  state: s.state ?? "waiting",
  steps: s.steps.map((step) => ({
    at: iso(step.at),
    by: step.by,
    byName: nameOf(d.organisation, step.by),
    did: step.did as Approval["steps"][number]["did"],
    comment: step.comment,
  })),
  mine: mayDecide(s, by.id, by.posts),
});
