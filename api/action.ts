// Everything that may be done to a matter, and what each action is told.
import { z } from "zod";
import { customerGiven, description, form, labels, title } from "./registration.ts";
import { amount, channel, id, instant, severity, someone, text } from "./words.ts";

const long = text(20_000);
const said = text(20_000, 1);

export const actionNames = [
  "amend",
  "grade",
  "forward",
  "sign",
  "return",
  "assign",
  "report",
  "note",
  "investigate",
  "settle",
  "reject",
  "resolve",
  "hand-back",
  "inform",
  "confirm",
  "call-back",
  "promise",
  "review",
  "close",
  "extend",
  "pause",
  "resume",
  "withdraw",
  "reopen",
] as const;
export type ActionName = (typeof actionNames)[number];

/** The body of each action; the path names the action. */
export const actionInputs = {
  amend: z.strictObject({
    title: title.optional(),
    description: description.optional(),
    channel: channel.optional(),
    customer: customerGiven.optional(),
    ...form,
  }),
  grade: z.union([z.strictObject({ severity, labels: labels.optional() }), z.strictObject({ labels })]),
  forward: z.strictObject({ department: text(80, 1) }),
  sign: z.strictObject({}),
  return: z.strictObject({ reason: said }),
  assign: z.strictObject({ member: someone }),
  report: z.strictObject({ to: someone }),
  note: z.strictObject({ text: said }),
  investigate: z.strictObject({ finding: said }),
  settle: z.strictObject({ remedy: said, amount: amount.optional() }),
  reject: z.strictObject({ reason: said }),
  resolve: z.strictObject({ outcome: said }),
  "hand-back": z.strictObject({}),
  inform: z.strictObject({ means: channel, text: long.optional() }),
  confirm: z.strictObject({ satisfied: z.boolean(), rating: z.number().int().min(1).max(5).optional() }),
  "call-back": z.strictObject({
    satisfied: z.boolean().optional(),
    rating: z.number().int().min(1).max(5).optional(),
    text: long.optional(),
  }),
  promise: z.strictObject({ until: instant, text: long.optional() }),
  review: z.strictObject({ text: long.optional() }),
  close: z.strictObject({}),
  extend: z.strictObject({ obligation: id, until: instant, reason: said }),
  pause: z.strictObject({ reason: said }),
  resume: z.strictObject({}),
  withdraw: z.strictObject({ reason: said }),
  reopen: z.strictObject({ reason: said }),
} satisfies Record<ActionName, z.ZodType>;

export const possibleAction = z.object({
  name: z.enum(actionNames),
  allowed: z.boolean(),
  reason: z.string().optional(),
  clause: z.string().optional(),
  /** Posts whose approval it would wait for. */
  approval: z.array(z.string()).optional(),
});
