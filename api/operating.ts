// How the process and an organisation's work that goes on by itself are.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";

export const live = endpoint({
  method: "GET",
  path: "/api/live",
  access: "public",
  summary: "200 while the process answers; the database is not asked",
  output: z.object({ status: z.literal("ok") }),
});
export const health = endpoint({
  method: "GET",
  path: "/api/health",
  access: "public",
  summary: "200 once ready; 503 while starting, ending, or without the database",
  output: z.object({ status: z.literal("ok") }),
});

const healthState = z.enum(["good", "attention", "fault"]);
const sign = z.object({
  name: z.string(),
  health: healthState,
  /** Which sentence says it; `facts` fill it. */
  why: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type HealthSign = z.infer<typeof sign>;

const proof = z.object({
  state: z.enum(["running", "whole", "bad", "broken-off"]),
  by: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  endedAt: z.string().nullable(),
  streams: z.number(),
  events: z.number(),
  seals: z.number(),
  firstBad: z
    .object({
      stream: z.string().optional(),
      seq: z.number().optional(),
      seal: z.number().optional(),
      reason: z.string(),
    })
    .nullable(),
});
export type Proof = z.infer<typeof proof>;

export const getOperating = endpoint({
  method: "GET",
  path: "/api/operating",
  access: "member",
  summary: "How clocks, outbox, seals, deliveries, backups and the machine are, by who may read it",
  output: z.object({
    health: healthState,
    at: z.string(),
    /** The caller's own organisation. */
    own: z.array(sign),
    /** The machine, shared by all organisations on it; empty for an auditor. */
    machine: z.array(sign),
    proof: proof.nullable(),
  }),
});
export type Operating = z.infer<typeof getOperating.output>;

export const beginProof = endpoint({
  method: "POST",
  path: "/api/operating/verify",
  access: "member",
  summary: "Go through the organisation's log: every chain and seal; the result stands in GET /api/operating",
  body: z.strictObject({}),
  status: 202,
  output: proof,
});
