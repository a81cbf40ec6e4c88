// The organisation's own figures for what the regulations leave open: at once, promptly, no figure at all.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, text } from "./words.ts";

const set = z.object({
  /** A length (`30 minutes`) or, for a recurring duty without a period, a period (`month`). */
  figure: z.string().nullable(),
  /** Null for a figure given at the founding. */
  since: instant.nullable(),
  by: z.string().nullable(),
});
const blank = set.extend({
  clause: z.string(),
  regulation: z.string(),
  at: z.string(),
  says: z.string(),
  /** What the text says in place of a figure. */
  blank: z.enum(["at once", "promptly", "unset", "every"]),
  /** What the clause runs by now: its own figure, the general one, or nothing. */
  from: z.enum(["clause", "general"]).nullable(),
  running: z.boolean(),
});
const figures = z.object({
  general: z.array(set.extend({ words: z.enum(["at once", "promptly"]), clauses: z.number().int() })),
  items: z.array(blank),
});

export const listFigures = endpoint({
  method: "GET",
  path: "/api/figures",
  access: "member",
  summary: "Every clause whose text gives no figure, with the organisation's own",
  output: figures,
});
/** By the administrator. Matters registered from then on run by them; those before keep theirs. */
export const putFigures = endpoint({
  method: "PUT",
  path: "/api/figures",
  access: "member",
  summary: "Set the organisation's own figures, by the administrator",
  body: z.strictObject({
    items: z
      .array(
        z.strictObject({
          /** A clause's full id, `at once` or `promptly`. */
          for: text(200, 1),
          /** Null takes the figure away. */
          figure: text(40, 1).nullable(),
        }),
      )
      .min(1)
      .max(500),
    reason: text(2000, 1).optional(),
  }),
  output: figures,
});
