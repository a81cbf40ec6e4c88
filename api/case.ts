// A matter brought to the organisation, and everything that may be done to it.
import { z } from "zod";
import { caseStates } from "#domain/case/values.ts";
import { actionInputs, possibleAction } from "./action.ts";
import { approval } from "./approval.ts";
import { endpoint } from "./endpoint.ts";
import { obligation } from "./obligation.ts";
import { paper } from "./paper.ts";
import { registration } from "./registration.ts";
import { channel, id, instant, kind, list, page, severity, someone, text } from "./words.ts";

export const event = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: instant,
  recordedAt: instant,
  by: z.string(),
  /** The name of who did it, for reading; null for the clock. */
  byName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Clauses that this event started, met or broke. */
  clauses: z.array(z.string()),
});
export type CaseEvent = z.infer<typeof event>;

export const customerShown = z.object({
  id: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  masked: z.boolean(),
});

export const attachment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  at: instant,
  by: z.string(),
});

export const caseSummary = z.object({
  id: z.string(),
  number: z.string(),
  version: z.number().int(),
  kind,
  severity: severity.nullable(),
  state: z.enum(caseStates),
  paused: z.boolean(),
  upheld: z.boolean().nullable(),
  round: z.number().int(),
  missing: z.array(z.string()),
  title: z.string(),
  channel,
  owner: z.string().nullable(),
  firstAsked: z.string().nullable(),
  department: z.string().nullable(),
  receivedAt: instant,
  registeredAt: instant,
  /** Soonest due time of an open obligation. */
  nextDueAt: instant.nullable(),
  overdue: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

const labelField = z.object({
  field: z.string(),
  name: z.string(),
  clause: z.string(),
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

export const caseWhole = caseSummary.extend({
  description: z.string(),
  against: z.object({ department: z.string().optional(), member: z.string().optional() }).nullable(),
  occurredAt: instant.nullable(),
  wantedBy: instant.nullable(),
  place: z.string().nullable(),
  demand: z.string().nullable(),
  amount: z.number().nullable(),
  lateReason: z.string().nullable(),
  assignee: z.string().nullable(),
  customer: customerShown,
  regulations: z.array(z.object({ key: z.string(), title: z.string(), edition: z.string().nullable() })),
  obligations: z.array(obligation),
  actions: z.array(possibleAction),
  events: z.array(event),
  attachments: z.array(attachment),
  /** Label fields of the regulations under which it stands, and what they hold. */
  labels: z.record(z.string(), z.string()),
  labelFields: z.array(labelField),
  /** The papers that the regulations have for its kind, also those that nobody touched yet. */
  papers: z.array(paper),
});
export type CaseWhole = z.infer<typeof caseWhole>;

const one = z.strictObject({ id });

export const registerCase = endpoint({
  method: "POST",
  path: "/api/cases",
  access: "member",
  summary: "Register a matter; its regulations start their clocks",
  body: registration,
  status: 201,
  output: caseWhole,
});
export const listCases = endpoint({
  method: "GET",
  path: "/api/cases",
  access: "member",
  summary: "Matters, newest registered first",
  query: z.strictObject({
    ...page,
    kind: kind.optional(),
    state: z.enum(caseStates).optional(),
    severity: severity.optional(),
    owner: someone.optional(),
    department: text(80, 1).optional(),
    overdue: z.enum(["true", "false"]).optional(),
    q: text(200).optional(),
  }),
  output: list(caseSummary),
});
export const getCase = endpoint({
  method: "GET",
  path: "/api/cases/{id}",
  access: "member",
  summary: "One matter with its clocks, its history and what may be done now",
  params: one,
  output: caseWhole,
});
/** 200 the case, or 202 with the approval that the action now waits for. */
export const actOnCase = endpoint({
  method: "POST",
  path: "/api/cases/{id}/actions/{action}",
  access: "member",
  summary: "Do one action to a matter",
  params: z.strictObject({ id, action: text(200, 1) }),
  bodyByPath: true,
  headers: { "If-Match": "The case's version that the caller saw; 409 when it changed meanwhile" },
  body: z.union(Object.values(actionInputs) as unknown as [z.ZodType, ...z.ZodType[]]),
  output: z.union([caseWhole, approval]),
});
/** multipart/form-data with `file`; the type is read from the content, at most 20 MB. */
export const attachFile = endpoint({
  method: "POST",
  path: "/api/cases/{id}/attachments",
  access: "member",
  summary: "Attach a file",
  sends: "multipart/form-data",
  params: one,
  status: 201,
  output: attachment,
});
/** Answers the bytes. */
export const getAttachment = endpoint({
  method: "GET",
  path: "/api/cases/{id}/attachments/{attachment}",
  access: "member",
  summary: "An attached file",
  answers: "application/octet-stream",
  params: z.strictObject({ id, attachment: id }),
  output: z.unknown(),
});
