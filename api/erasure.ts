// The right to be forgotten: a person is looked up, what is held is chosen and erased, a receipt stays.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, list, page, text } from "./words.ts";

/** Why something cannot be erased, or only by force. */
const block = z.object({
  code: z.enum([
    "erase-held",
    "erase-staff-here",
    "erase-kept",
    "erase-kept-on",
    "erase-own-keep",
    "erase-own-keep-on",
    "erase-open",
  ]),
  clause: z.string().nullable(),
  until: instant.nullable(),
  /** With a reason of its own it can be done all the same. */
  forcible: z.boolean(),
});

/** One thing in which a person stands; no word of what it says. */
export const personLine = z.object({
  stream: z.string(),
  /** The paper of the stream; null: everything on the stream but its papers. */
  paper: z.string().nullable(),
  /** case, paper, duty, customer, staff, approval … */
  kind: z.string(),
  /** The kind of stream on which it lies. */
  host: z.string(),
  /** A paper's name, or a kind of matter. */
  name: z.string().nullable(),
  number: z.string().nullable(),
  /** When it began. */
  at: instant,
  open: z.boolean(),
  /** Events with personal words in them, how many of these name the person, and attached files. */
  events: z.number().int(),
  naming: z.number().int(),
  files: z.number().int(),
  /** Belongs to the customer who was looked for. */
  own: z.boolean(),
  block: block.nullable(),
});
export type PersonLine = z.infer<typeof personLine>;

export const personFound = z.object({
  /** Customers who fit, telephone and address masked. */
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
  lines: z.array(personLine),
  /** Files of rows that an import refused, in which the person stands; they go with whatever is erased. */
  imports: z.number().int(),
  /** There is more than is shown; say more of the person. */
  more: z.boolean(),
});
export type PersonFound = z.infer<typeof personFound>;

const who = { q: text(100).optional(), customer: id.optional() };

export const findPerson = endpoint({
  method: "POST",
  path: "/api/erasures/find",
  access: "member",
  summary: "What is held about a person, by name or telephone, or of one customer; by the administrator",
  body: z.strictObject(who),
  output: personFound,
});

const items = z
  .array(
    z.strictObject({
      stream: id,
      paper: text(80).nullable(),
      /** `naming`: only the events that name the person. */
      only: z.enum(["all", "naming"]).optional(),
    }),
  )
  .max(500);

export const erased = z.object({
  kind: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  events: z.number().int(),
  files: z.number().int(),
  keep: z.string().optional(),
  clause: z.string().nullable().optional(),
  until: instant.optional(),
});

export const receipt = z.object({
  id: z.string(),
  at: instant,
  by: z.string(),
  byName: z.string().nullable(),
  why: z.enum(["request", "retention"]),
  reason: z.string(),
  force: z.string().nullable(),
  streams: z.number().int(),
  events: z.number().int(),
  files: z.number().int(),
  items: z.array(erased),
});
export type Receipt = z.infer<typeof receipt>;

export const erasePerson = endpoint({
  method: "POST",
  path: "/api/erasures",
  access: "member",
  summary: "Erase what was chosen, for good, with a reason and the password entered again (PIPL art. 47)",
  body: z.strictObject({
    ...who,
    items,
    reason: text(500, 1),
    /** Why it is done although a matter is open, or the organisation's own keeping time runs. */
    force: text(500).optional(),
    password: text(200),
  }),
  status: 201,
  output: receipt,
});
export const listErasures = endpoint({
  method: "GET",
  path: "/api/erasures",
  access: "member",
  summary: "What was erased and destroyed: who, when, why, how much; the latest first",
  query: z.strictObject({ ...page, why: z.enum(["request", "retention"]).optional() }),
  output: list(receipt),
});
const one = z.strictObject({ id });
export const getErasure = endpoint({
  method: "GET",
  path: "/api/erasures/{id}",
  access: "member",
  summary: "One receipt",
  params: one,
  output: receipt,
});
export const getErasurePdf = endpoint({
  method: "GET",
  path: "/api/erasures/{id}/pdf",
  access: "member",
  summary: "A receipt, or a destruction register, printed",
  answers: "application/pdf",
  params: one,
  output: z.unknown(),
});
export const getErasureBook = endpoint({
  method: "GET",
  path: "/api/erasures/{id}/xlsx",
  access: "member",
  summary: "A destruction register as a workbook",
  answers: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  params: one,
  output: z.unknown(),
});
