// The regulations that the product carries, and how an office takes them up.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

const row = z.object({
  key: z.string(),
  title: z.string(),
  clauses: z.number().int(),
  /** Of them run by themselves as soon as roles are mapped. */
  runs: z.number().int(),
  /** Clauses that wait for a figure of the organisation's own. */
  blanks: z.number().int(),
  roles: z.number().int(),
  adopted: z.boolean(),
});
export type CarriedRow = z.infer<typeof row>;
export const listCarried = endpoint({
  method: "GET",
  path: "/api/regulations/carried",
  access: "member",
  summary: "The regulations that the product carries",
  output: z.object({ items: z.array(row), next: z.null() }),
});
/** By the administrator; what is adopted already is left as it is. */
export const adopt = endpoint({
  method: "POST",
  path: "/api/regulations/adopt",
  access: "member",
  summary: "Take up carried regulations, from today or a later day",
  body: z.strictObject({
    keys: z.array(text(80, 1)).min(1).max(40),
    /** Local date; today where it is left out. */
    from: z.iso.date().optional(),
  }),
  output: z.object({
    adopted: z.array(z.string()),
    /** What is to be done next: roles without a post, clauses without a figure. */
    roles: z.number().int(),
    blanks: z.number().int(),
  }),
});
