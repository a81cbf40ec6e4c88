// The contract's closed vocabularies and the small shapes that several nouns share.
import { z } from "zod";
import { channels, kinds, severities } from "#domain/case/values.ts";

export const obligationStates = ["open", "met", "late", "breached", "waived", "superseded"] as const;
export const approvalStates = ["waiting", "granted", "refused", "expired", "withdrawn", "void"] as const;

export const kind = z.enum(kinds);
export const channel = z.enum(channels);
export const severity = z.enum(severities);

/** Text that the database and every reader can hold: no NUL, no lone surrogate (each is 400). */
export const text = (most: number, least = 0) =>
  z
    .string()
    .min(least)
    .max(most)
    .refine((s) => !s.includes("\u0000"), "must not contain NUL")
    .refine((s) => s.isWellFormed(), "must be well-formed Unicode");

const before = (latest: number) =>
  z.iso
    .datetime({ offset: true })
    .refine(
      (s) => Date.parse(s) >= Date.UTC(1900, 0, 2) && Date.parse(s) < latest,
      "must lie in a year that calendars count",
    );
/** RFC 3339 with an offset, in a year that calendars count; others are slips of the pen. */
export const instant = before(Date.UTC(2300, 0, 1));
/** An instant that is only compared with, so that one may say "for ever". */
export const bound = before(Number.POSITIVE_INFINITY);
/** Yuan, at most two decimals. */
export const amount = z
  .number()
  .min(0)
  .max(1_000_000_000)
  .refine((n) => Number(n.toFixed(2)) === n, "at most two decimals");
/** A member id, a post key, or `me`. */
export const someone = text(120, 1);
export const id = text(200, 1);

export const page = {
  limit: z.coerce.number().int().min(1).max(200).optional(),
  after: text(2000, 1).optional(),
};
export const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** RFC 9457 problem details, as every refusal is answered. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  clause: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string().optional(), line: z.number().optional(), message: z.string() }))
    .optional(),
});
export type Problem = z.infer<typeof problem>;
