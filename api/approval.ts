// An act that waits for those with the authority: the chain of consents, what was done, what may be done now.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { approvalStates, id, instant, list, page, someone, text } from "./words.ts";

export const approvalDeeds = [
  "asked",
  "signed",
  "granted",
  "refused",
  "expired",
  "withdrawn",
  "void",
  "sent-back",
  "handed-on",
  "transferred",
  "signer-added",
  "reminded",
  "commented",
] as const;
export const approvalActs = [
  "approve",
  "reject",
  "send-back",
  "hand-on",
  "add-signer",
  "withdraw",
  "remind",
  "comment",
] as const;

const named = { by: z.string(), byName: z.string().nullable() };
const inPlaceOf = { for: z.string().nullable(), forName: z.string().nullable() };

const signer = z.object({
  posts: z.array(z.string()),
  /** Handed on or added: this person, not whoever holds the posts. */
  member: z.string().nullable(),
  memberName: z.string().nullable(),
  /** Members of whom one signs. */
  may: z.array(z.string()),
  /** Nobody who was asked is left: it fell to the head. */
  fallsToHead: z.boolean(),
  handedOnBy: z.string().nullable(),
  addedBy: z.string().nullable(),
  turn: z.boolean(),
  consent: z
    .object({
      at: instant,
      ...named,
      ...inPlaceOf,
      /** Signed by somebody, or given without being asked. */
      why: z.enum(["signed", "asker", "same-person"]),
      comment: z.string().nullable(),
    })
    .nullable(),
});

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
  /** Posts whose turn it is. */
  waitsFor: z.array(z.string()),
  dueAt: instant.nullable(),
  state: z.enum(approvalStates),
  /** What was done, oldest first. */
  steps: z.array(
    z.object({
      at: instant,
      ...named,
      ...inPlaceOf,
      did: z.enum(approvalDeeds),
      /** The step of the chain, counted from 1. */
      step: z.number().int().nullable(),
      to: z.string().nullable(),
      toName: z.string().nullable(),
      comment: z.string().nullable(),
    }),
  ),
  /** The steps in turn; in one step all seats at the same time, in one seat one after the other. */
  chain: z.array(
    z.object({
      step: z.number().int(),
      /** Every seat must grant, else any one. */
      all: z.boolean(),
      state: z.enum(["done", "now", "later"]),
      within: z.string().nullable(),
      seats: z.array(z.array(signer)),
    }),
  ),
  /** Posts that are told. */
  cc: z.array(z.string()),
  /** May the reader decide it now, and in whose place. */
  mine: z.boolean(),
  mineFor: z.string().nullable(),
  /** What the reader may do now. */
  may: z.array(z.enum(approvalActs)),
  /** Steps to which it can be sent back. */
  backTo: z.array(z.number().int()),
});
export type Approval = z.infer<typeof approval>;

const one = z.strictObject({ id });
const comment = text(2000).optional();
const reason = text(2000, 1);

export const listApprovals = endpoint({
  method: "GET",
  path: "/api/approvals",
  access: "member",
  summary:
    "Those waiting for my decision, oldest first; `as=asker` those I asked for, `as=copied` those I am told of",
  query: z.strictObject({
    ...page,
    as: z.enum(["asker", "copied"]).optional(),
    state: z.enum(approvalStates).optional(),
  }),
  output: list(approval),
});
export const getApproval = endpoint({
  method: "GET",
  path: "/api/approvals/{id}",
  access: "member",
  summary: "One approval",
  params: one,
  output: approval,
});

const act = <B extends z.ZodType>(name: string, summary: string, body: B) =>
  endpoint({
    method: "POST",
    path: `/api/approvals/{id}/${name}`,
    access: "member",
    summary,
    params: one,
    body,
    output: approval,
  });
const said = z.strictObject({ comment });

export const approve = act(
  "approve",
  "Grant my step; after the last the waiting action is asked again and carried out, or voided",
  said,
);
export const reject = act("reject", "Refuse, which ends it", said);
export const withdraw = act("withdraw", "Take the request back while it waits, by who asked", said);
export const sendBack = act(
  "send-back",
  "Back to an earlier step (counted from 1), which is asked anew with all after it",
  z.strictObject({ to: z.number().int().min(1).max(99), comment: reason }),
);
export const handOn = act(
  "hand-on",
  "Hand my place on to another person",
  z.strictObject({ to: someone, comment }),
);
export const addSigner = act(
  "add-signer",
  "Add a signer before or after me",
  z.strictObject({ member: someone, place: z.enum(["before", "after"]), comment }),
);
export const remind = act("remind", "Remind those whose turn it is, by who asked", said);
export const remark = act("comment", "Say something to it", z.strictObject({ comment: reason }));
