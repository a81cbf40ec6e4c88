// Papers: forms, registers, vouchers and files as data; on a matter, on a recurring duty, or on their own.
import { z } from "zod";
import { instant, text } from "./words.ts";

export const paperStates = ["blank", "filling", "signing", "completed", "voided"] as const;
export const state = z.enum(paperStates);
export const forms = z.enum(["form", "register", "voucher", "file"]);

export const paperField = z.object({
  field: z.string(),
  name: z.string(),
  /** Null: it is the matter's own, and filling it amends the matter. */
  type: z.string().nullable(),
  of: z.array(z.string()),
  optional: z.boolean(),
  value: z.unknown(),
  /** The value in words. */
  text: z.string(),
});
const signature = z.object({
  step: z.string(),
  by: z.string(),
  byName: z.string().nullable(),
  at: instant,
  means: z.enum(["account", "drawn"]),
});
/** One paper as it stands, for one reader. */
export const paper = z.object({
  key: z.string(),
  name: z.string(),
  form: forms,
  regulation: z.string(),
  clause: z.string(),
  number: z.string().nullable(),
  state,
  /** 1, and one more with each successor. */
  round: z.number().int(),
  /** Needed fields that are blank, steps whose signature is wanting. */
  blank: z.array(z.string()),
  unsigned: z.array(z.string()),
  fields: z.array(paperField),
  steps: z.array(
    z.object({
      step: z.string(),
      name: z.string(),
      /** The role's name; of the customer 客户. */
      by: z.string(),
      /** Signed by drawing, in somebody's presence. */
      customer: z.boolean(),
      /** Null: whether it is needed cannot be told yet. */
      needed: z.boolean().nullable(),
      /** May the reader take it, once it is its turn. */
      mine: z.boolean(),
    }),
  ),
  signed: z.array(signature),
  copies: z.array(z.object({ name: z.string(), keeper: z.string(), issued: z.number().int() })),
  issued: z.array(z.object({ copy: z.string(), to: z.string(), at: instant, by: z.string() })),
  /** Earlier ones that stay attached. */
  former: z.array(z.object({ round: z.number().int(), number: z.string().nullable(), voided: z.boolean() })),
  sentBack: z
    .object({ step: z.string(), reason: z.string().nullable(), at: instant, by: z.string() })
    .nullable(),
  voided: z.object({ reason: z.string().nullable(), at: instant, by: z.string() }).nullable(),
  attach: z.array(z.string()),
  customerMay: z.boolean(),
  keep: z.string().nullable(),
  /** What the reader may do now; `sign` and `sendBack` name the step. */
  may: z.object({
    fill: z.boolean(),
    sign: z.string().nullable(),
    sendBack: z.string().nullable(),
    renew: z.boolean(),
    void: z.boolean(),
    issue: z.boolean(),
  }),
});
export type PaperShown = z.infer<typeof paper>;

const value = z.union([
  text(20_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(text(2000)).max(200),
  z.record(text(80, 1), text(300)),
]);
export const paperFields = z.record(text(80, 1), value);
const reason = text(2000, 1);
const step = text(80, 1);

/** What each act on a paper is told. */
export const paperInputs = {
  /** `password`: the account entered again; `drawing`: a PNG in base64 of at most 200 kB. */
  sign: z.strictObject({
    step,
    password: text(200, 1).optional(),
    drawing: text(300_000, 1).optional(),
  }),
  "send-back": z.strictObject({ step, reason }),
  renew: z.strictObject({ reason }),
  void: z.strictObject({ reason }),
  /** `to`: a name, or `customer`. */
  issue: z.strictObject({ copy: text(100, 1), to: text(200, 1) }),
};
export type PaperActName = keyof typeof paperInputs;
export const isPaperAct = (name: string): name is PaperActName => Object.hasOwn(paperInputs, name);

export const fillInput = z.strictObject({ fields: paperFields });
export const actInput = z.union(Object.values(paperInputs) as unknown as [z.ZodType, ...z.ZodType[]]);
