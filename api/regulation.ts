// The regulations an organisation adopted, their editions, and how each clause stands.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { monthFigures } from "./evidence.ts";
import { id, instant, list, page, text } from "./words.ts";

export const clauseEvidence = z.object({
  met: z.number().int(),
  late: z.number().int(),
  breached: z.number().int(),
  open: z.number().int(),
  waived: z.number().int(),
  superseded: z.number().int(),
  /** The input did not carry the act (an import): neither kept nor broken. */
  notRecorded: z.number().int(),
  /** This month alone, in more detail. */
  month: monthFigures,
});
export const clause = z.object({
  id: z.string(),
  regulation: z.string(),
  /** The article as the regulation numbers it (二、9(4)): what the mark in the margin shows. */
  at: z.string().optional(),
  says: z.string(),
  how: z.string(),
  /** The evaluator or content that carries it: rule, gate, paper, words, kinds, see, inspect … */
  by: z.string().nullable(),
  /** The rule or gate as one plain sentence. */
  sentence: z.string().nullable(),
  reading: z.string().nullable(),
  status: z.enum(["running", "waiting"]),
  reason: z.string().optional(),
  evidence: clauseEvidence,
  /** The clauses that carry this one, whose evidence stands here too: left out of every sum. */
  evidenceOf: z.array(z.string()).optional(),
});
export type Clause = z.infer<typeof clause>;

export const listClauses = endpoint({
  method: "GET",
  path: "/api/clauses",
  access: "member",
  summary: "Every clause of the adopted regulations in their order, whole",
  output: z.object({ items: z.array(clause) }),
});

/** How long a clause's acts took, worst first: the compliance page. */
export const clauseTimes = endpoint({
  method: "GET",
  path: "/api/clauses/times",
  access: "member",
  summary: "One clause: the distribution of times and its cases, the worst first",
  query: z.strictObject({
    ...page,
    clause: id,
    state: text(20, 1)
      .refine((s) => ["open", "met", "late", "breached"].includes(s))
      .optional(),
  }),
  output: z.object({
    clause,
    /** Share of the allowed time that was used: counts per bucket `[from, to)` in hours since it opened. */
    buckets: z.array(
      z.object({
        from: z.number(),
        to: z.number().nullable(),
        kept: z.number().int(),
        broken: z.number().int(),
      }),
    ),
    medianHours: z.number().nullable(),
    p90Hours: z.number().nullable(),
    worst: list(
      z.object({
        case: z.string().nullable(),
        /** The recurring duty, where it is none of a matter. */
        duty: z.string().nullable(),
        number: z.string(),
        title: z.string(),
        state: z.string(),
        openedAt: instant,
        dueAt: instant.nullable(),
        metAt: instant.nullable(),
        hours: z.number(),
      }),
    ),
  }),
});

const edition = z.object({
  date: z.string().nullable(),
  state: z.enum(["draft", "coming", "in-force", "past"]),
});
export const regulation = z.object({
  key: z.string(),
  title: z.string(),
  adopted: z.boolean(),
  editions: z.array(edition),
});
export const listRegulations = endpoint({
  method: "GET",
  path: "/api/regulations",
  access: "member",
  summary: "The adopted regulations and their editions",
  query: z.strictObject(page),
  output: list(regulation),
});
const key = z.strictObject({ key: text(80, 1) });
export const getRegulation = endpoint({
  method: "GET",
  path: "/api/regulations/{key}",
  access: "member",
  summary: "One regulation and its editions",
  params: key,
  output: regulation,
});
const editionPath = z.strictObject({ key: text(80, 1), date: text(20, 1) });
/** The YAML byte for byte, as text/yaml; `date` is a local date or `beginning`. */
export const getEdition = endpoint({
  method: "GET",
  path: "/api/regulations/{key}/editions/{date}",
  access: "member",
  summary: "An edition's file",
  answers: "text/yaml",
  params: editionPath,
  output: z.string(),
});
/** Body text/yaml, header `Reason`; 400 with line and message for a faulty file, 409 for one already in force. */
export const putEdition = endpoint({
  method: "PUT",
  path: "/api/regulations/{key}/editions/{date}",
  access: "member",
  summary: "A new edition, by the administrator, from today or later",
  sends: "text/yaml",
  headers: { Reason: "Why it is changed; percent-encoded where it is not Latin" },
  params: editionPath,
  query: z.strictObject({
    draft: z.enum(["true", "false"]).optional(),
    /** The last day on which those whom it binds are to sign that they know it. */
    signBy: z.iso.date().optional(),
  }),
  output: regulation,
});

/** What the engine needs to count in the browser, so that clocks are shown before anything is saved. */
export const getRules = endpoint({
  method: "GET",
  path: "/api/rules",
  access: "member",
  summary: "The editions in force, the calendar and the roles, for the engine in the browser",
  output: z.object({
    now: instant,
    timeZone: z.string(),
    /** Parsed regulation files (`domain/regulation/file.ts`). */
    regulations: z.array(z.unknown()),
    /** The organisation's own figures for blanks, by clause id. */
    figures: z.record(z.string(), z.string()),
    calendar: z.unknown(),
    /** `regulation/role` → posts. */
    roles: z.record(z.string(), z.array(z.string())),
    posts: z.array(z.string()),
    /** The post to which a role without a post falls. */
    head: z.string(),
  }),
});
