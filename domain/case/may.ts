// Who may do what to a matter, and from which state; one line an action.
import { type CaseState, isOpen } from "./case.ts";
import type { CaseStatus } from "./values.ts";

/** Who asks: what the organisation's files say of a member. */
export type Actor = {
  id: string;
  posts: readonly string[];
  department: string | null;
  /** `desk` registers and closes, `head` leads a department, `chief` leads the organisation, `admin` types regulations in. */
  grants: readonly string[];
};

export type Who = "desk" | "department" | "owner" | "anyone";

const open: readonly CaseStatus[] = ["registered", "forwarded", "accepted", "resolved", "informed"];

/** Action → who may, and the states it starts from. */
export const actions: Readonly<Record<string, { who: Who; from: readonly CaseStatus[] }>> = {
  amend: { who: "desk", from: open },
  grade: { who: "desk", from: open },
  forward: { who: "desk", from: ["registered", "accepted"] },
  sign: { who: "department", from: ["forwarded"] },
  return: { who: "department", from: ["forwarded"] },
  assign: { who: "department", from: open },
  report: { who: "anyone", from: open },
  note: { who: "anyone", from: open },
  investigate: { who: "department", from: open },
  settle: { who: "department", from: ["accepted"] },
  reject: { who: "department", from: ["accepted"] },
  resolve: { who: "department", from: ["accepted"] },
  "hand-back": { who: "department", from: ["resolved"] },
  inform: { who: "desk", from: open },
  confirm: { who: "desk", from: ["informed"] },
  "call-back": { who: "desk", from: ["resolved", "informed", "closed"] },
  promise: { who: "anyone", from: open },
  review: { who: "anyone", from: ["closed"] },
  close: { who: "desk", from: ["informed"] },
  extend: { who: "owner", from: open },
  pause: { who: "anyone", from: open },
  resume: { who: "anyone", from: open },
  withdraw: { who: "desk", from: open },
  reopen: { who: "desk", from: ["resolved", "informed", "closed"] },
};

/** An auditor without another post sees everything and changes nothing. */
export const onlyReads = (grants: readonly string[]): boolean =>
  grants.length > 0 && grants.every((g) => g === "audit");

export const mayRegister = (actor: Actor): boolean => actor.grants.includes("desk");

/** May this member do the action at all, whatever the state says. */
export const mayAct = (action: string, state: CaseState, actor: Actor): boolean => {
  const who = actions[action]?.who;
  if (who === "anyone" || who === "owner") return !onlyReads(actor.grants);
  if (who === "desk") return actor.grants.includes("desk");
  if (action === "assign" && state.department === null) return actor.grants.includes("desk");
  return state.department !== null && actor.department === state.department;
};

/** May this member read a customer's phone and address in this matter without asking. */
export const maySeeCustomer = (
  state: CaseState,
  actor: Actor,
  owner: string | null,
  departmentOf: (member: string) => string | null,
): boolean => {
  const close = [owner, state.firstAsked, state.assignee];
  if (close.includes(actor.id) || actor.grants.includes("chief")) return true;
  return (
    actor.grants.includes("head") && close.some((m) => m !== null && departmentOf(m) === actor.department)
  );
};

/** What may be done to a matter that is closed. */
const afterwards = new Set(["reopen", "call-back", "review"]);

export const fits = (action: string, state: CaseState): boolean => {
  const from = actions[action]?.from ?? [];
  if (action === "pause" && state.paused) return false;
  if (action === "resume" && !state.paused) return false;
  if (action === "hand-back" && state.handedBack) return false;
  return state.state !== null && from.includes(state.state) && (isOpen(state) || afterwards.has(action));
};
