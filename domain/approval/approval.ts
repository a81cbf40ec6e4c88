// An act that waits for somebody with the authority; a stream of its own.
import {
  accept,
  asText,
  asTexts,
  type Decision,
  type Facts,
  refuse,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";

export type ApprovalStatus = "waiting" | "granted" | "refused" | "expired" | "withdrawn" | "void";
export type ApprovalStep = { at: number; by: string; did: string; comment: string | null };

export type ApprovalState = Facts & {
  state: ApprovalStatus | null;
  case: string;
  action: string;
  input: Facts;
  clause: string;
  askedBy: string;
  askedAt: number;
  waitsFor: string[];
  steps: ApprovalStep[];
};

const initial: ApprovalState = {
  state: null,
  case: "",
  action: "",
  input: {},
  clause: "",
  askedBy: "",
  askedAt: 0,
  waitsFor: [],
  steps: [],
};

const ends: Record<string, ApprovalStatus> = {
  "approval.granted": "granted",
  "approval.refused": "refused",
  "approval.expired": "expired",
  "approval.withdrawn": "withdrawn",
  "approval.voided": "void",
};

const evolve = (s: ApprovalState, e: StreamEvent): ApprovalState => {
  const step = (did: string): ApprovalStep => ({ at: e.at, by: e.by, did, comment: asText(e.data.comment) });
  if (e.type === "approval.asked") {
    return {
      ...s,
      state: "waiting",
      case: asText(e.data.case) ?? "",
      action: asText(e.data.action) ?? "",
      input: (e.data.input ?? {}) as Facts,
      clause: asText(e.data.clause) ?? "",
      askedBy: e.by,
      askedAt: e.at,
      waitsFor: asTexts(e.data.waitsFor),
      steps: [step("asked")],
    };
  }
  const state = ends[e.type];
  return state ? { ...s, state, steps: [...s.steps, step(state)] } : s;
};

export const approvalKind: StreamKind<ApprovalState> = {
  name: "approval",
  initial,
  evolve,
  personal: {
    "approval.asked": ["input"],
    "approval.granted": ["comment"],
    "approval.refused": ["comment"],
    "approval.voided": ["comment"],
  },
};

/** May somebody holding these posts decide it: nobody decides their own request. */
export const mayDecide = (s: ApprovalState, member: string, posts: readonly string[]): boolean =>
  s.state === "waiting" && s.askedBy !== member && posts.some((p) => s.waitsFor.includes(p));

/** Decides a waiting approval. */
export const decideApproval = (
  s: ApprovalState,
  answer: "granted" | "refused",
  by: { id: string; posts: readonly string[] },
  comment: string | undefined,
): Decision => {
  if (s.state !== "waiting") return refuse("rule", "approval-decided");
  if (!mayDecide(s, by.id, by.posts)) return refuse("forbidden", "may-not-decide", { clause: s.clause });
  return accept({ type: `approval.${answer}`, data: comment ? { comment } : {} });
};
