// What is owed, by whom, until when, because of which clause.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { bound, id, instant, list, obligationStates, page, someone, text } from "./words.ts";

/** How a due time was counted, as data; the reader's language renders it. */
export const explanation = z.object({
  from: instant,
  fromEvent: z.number().int(),
  /** The figure as the regulation writes it ("10 minutes"), or null where the text gives no time. */
  length: z.string().nullable(),
  /** Whose figure it is: the clause's, the organisation's own (a blank filled) or the customer's own term. */
  figureOf: z.enum(["clause", "organisation", "customer", "none"]),
  calendar: z.string(),
  pauses: z.array(z.object({ from: instant, to: instant.nullable(), reason: z.string() })),
  extensions: z.array(
    z.object({ from: instant, to: instant, approval: z.string().nullable(), reason: z.string() }),
  ),
  /** The deadline falls into a year whose official calendar is not published: weekends are assumed. */
  calendarMissing: z.array(z.number().int()),
  bornLate: z.boolean(),
  reading: z.string().nullable(),
  /** Why it was waived: `ended` by the clause, `not-recorded` by an import. */
  why: z.string().nullable(),
});

export const obligation = z.object({
  id: z.string(),
  /** The matter on which it lies; null for a recurring duty and for a paper that stands alone. */
  case: z.string().nullable(),
  caseNumber: z.string().optional(),
  caseTitle: z.string().optional(),
  /** The recurring duty, with its period and which of how many it is. */
  duty: z
    .object({
      id: z.string(),
      title: z.string(),
      period: z.string(),
      n: z.number().int(),
      of: z.number().int(),
    })
    .nullable()
    .optional(),
  /** The paper that stands alone. */
  paper: z
    .object({ id: z.string(), name: z.string(), number: z.string().nullable(), title: z.string() })
    .nullable()
    .optional(),
  clause: z.string(),
  /** The clause's sentence: what must be done. */
  must: z.string(),
  /** Event types of which one meets it. */
  acts: z.array(z.string()),
  strength: z.enum(["must", "should"]),
  /** The member who owes it now, or who held it when the outcome was fixed; null where nobody holds the post. */
  owner: z.string().nullable(),
  ownerPost: z.string().nullable(),
  department: z.string().nullable(),
  openedAt: instant,
  dueAt: instant.nullable(),
  originalDueAt: instant.nullable(),
  state: z.enum(obligationStates),
  metAt: instant.nullable(),
  /** The approval that granted the latest extension. */
  extendedBy: z.string().nullable(),
  pausedAt: instant.nullable(),
  /** An extension asked in time and not decided yet. */
  awaiting: z.string().nullable(),
  /** On a matter: the clause by which the reader may ask for more time, or null. */
  extendable: z.string().nullable().optional(),
  explanation,
});
export type Obligation = z.infer<typeof obligation>;

export const listObligations = endpoint({
  method: "GET",
  path: "/api/obligations",
  access: "member",
  summary: "What is owed, soonest due first",
  query: z.strictObject({
    ...page,
    state: z.enum(obligationStates).optional(),
    owner: someone.optional(),
    department: text(80, 1).optional(),
    dueBefore: bound.optional(),
    clause: id.optional(),
  }),
  output: list(obligation),
});

const count = z.object({ count: z.number().int(), more: z.boolean() });
export const getCounts = endpoint({
  method: "GET",
  path: "/api/counts",
  access: "member",
  summary:
    "What waits for me, my department, what is overdue, what I must decide or sign; each counted up to 1,000",
  output: z.object({
    mine: count,
    department: count,
    overdue: count,
    approvals: count,
    /** Editions sent to me that I have not signed yet. */
    acknowledgements: count,
  }),
});
