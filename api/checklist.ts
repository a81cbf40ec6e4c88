// What a new office still has to do before its first matter, and what was put off.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

/** In the order in which an office does them. */
export const stepNames = [
  ...["organisation", "hours", "departments", "posts", "staff", "regulations", "roles", "figures"],
  ...["print", "delivery", "address", "backup", "first"],
] as const;
/** Those of which an office may say that they are right as they stand. */
export const settleable: readonly string[] = [
  ...["hours", "departments", "roles", "figures", "print", "delivery", "address"],
];

const step = z.object({
  name: z.string(),
  /** By what is really there, or because somebody said that it is right as it stands. */
  done: z.boolean(),
  /** Put off by the administrator. */
  later: z.boolean(),
  /** Said to be right as it stands, though nothing there shows it. */
  settled: z.boolean(),
  /** What was counted or found, by its name; the interface puts it into words. */
  facts: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type Step = z.infer<typeof step>;

const checklist = z.object({
  steps: z.array(step),
  /** No step is left, not even one that was put off. */
  done: z.boolean(),
  /** The card on the desk was put away. */
  away: z.boolean(),
});
export type Checklist = z.infer<typeof checklist>;

export const getChecklist = endpoint({
  method: "GET",
  path: "/api/setup/list",
  access: "member",
  summary: "The steps of setting up, each as it really stands, for administrators",
  query: z.strictObject({
    /** The address under which the browser reaches the server, to be compared with `PUBLIC_URL`. */
    at: text(300, 1).optional(),
  }),
  output: checklist,
});

const names = z.array(z.enum(stepNames)).max(stepNames.length);
/** A section of the organisation's settings. */
export const putOff = z.strictObject({
  later: names,
  settled: names,
  away: z.boolean(),
});
export const putChecklist = endpoint({
  method: "PUT",
  path: "/api/setup/list",
  access: "member",
  summary: "Put steps off, say that they are right as they stand, put the card away; by administrators",
  body: putOff,
  output: putOff,
});
