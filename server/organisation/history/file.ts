// A demo organisation's history as its file tells it: what happened in the weeks before it was founded here.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { programDir } from "#server/config.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When something happened: on an opening day counted back from today, after what came before, or some time ago. */
const when = {
  /** 0 is today, -1 the opening day before, and so on. */
  day: z.int().max(0).optional(),
  at: clock.optional(),
  after: z.string().optional(),
  /** So much opening time before now. */
  ago: z.string().optional(),
};

/** One act: its name, what it is told, when, and by which post where that does not go without saying. */
const step = z
  .object({ ...when, by: z.string().optional() })
  .catchall(z.record(z.string(), z.unknown()))
  .refine((s) => Object.keys(s).filter((k) => !(k in when) && k !== "by").length === 1, "one act a step");

const person = z.union([
  z.string(),
  z.strictObject({ name: z.string(), phone: z.string().optional(), address: z.string().optional() }),
]);

/** Everything else that stands beside these fills the braces of the way. */
const matter = z
  .object({
    ...when,
    by: z.string(),
    customer: person.optional(),
    kind: z.string(),
    severity: z.string().optional(),
    channel: z.string(),
    title: z.string(),
    description: z.string(),
    place: z.string().optional(),
    demand: z.string().optional(),
    amount: z.number().optional(),
    against: z.record(z.string(), z.string()).optional(),
    occurredAt: z.record(z.string(), z.unknown()).optional(),
    wantedBy: z.record(z.string(), z.unknown()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    way: z.string().optional(),
    /** How many steps of the way were gone. */
    stop: z.int().positive().optional(),
    /** What happened after the way, or instead of one. */
    steps: z.array(step).default([]),
  })
  .catchall(z.string());

const paper = z.strictObject({
  ...when,
  by: z.string(),
  paper: z.string(),
  fields: z.record(z.string(), z.unknown()),
  steps: z.array(step).default([]),
});

/** How a recurring duty was seen to: sentences or filled papers in turn, and the periods (counted back) that were missed. */
const duty = z.strictObject({
  by: z.string().optional(),
  said: z.array(z.string()).optional(),
  paper: z.string().optional(),
  fields: z.array(z.record(z.string(), z.unknown())).optional(),
  missed: z.array(z.int().nonnegative()).optional(),
  late: z.array(z.int().nonnegative()).optional(),
});

const file = z.strictObject({
  organisation: z.string(),
  /** How a matter usually goes, by a name. */
  ways: z.record(z.string(), z.array(step)).default({}),
  matters: z.array(matter).default([]),
  papers: z.array(paper).default([]),
  /** Clause → how its duty was seen to; without any the agenda begins today. */
  duties: z.record(z.string(), duty).default({}),
});

export type When = { day?: number; at?: string; after?: string; ago?: string };
export type Step = z.output<typeof step>;
export type MatterTold = z.output<typeof matter>;
export type PaperTold = z.output<typeof paper>;
export type DutyTold = z.output<typeof duty>;
export type HistoryFile = z.output<typeof file>;

/**
 * Reads an organisation's history.
 * @returns null where there is none
 * @throws ZodError or YAMLParseError for a faulty one
 */
export const readHistory = (organisation: string): HistoryFile | null => {
  const path = join(programDir, "histories", `${organisation}.yaml`);
  return existsSync(path) ? file.parse(parse(readFileSync(path, "utf8"))) : null;
};
