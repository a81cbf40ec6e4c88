// What is known of a matter.
import type { Papers } from "#domain/paper/paper.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { CaseStatus } from "./values.ts";

export type CaseState = Facts & {
  number: string;
  kind: string;
  severity: string | null;
  state: CaseStatus | null;
  paused: boolean;
  upheld: boolean | null;
  round: number;
  title: string;
  description: string;
  channel: string;
  customer: string | null;
  /** The customer can be reached: a phone or an address is known. */
  contact: boolean;
  against: { department?: string; member?: string } | null;
  occurredAt: number | null;
  receivedAt: number;
  wantedBy: number | null;
  place: string | null;
  demand: string | null;
  amount: number | null;
  lateReason: string | null;
  firstAsked: string | null;
  firstAskedPost: string | null;
  /** Handling it now, or last. */
  department: string | null;
  assignee: string | null;
  handedBack: boolean;
  satisfied: boolean | null;
  /** Regulation → edition (`beginning` or a date) in force when it was registered. */
  editions: Record<string, string>;
  /** Event types that the file carries from which it was imported, perhaps none; null for matters that arose here. */
  carries: string[] | null;
  attachments: Facts[];
  /** Label fields that regulations define: field → value. */
  labels: Record<string, string>;
  /** When something was promised to the customer for, last. */
  promisedBy: number | null;
  calledBack: boolean;
  reviewed: boolean;
  /** How often a time of it was extended. */
  extensions: number;
  papers: Papers;
};

export const initial: CaseState = {
  number: "",
  kind: "",
  severity: null,
  state: null,
  paused: false,
  upheld: null,
  round: 1,
  title: "",
  description: "",
  channel: "",
  customer: null,
  contact: false,
  against: null,
  occurredAt: null,
  receivedAt: 0,
  wantedBy: null,
  place: null,
  demand: null,
  amount: null,
  lateReason: null,
  firstAsked: null,
  firstAskedPost: null,
  department: null,
  assignee: null,
  handedBack: false,
  satisfied: null,
  editions: {},
  carries: null,
  attachments: [],
  labels: {},
  promisedBy: null,
  calledBack: false,
  reviewed: false,
  extensions: 0,
  papers: {},
};
