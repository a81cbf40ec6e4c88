// An act that waits for somebody with the authority.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { approvalStates, id, instant, list, page, text } from "./words.ts";

export const approval = z.object({
  id: z.string(),
  case: z.string(),
  caseNumber: z.string(),
  caseTitle: z.string(),
  action: z.string(),
  input: z.record(z.string(), z.unknown()),
  clause: z.string(),
  clauseSays: z.string(),
  askedBy: z.string(),
  askedByName: z.string().nullable(),
  askedAt: instant,
  /** Posts of whom one decides. */
  waitsFor: z.array(z.string()),
  dueAt: instant.nullable(),
  state: z.enum(approvalStates),
  steps: z.array(
    z.object({
      at: instant,
      by: z.string(),
      byName: z.string().nullable(),
      did: z.enum(["asked", "granted", "refused", "expired", "withdrawn", "void"]),
      comment: z.string().nullable(),
    }),
  ),
  /** May the reader decide it now. */
  mine: z.boolean(),
});
export type Approval = z.infer<typeof approval>;

const one = z.strictObject({ id });
const decision = z.strictObject({ comment: text(2000).optional() });

export const listApprovals = endpoint({
  method: "GET",
  path: "/api/approvals",
  access: "member",
  summary: "Those waiting for my decision, oldest first; `as=asker` those I asked for",
  query: z.strictObject({
    ...page,
    as: z.enum(["asker"]).optional(),
    state: z.enum(approvalStates).optional(),
  }),
  output: list(approval),
});
export const approve = endpoint({
  method: "POST",
  path: "/api/approvals/{id}/approve",
  access: "member",
  summary: "Grant; the waiting action is asked again and carried out, or voided",
  params: one,
  body: decision,
  output: approval,
});
export const reject = endpoint({
  method: "POST",
  path: "/api/approvals/{id}/reject",
  access: "member",
  summary: "Refuse",
  params: one,
  body: decision,
  output: approval,
});
