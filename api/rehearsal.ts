// The movable clock of a rehearsal organisation; 404 elsewhere, 403 for all but its administrator.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { instant, text } from "./words.ts";

const standing = z.object({
  now: instant,
  regulations: z.array(z.string()),
  /** The next instant at which something falls due, or null. */
  next: instant.nullable(),
});
export const getRehearsal = endpoint({
  method: "GET",
  path: "/api/rehearsal",
  access: "member",
  summary: "Where the rehearsal's clock stands",
  output: standing.extend({
    /** Every regulation that may be rehearsed here. */
    carries: z.array(z.object({ key: z.string(), title: z.string() })),
  }),
});
export const resetRehearsal = endpoint({
  method: "POST",
  path: "/api/rehearsal/reset",
  access: "member",
  summary: "Begin a new run; earlier streams are no longer served, nothing is deleted",
  body: z.strictObject({ at: instant, regulations: z.array(text(80, 1)).min(1).max(100) }),
  output: standing,
});
export const fired = z.object({
  at: instant,
  type: z.string(),
  clause: z.string().nullable(),
  case: z.string().optional(),
  caseNumber: z.string().nullable().optional(),
  duty: z.string().optional(),
});
export const advanceRehearsal = endpoint({
  method: "POST",
  path: "/api/rehearsal/advance",
  access: "member",
  summary: "Move the clock forward; everything due up to then is carried out in order",
  body: z.union([z.strictObject({ to: instant }), z.strictObject({ by: text(40, 1) })]),
  output: z.object({ now: instant, fired: z.array(fired) }),
});

/** One thing that happened in a play of a scenario. */
export const shown = z.object({
  /** Which of the scenario's tries: before-due, at-due, after-due … */
  play: z.string(),
  at: instant,
  type: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export const proveClause = endpoint({
  method: "POST",
  path: "/api/rehearsal/prove",
  access: "member",
  summary: "Plays a clause's own scenario with its own blanks, apart from the rehearsal's clock and streams",
  body: z.strictObject({ clause: text(200, 1) }),
  output: z.object({ proved: z.boolean(), reason: z.string().nullable(), strip: z.array(shown) }),
});
