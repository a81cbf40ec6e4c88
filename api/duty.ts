// Recurring duties: what the calendar raises by itself, kept or missed, period by period.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { obligation } from "./obligation.ts";
import { actInput, fillInput, paper } from "./paper.ts";
import { bound, id, instant, list, obligationStates, page, someone, text } from "./words.ts";

const state = z.enum(obligationStates);

export const duty = z.object({
  id: z.string(),
  clause: z.string(),
  regulation: z.string(),
  /** The clause's sentence. */
  says: z.string(),
  /** What its record must show. */
  evidence: z.string().nullable(),
  /** 2026-11-23, 2026-W48, 2026-11, 2026-Q4 … */
  period: z.string(),
  n: z.number().int(),
  of: z.number().int(),
  opensAt: instant,
  dueAt: instant.nullable(),
  /** Of its clause's obligation. */
  state,
  owner: z.string().nullable(),
  ownerPost: z.string().nullable(),
  doneAt: instant.nullable(),
  doneBy: z.string().nullable(),
  /** May the reader do it or note something on it. */
  mine: z.boolean(),
});
export type Duty = z.infer<typeof duty>;

export const dutyEvent = z.object({
  seq: z.number().int(),
  type: z.string(),
  at: instant,
  by: z.string(),
  byName: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});

export const dutyWhole = duty.extend({
  done: z
    .object({ at: instant, by: z.string(), byName: z.string().nullable(), text: z.string().nullable() })
    .nullable(),
  /** May the reader do it now; else why not. */
  doable: z.boolean(),
  reason: z.string().nullable(),
  /** Papers of which one, complete, is what the clause asks for. */
  byPaper: z.boolean(),
  papers: z.array(paper),
  obligations: z.array(obligation),
  events: z.array(dutyEvent),
});
export type DutyWhole = z.infer<typeof dutyWhole>;

const filters = {
  clause: id.optional(),
  owner: someone.optional(),
  /** Duties whose time from opening to due time touches this span. */
  from: bound.optional(),
  to: bound.optional(),
};
const one = z.strictObject({ id });
const said = z.strictObject({ text: text(2000, 1) });

export const listDuties = endpoint({
  method: "GET",
  path: "/api/duties",
  access: "member",
  summary: "Recurring duties, soonest due first",
  query: z.strictObject({ ...page, ...filters, state: state.optional() }),
  output: list(duty),
});

const cell = z.object({
  id: z.string(),
  period: z.string(),
  n: z.number().int(),
  of: z.number().int(),
  opensAt: instant,
  dueAt: instant.nullable(),
  state,
});
export const dutyStrip = z.object({
  clause: z.string(),
  says: z.string(),
  owner: z.string().nullable(),
  ownerPost: z.string().nullable(),
  cells: z.array(cell),
});
export type DutyStrip = z.infer<typeof dutyStrip>;
/** At most 5,000 cells; `more` says that the earliest were left out. */
export const dutyBoard = endpoint({
  method: "GET",
  path: "/api/duties/board",
  access: "member",
  summary: "What was kept and what was missed, clause by clause",
  query: z.strictObject(filters),
  output: z.object({ items: z.array(dutyStrip), more: z.boolean() }),
});

export const getDuty = endpoint({
  method: "GET",
  path: "/api/duties/{id}",
  access: "member",
  summary: "One recurring duty with its history and what may be done now",
  params: one,
  output: dutyWhole,
});
export const doDuty = endpoint({
  method: "POST",
  path: "/api/duties/{id}/done",
  access: "member",
  summary: "It is done, with a sentence that shows it; by its owner or whoever leads them",
  params: one,
  body: said,
  output: dutyWhole,
});
export const noteDuty = endpoint({
  method: "POST",
  path: "/api/duties/{id}/note",
  access: "member",
  summary: "Note something on a recurring duty",
  params: one,
  body: said,
  output: dutyWhole,
});

const onPaper = { id, key: text(80, 1) };
export const fillDutyPaper = endpoint({
  method: "PUT",
  path: "/api/duties/{id}/papers/{key}",
  access: "member",
  summary: "Fill a paper of a recurring duty",
  params: z.strictObject(onPaper),
  body: fillInput,
  output: dutyWhole,
});
export const actOnDutyPaper = endpoint({
  method: "POST",
  path: "/api/duties/{id}/papers/{key}/{act}",
  access: "member",
  summary: "Sign a duty's paper, send it back, renew it, void it, or hand a copy over",
  params: z.strictObject({ ...onPaper, act: text(20, 1) }),
  bodyByPath: true,
  body: actInput,
  output: dutyWhole,
});
export const getDutyPaperPdf = endpoint({
  method: "GET",
  path: "/api/duties/{id}/papers/{key}.pdf",
  access: "member",
  summary: "A duty's paper, printed; blank boxes stay boxes",
  answers: "application/pdf",
  params: z.strictObject(onPaper),
  output: z.unknown(),
});
