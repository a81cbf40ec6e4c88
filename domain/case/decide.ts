// What may happen next to a matter, and why the rest may not: rights, state and regulations asked in that order.
import { stateAt } from "#domain/obligation/obligation.ts";
import { accept, type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import { askRegulations, labelFault } from "./asked.ts";
import { decideExtension, extendable, extensionFor } from "./extension.ts";
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
  // A reason in a regulation's own words says nothing of a person: with it the pause outlives an erasure.
  const { reason } = command.input;
  if (
    command.action === "pause" &&
    s.running.some((r) => r.rules.some((x) => x.pause.includes(String(reason))))
  )
    data.listed = reason;
  if (byDepartment.has(command.action)) data.department = s.state.department;
  return accept({ type: `case.${pastTense[command.action]}`, data });
};

/** One action with its answer for somebody. */
type Possible = {
  name: string;
  allowed: boolean;
  refusal?: Refusal;
  clause?: string;
  approval?: readonly string[];
};

/** The first running clock that this member may ask to extend speaks for all. */
const extension = (s: Standing, by: Actor): Possible => {
  for (const o of s.obligations) {
    const found = extensionFor(s, o, by);
    if (found) return { name: "extend", allowed: true, ...found };
  }
  const waits = s.obligations.some((o) => o.awaiting !== null);
  const runs = s.obligations.some((o) => stateAt(o, s.now) === "open" && o.dueAt !== null);
  const code = waits ? "extension-waits" : runs ? "extension-no-approver" : "obligation-not-open";
  const refusal: Refusal = { kind: "rule", code };
  return { name: "extend", allowed: false, refusal };
};

/** Every action with its answer for this member; the body's own fields are not known yet. */
export const possibleActions = (s: Standing, by: Actor): Possible[] =>
  Object.keys(actions).map((name): Possible => {
    const refusal = permitted(s, name, by);
    if (refusal) return { name, allowed: false, refusal };
    if (name === "extend") return extension(s, by);
    const answer = askRegulations(s, { action: name, input: {}, by });
    if ("refused" in answer) {
      const { refused } = refuseByClause(answer.refused);
      return { name, allowed: false, refusal: refused, clause: answer.refused.clause };
    }
    if ("approval" in answer)
      return { name, allowed: true, clause: answer.clause, approval: askedFirst(answer.approval) };
    return { name, allowed: true, clause: answer.clause };
  });
