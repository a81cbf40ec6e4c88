// Which event an action becomes, to say which clocks it would meet and which words belong to it.
import type { ActionName } from "#api/action.ts";
import type { Obligation } from "#api/obligation.ts";

export const becomes: Partial<Record<ActionName, string>> = {
  amend: "case.amended",
  grade: "case.graded",
  forward: "case.forwarded",
  sign: "case.signed",
  return: "case.returned",
  report: "case.reported",
  note: "case.noted",
  extend: "case.extension-asked",
  investigate: "case.investigated",
  settle: "case.settled",
  reject: "case.rejected",
  resolve: "case.resolved",
  "hand-back": "case.handed-back",
  inform: "case.informed",
  confirm: "case.confirmed",
  "call-back": "case.called-back",
  promise: "case.promised",
  review: "case.reviewed",
  close: "case.closed",
};

/** Clauses of the open clocks that this action may meet. */
export function metBy(action: ActionName, obligations: Obligation[]): string[] {
  const event = becomes[action];
  const open = obligations.filter((one) => one.state === "open" || one.state === "breached");
  return [...new Set(open.filter((one) => event && one.acts.includes(event)).map((one) => one.clause))];
}
