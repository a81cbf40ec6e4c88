// What would have differed: every matter of a period counted under the edition in force and under a draft.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, obligationStates, text } from "./words.ts";

/** What a period comes to under one edition. */
export const totals = z.object({
  /** Matters in which at least one clock of the regulation ran. */
  streams: z.number().int(),
  obligations: z.number().int(),
  onTime: z.number().int(),
  late: z.number().int(),
  breached: z.number().int(),
  open: z.number().int(),
  waived: z.number().int(),
  superseded: z.number().int(),
  /** Acts on record for which somebody's approval would have been asked. */
  approvals: z.number().int(),
  /** Acts on record that a gate would have refused. */
  refusals: z.number().int(),
});
export type Totals = z.infer<typeof totals>;

const both = { before: totals, after: totals };
const clockThen = z.object({ dueAt: instant.nullable(), state: z.enum(obligationStates) });

/** One clock of a matter that differs; null where it does not run under that edition. */
export const difference = z.object({
  case: z.string(),
  number: z.string(),
  title: z.string(),
  clause: z.string(),
  openedAt: instant,
  before: clockThen.nullable(),
  after: clockThen.nullable(),
});
export type Difference = z.infer<typeof difference>;

export const backtest = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  /** Matters counted so far, of how many. */
  done: z.number().int(),
  of: z.number().int(),
  regulation: z.string(),
  from: instant,
  to: instant,
  /** The edition that is in force and compared with: `beginning` or a date. */
  against: z.string(),
  startedAt: instant,
  error: z.string().nullable(),
  /** From here on only when it is done. */
  before: totals.optional(),
  after: totals.optional(),
  /** How many matters differ. */
  differing: z.number().int().optional(),
  /** Their clocks, the newly late first; at most 200, all of them (up to 20,000) in the download. */
  differs: z.array(difference).optional(),
  clauses: z.array(z.object({ clause: z.string(), ...both })).optional(),
  /** `department` is null for what is owed by a post without a department. */
  departments: z.array(z.object({ department: z.string().nullable(), ...both })).optional(),
  /** Who held it when it was decided, else who would hold it now. */
  persons: z.array(z.object({ member: z.string().nullable(), ...both })).optional(),
  /** Approvals that would have been asked, by the posts that may give them. */
  approvals: z
    .array(z.object({ posts: z.array(z.string()), before: z.number().int(), after: z.number().int() }))
    .optional(),
});
export type Backtest = z.infer<typeof backtest>;

const key = z.strictObject({ key: text(80, 1) });
const one = z.strictObject({ key: text(80, 1), id });

/** Answered 200 with the result when it is done in time, else 202 with its id and how far it is. */
export const startBacktest = endpoint({
  method: "POST",
  path: "/api/regulations/{key}/backtest",
  access: "member",
  summary: "Count a period again under a draft edition, and say what would have differed",
  params: key,
  body: z.strictObject({
    /** The draft's file. */
    edition: z.string().max(1_048_576),
    from: instant,
    to: instant,
    /** Seconds to wait for the result; by default 30 for up to 5,000 matters, else 2. */
    wait: z.number().min(0).max(60).optional(),
  }),
  output: backtest,
});
export const getBacktest = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/backtests/{id}",
  access: "member",
  summary: "How far a back-test is, and its result",
  params: one,
  output: backtest,
});
export const cancelBacktest = endpoint({
  method: "DELETE",
  path: "/api/regulations/{key}/backtests/{id}",
  access: "member",
  summary: "End a back-test before it is done",
  params: one,
  body: z.strictObject({}),
  output: backtest,
});
export const downloadBacktest = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/backtests/{id}/download",
  access: "member",
  summary: "Every clock that differs, as CSV",
  answers: "text/csv",
  params: one,
  output: z.unknown(),
});
