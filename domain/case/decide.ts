// What may happen next to a matter: rights, state and regulations asked in that order.
import { accept, type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import { askRegulations, labelFault } from "./asked.ts";
import { decideExtension, extendable } from "./extension.ts";
import { type Actor, actions, fits, mayAct } from "./may.ts";
import {
  askedFirst,
  type CaseCommand,
  type CaseDecision,
  refuseByClause,
  type Standing,
} from "./standing.ts";

/** Action → its event, each without the kind. */
export const pastTense: Record<string, string> = {
  amend: "amended",
  grade: "graded",
  forward: "forwarded",
  sign: "signed",
  return: "returned",
  assign: "assigned",
  report: "reported",
  note: "noted",
  investigate: "investigated",
  settle: "settled",
  reject: "rejected",
  resolve: "resolved",
  "hand-back": "handed-back",
  inform: "informed",
  confirm: "confirmed",
  "call-back": "called-back",
  promise: "promised",
  review: "reviewed",
  close: "closed",
  pause: "paused",
  resume: "resumed",
  withdraw: "withdrawn",
  reopen: "reopened",
};
/** Acts of the handling department say which department it was. */
const byDepartment = new Set(["sign", "return", "resolve", "reject", "hand-back"]);

/** Rights and state, before any regulation is asked. */
export const permitted = (s: Standing, action: string, by: Actor): Refusal | null => {
  if (!actions[action]) return refuse("unknown", "action-unknown").refused;
  if (!mayAct(action, s.state, by)) return refuse("forbidden", `may-not-${actions[action].who}`).refused;
  if (!fits(action, s.state)) {
    const values = { state: s.state.state ?? "", action };
    return refuse("rule", s.state.paused && action === "pause" ? "already-paused" : "wrong-state", { values })
      .refused;
  }
  if (action === "extend" && !extendable(s, by)) return refuse("forbidden", "may-not-owner").refused;
  return null;
};

/**
 * Decides an action on a matter.
 * @returns events; or events with the approval they wait for; or a refusal that names the clause
 */
export const decide = (s: Standing, command: CaseCommand): CaseDecision => {
  const refused = permitted(s, command.action, command.by);
  if (refused) return { refused };
  if (command.action === "extend") return decideExtension(s, command);
  const unlabelled = labelFault(s, s.state.kind, command.input);
  if (unlabelled) return { refused: unlabelled };
  const answer = askRegulations(s, command);
  if ("refused" in answer) return refuseByClause(answer.refused);
  if ("approval" in answer) {
    const { approval: chain, clause } = answer;
    const data = { approval: command.approval, action: command.action, input: command.input, clause };
    return {
      accepted: [{ type: "case.approval-asked", data }],
      waits: { clause, chain, posts: askedFirst(chain) },
    };
  }
  const data: Facts = { ...command.input };
  if (byDepartment.has(command.action)) data.department = s.state.department;
  return accept({ type: `case.${pastTense[command.action]}`, data });
};
