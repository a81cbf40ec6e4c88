// How a clause was kept in a month, by day, person and department, and how much of the regulations runs at all.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, list, page, text } from "./words.ts";

const n = z.number().int();
const split = { ran: n, kept: n, late: n, broken: n };

/** What a clause's clocks that began in a month came to so far: `ran` is all of them. */
export const monthFigures = z.object({
  /** The organisation's month: YYYY-MM. */
  month: z.string(),
  /** Clocks that began; those superseded, waived or still running are the rest beside kept, late and broken. */
  ...split,
  open: n,
  /** Who held most of them, at most three. */
  persons: z.array(z.object({ member: z.string().nullable(), ...split })),
  /** A tally's count in the month; null for other clauses. */
  counted: n.nullable(),
  /** Papers of the clause completed in the month; null for other clauses. */
  papers: n.nullable(),
  /** Approvals that the clause asked for in the month. */
  approvals: z.object({ asked: n, granted: n, refused: n }),
  /** Phrases of the clause found in what was written. */
  phrases: n,
});
export type MonthFigures = z.infer<typeof monthFigures>;

const clausePath = z.strictObject({ regulation: text(80, 1), id: text(60, 1) });
const month = text(7, 7).refine((m) => /^\d{4}-(0[1-9]|1[0-2])$/.test(m), "must be a month: YYYY-MM");

export const getEvidence = endpoint({
  method: "GET",
  path: "/api/clauses/{regulation}/{id}/evidence",
  access: "member",
  summary: "One clause in one month: figures by day, person and department, and the matters behind them",
  params: clausePath,
  query: z.strictObject({ ...page, month: month.optional() }),
  output: z.object({
    clause: z.string(),
    month: monthFigures,
    days: z.array(z.object({ day: z.string(), ...split })),
    persons: z.array(z.object({ member: z.string().nullable(), ...split })),
    departments: z.array(z.object({ department: z.string().nullable(), ...split })),
    /** Newest first; a matter, a recurring duty or a paper that stands alone. */
    behind: list(
      z.object({
        on: z.enum(["case", "duty", "paper"]),
        id: z.string(),
        number: z.string().nullable(),
        title: z.string(),
        /** Of the clock, the paper or the approval that is counted. */
        state: z.string(),
        openedAt: instant,
        dueAt: instant.nullable(),
        metAt: instant.nullable(),
        member: z.string().nullable(),
        department: z.string().nullable(),
      }),
    ),
  }),
});

const covered = { clauses: n, running: n, waiting: n };
const reasons = z.array(z.object({ reason: z.string(), clauses: n }));
const hows = z.array(z.object({ how: z.string(), ...covered }));
export const getCoverage = endpoint({
  method: "GET",
  path: "/api/coverage",
  access: "member",
  summary: "How many clauses of the adopted regulations run, and for what the others wait",
  output: z.object({
    ...covered,
    how: hows,
    reasons,
    regulations: z.array(
      z.object({ regulation: z.string(), title: z.string(), ...covered, how: hows, reasons }),
    ),
  }),
});
