// An approval as its events have left it.
import type { Facts } from "#domain/stream/event.ts";
import type { Stage } from "./stage.ts";

export type ApprovalStatus = "waiting" | "granted" | "refused" | "expired" | "withdrawn" | "void";
/** One thing that was done: by whom, in whose place, at which step, to whom it goes on. */
export type ApprovalStep = {
  at: number;
  by: string;
  did: string;
  for: string | null;
  step: number | null;
  to: string | null;
  comment: string | null;
};

export type ApprovalState = Facts & {
  state: ApprovalStatus | null;
  case: string;
  /** By which people know what it is about. */
  number: string | null;
  action: string;
  input: Facts;
  clause: string;
  askedBy: string;
  askedAt: number;
  /** Posts asked first. */
  waitsFor: string[];
  stages: Stage[];
  cc: string[];
  /** Since when the step waits whose turn it is, epoch ms. */
  since: number;
  steps: ApprovalStep[];
};

export const initial: ApprovalState = {
  state: null,
  case: "",
  number: null,
  action: "",
  input: {},
  clause: "",
  askedBy: "",
  askedAt: 0,
  waitsFor: [],
  stages: [],
  cc: [],
  since: 0,
  steps: [],
};
