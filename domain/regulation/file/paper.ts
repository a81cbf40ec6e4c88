// A paper as a file writes it: form, register, voucher or file.
import type { Condition } from "./rule.ts";

export const fieldTypes = [
  "text",
  "long",
  "number",
  "money",
  "date",
  "time",
  "instant",
  "choice",
  "many",
  "yes-no",
  "phone",
  "member",
  "department",
] as const;
/** A field without a type is taken from the matter. */
export type PaperField = {
  field: string;
  name: string;
  type?: (typeof fieldTypes)[number];
  /** What may be chosen. */
  of?: readonly string[];
  optional?: true;
};
/** One signature, in its turn; `customer` signs by drawing; `while` asks the paper's own fields. */
export type SignStep = { step: string; name: string; by: string; while?: Condition };
/** A form, register, voucher or file, defined as data. */
export type Paper = {
  key: string;
  name: string;
  form?: "form" | "register" | "voucher" | "file";
  /** The kinds of matter it belongs to, or `duty`; without it the paper stands on its own. */
  of?: string | readonly string[];
  /** Gapless, e.g. `TH{yyyy}{nnnn}`; counted anew with each year or month that stands in it. */
  number?: string;
  fields: readonly PaperField[];
  fill?: string;
  sign?: readonly SignStep[];
  copies?: readonly { name: string; keeper: string }[];
  /** Papers that it carries. */
  attach?: readonly string[];
  customer?: "never" | "may" | "copy";
  /** `3 years`, `6 months`, `for ever`. */
  keep?: string;
  /** The clause that gives this time, where it is another one. */
  keptBy?: string;
};
