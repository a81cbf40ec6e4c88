// How long things are kept, what is due for destruction, what is held back, and destroying it by one act.
import { z } from "zod";
import { keepPattern } from "#domain/retention/keep.ts";
import { looks } from "#domain/retention/settings.ts";
import { endpoint } from "./endpoint.ts";
import { receipt } from "./erasure.ts";
import { id, instant, text } from "./words.ts";

const length = z.string().max(20).regex(keepPattern);

/** Something that is kept: a paper, a kind of matter, records of duties, customers. */
export const keptThing = z.object({
  /** `regulation/paper`, `matter:kind`, `duty`, `customer`. */
  thing: z.string(),
  name: z.string(),
  /** Of the text, with its clause; null where the text gives none. */
  keep: z.string().nullable(),
  clause: z.string().nullable(),
  /** The organisation's own; only where the text gives none. */
  own: z.string().nullable(),
});
export type KeptThing = z.infer<typeof keptThing>;

export const hold = z.object({
  id: z.string(),
  stream: z.string(),
  paper: z.string().nullable(),
  what: z.string(),
  reason: z.string().nullable(),
  at: instant,
  by: z.string(),
  byName: z.string().nullable(),
});
export type Hold = z.infer<typeof hold>;

const retention = z.object({
  things: z.array(keptThing),
  every: z.enum(looks).nullable(),
  post: z.string().nullable(),
  posts: z.array(z.object({ key: z.string(), name: z.string() })),
  says: z.string(),
  holds: z.array(hold),
  /** May the reader change the lengths; may the reader destroy and hold. */
  mayEdit: z.boolean(),
  mayDestroy: z.boolean(),
});
export type Retention = z.infer<typeof retention>;

export const getRetention = endpoint({
  method: "GET",
  path: "/api/retention",
  access: "member",
  summary: "How long each paper and matter is kept, by which clause or by the organisation's own figure",
  output: retention,
});
/** The section `retention` of the settings, as a whole. */
export const putRetention = endpoint({
  method: "PUT",
  path: "/api/retention",
  access: "member",
  summary:
    "Set the organisation's own keeping times, and how often they are looked through; by the administrator",
  body: z.strictObject({
    keeps: z.record(text(200, 1), length),
    every: z.enum(looks).nullable(),
    post: id.nullable(),
    says: text(300),
  }),
  output: retention,
});

export const dueLine = z.object({
  stream: z.string(),
  paper: z.string().nullable(),
  kind: z.string(),
  host: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  /** Since when it was done with, and until when it had to be kept. */
  since: instant,
  until: instant,
  keep: z.string(),
  clause: z.string().nullable(),
  events: z.number().int(),
  files: z.number().int(),
  held: z.boolean(),
});
export type DueLine = z.infer<typeof dueLine>;
export const listDue = endpoint({
  method: "GET",
  path: "/api/retention/due",
  access: "member",
  summary: "What has passed its keeping time, the oldest first; at most 500",
  output: z.object({ items: z.array(dueLine), more: z.boolean() }),
});
const part = { stream: id, paper: text(80).nullable() };
export const destroyKept = endpoint({
  method: "POST",
  path: "/api/retention/destroy",
  access: "member",
  summary: "Destroy what was chosen of it, for good; leaves a destruction register",
  body: z.strictObject({
    items: z.array(z.strictObject(part)).min(1).max(500),
    password: text(200),
    /** The recurring duty that is done with it. */
    duty: id.optional(),
  }),
  status: 201,
  output: receipt,
});
export const placeHold = endpoint({
  method: "POST",
  path: "/api/holds",
  access: "member",
  summary: "Hold something back from destruction and erasure, with the reason (a dispute, a lawsuit)",
  body: z.strictObject({ ...part, reason: text(500, 1) }),
  status: 201,
  output: hold,
});
export const liftHold = endpoint({
  method: "POST",
  path: "/api/holds/{id}/lift",
  access: "member",
  summary: "Lift a hold, with the reason",
  params: z.strictObject({ id }),
  body: z.strictObject({ reason: text(500, 1) }),
  output: hold,
});
