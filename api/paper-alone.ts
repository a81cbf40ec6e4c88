// Papers over HTTP: the forms, the list of all, registers as workbooks, and those that stand alone.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { obligation } from "./obligation.ts";
import { actInput, fillInput, forms, paper, paperField, paperFields, state } from "./paper.ts";
import { id, instant, list, page, text } from "./words.ts";

const one = z.strictObject({ id });
/** A paper that stands alone, with what its regulations owe. */
export const paperAlone = paper.extend({
  id: z.string(),
  version: z.number().int(),
  openedAt: instant,
  openedBy: z.string(),
  obligations: z.array(obligation),
  events: z.array(z.object({ seq: z.number().int(), type: z.string(), at: instant, by: z.string() })),
});
export type PaperAlone = z.infer<typeof paperAlone>;

export const paperForm = z.object({
  key: z.string(),
  name: z.string(),
  form: forms,
  regulation: z.string(),
  clause: z.string(),
  says: z.string(),
  /** Kinds of matter, `duty`; none: it stands alone. */
  of: z.array(z.string()),
  fields: z.array(paperField.omit({ value: true, text: true })),
  steps: z.array(z.object({ step: z.string(), name: z.string(), by: z.string() })),
  numbered: z.boolean(),
  customerMay: z.boolean(),
  keep: z.string().nullable(),
});
export const listPaperForms = endpoint({
  method: "GET",
  path: "/api/papers/forms",
  access: "member",
  summary: "The papers that the adopted regulations define, with their clauses",
  output: z.object({ items: z.array(paperForm) }),
});
export const openPaper = endpoint({
  method: "POST",
  path: "/api/papers",
  access: "member",
  summary: "Begin a paper that stands alone; a numbered one takes its number",
  /** `paper`: its key, or `regulation/key` where several regulations have one of that key. */
  body: z.strictObject({ paper: text(200, 1), fields: paperFields }),
  status: 201,
  output: paperAlone,
});

export const paperRow = z.object({
  /** The stream on which it lives: a matter, a duty, or the paper itself. */
  host: z.enum(["case", "duty", "paper"]),
  id: z.string(),
  paper: z.string(),
  name: z.string(),
  form: forms,
  regulation: z.string(),
  clause: z.string(),
  number: z.string().nullable(),
  state,
  /** The matter's number and title, or the paper's own first fields. */
  title: z.string(),
  filledAt: instant,
  filledBy: z.string(),
  /** Where one form is asked for: what stands in its fields, in their order. */
  cells: z.array(z.string()).optional(),
});
export type PaperRow = z.infer<typeof paperRow>;
const filter = {
  paper: text(80, 1).optional(),
  state: state.optional(),
  q: text(200).optional(),
  /** Those that I may sign now. */
  turn: z.enum(["mine"]).optional(),
};
export const listPapers = endpoint({
  method: "GET",
  path: "/api/papers",
  access: "member",
  summary: "Papers of matters, of duties and alone, last filled first",
  query: z.strictObject({ ...page, ...filter }),
  output: list(paperRow),
});
export const exportPapers = endpoint({
  method: "GET",
  path: "/api/papers/export",
  access: "member",
  summary: "One register as a workbook",
  answers: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  query: z.strictObject({ paper: text(80, 1), state: state.optional() }),
  output: z.unknown(),
});
export const getPaper = endpoint({
  method: "GET",
  path: "/api/papers/{id}",
  access: "member",
  summary: "One paper that stands alone",
  params: one,
  output: paperAlone,
});
export const getPaperPdf = endpoint({
  method: "GET",
  path: "/api/papers/{id}.pdf",
  access: "member",
  summary: "The paper, printed",
  answers: "application/pdf",
  params: one,
  output: z.unknown(),
});
export const fillPaper = endpoint({
  method: "PUT",
  path: "/api/papers/{id}",
  access: "member",
  summary: "Fill fields; null clears one",
  params: one,
  body: fillInput,
  output: paperAlone,
});
export const actOnPaper = endpoint({
  method: "POST",
  path: "/api/papers/{id}/{act}",
  access: "member",
  summary: "Sign, send back, renew, void, or hand a copy over",
  params: z.strictObject({ id, act: text(20, 1) }),
  bodyByPath: true,
  body: actInput,
  output: paperAlone,
});
/** Values, drawings and reasons are nulled in every event (PIPL art. 47); by the administrator, for good. */
export const erasePaper = endpoint({
  method: "POST",
  path: "/api/papers/{id}/erase",
  access: "member",
  summary: "Erase what a paper that stands alone says of people, with the reason",
  params: one,
  body: z.strictObject({
    reason: text(500, 1),
    /** Why it is done although a matter is open, or the organisation's own keeping time runs. */
    force: text(500).optional(),
  }),
  output: paperAlone,
});
