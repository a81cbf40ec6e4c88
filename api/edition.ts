// Editions beside one another: what a new one changes, which matters it would touch, who knows of it and has signed.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, list, obligationStates, page, text } from "./words.ts";

const key = z.strictObject({ key: text(80, 1) });
const editionPath = z.strictObject({ key: text(80, 1), date: text(20, 1) });

const said = z.object({
  at: z.string(),
  says: z.string(),
  /** What the software does about it, as one plain sentence. */
  sentence: z.string().nullable(),
  reading: z.string().nullable(),
  /** The clause's block as it stands in the file, without its proof. */
  block: z.string().nullable(),
});
const change = z.object({
  /** The clause's full id. */
  clause: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  /** What differs of a changed clause; `rule` stands for whatever the software does. */
  parts: z.array(z.enum(["at", "text", "rule", "reading"])),
  before: said.nullable(),
  after: said.nullable(),
});
export type EditionChange = z.infer<typeof change>;
const comparison = z.object({
  regulation: z.string(),
  /** Names of the two editions; null for a text that is not kept. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  same: z.number().int(),
  items: z.array(change),
});

/** `with` is an edition's name; the one in force where it is left out. What is new stands in `after`. */
export const compareEditions = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/editions/{date}/compare",
  access: "member",
  summary: "What this edition changes, clause by clause",
  params: editionPath,
  query: z.strictObject({ with: text(20, 1).optional() }),
  output: comparison,
});
export const compareDraft = endpoint({
  method: "POST",
  path: "/api/regulations/{key}/compare",
  access: "member",
  summary: "What a text that is not kept yet changes, clause by clause",
  params: key,
  body: z.strictObject({ edition: z.string().max(1_048_576), with: text(20, 1).optional() }),
  output: comparison,
});

const clock = z.object({ dueAt: instant.nullable(), state: z.enum(obligationStates) });
export const touchedCase = z.object({
  case: z.string(),
  number: z.string(),
  title: z.string(),
  /** The edition under which it stands now. */
  edition: z.string(),
  clocks: z.array(z.object({ clause: z.string(), before: clock.nullable(), after: clock.nullable() })),
});
/** Running matters whose clocks would change if they were moved to this edition. */
export const listTouched = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/touched",
  access: "member",
  summary: "The running matters that an edition would touch if they were moved to it",
  params: key,
  query: z.strictObject({ ...page, edition: text(20, 1) }),
  output: list(touchedCase).extend({
    /** Running matters that stand under another edition; counted up to 1,000. */
    running: z.object({ count: z.number().int(), more: z.boolean() }),
  }),
});
/** By the administrator or the head of the organisation; outcomes on record stay. */
export const moveCases = endpoint({
  method: "POST",
  path: "/api/regulations/{key}/editions/{date}/move",
  access: "member",
  summary: "Move running matters to this edition",
  params: editionPath,
  body: z.strictObject({
    cases: z.union([z.literal("all"), z.array(id).min(1).max(200)]),
    reason: text(2000, 1),
  }),
  output: z.object({ moved: z.number().int() }),
});

const acknowledgement = z.object({
  member: z.string(),
  name: z.string(),
  posts: z.array(z.string()),
  sentAt: instant,
  /** Until when it is to be signed: as it was published, else the day on which it comes into force. */
  dueAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  overdue: z.boolean(),
});
export const listAcknowledgements = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/editions/{date}/acknowledgements",
  access: "member",
  summary: "To whom an edition was sent, and who has signed that they know it",
  params: editionPath,
  output: z.object({ items: z.array(acknowledgement), sent: z.number().int(), signed: z.number().int() }),
});
export const acknowledge = endpoint({
  method: "POST",
  path: "/api/regulations/{key}/editions/{date}/acknowledge",
  access: "member",
  summary: "Sign that I know this edition",
  params: editionPath,
  body: z.strictObject({}),
  output: acknowledgement,
});
/** Editions sent to me; without `signed` those that wait for my signature. */
export const listToAcknowledge = endpoint({
  method: "GET",
  path: "/api/acknowledgements",
  access: "member",
  summary: "The editions that wait for my signature, oldest first",
  query: z.strictObject({ signed: z.enum(["true", "false"]).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        regulation: z.string(),
        title: z.string(),
        edition: z.string(),
        sentAt: instant,
        dueAt: instant.nullable(),
        acknowledgedAt: instant.nullable(),
        overdue: z.boolean(),
      }),
    ),
  }),
});
