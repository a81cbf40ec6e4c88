// Matters of the past, from CSV or XLSX.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, kind, severity, text } from "./words.ts";

/** Which column of the file holds which field. */
export const importColumns = [
  "externalId",
  "title",
  "description",
  "receivedAt",
  "resolvedAt",
  "outcome",
  "closedAt",
  "occurredAt",
  "customerName",
  "customerPhone",
  "customerAddress",
  "place",
  "demand",
  "channel",
  "department",
  "severity",
] as const;
export const mapping = z.strictObject({
  kind,
  severity: severity.optional(),
  department: text(80, 1).optional(),
  columns: z.partialRecord(z.enum(importColumns), text(200, 1)),
});
export type Mapping = z.infer<typeof mapping>;

export const importJob = z.object({
  id: z.string(),
  state: z.enum(["waiting", "running", "done", "failed"]),
  file: z.string(),
  rows: z.number().int().nullable(),
  taken: z.number().int(),
  /** Rows that an earlier import had brought already. */
  known: z.number().int(),
  refused: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  error: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type ImportJob = z.infer<typeof importJob>;

/** multipart/form-data with `file` and `mapping` (JSON). */
export const startImport = endpoint({
  method: "POST",
  path: "/api/imports",
  access: "member",
  summary: "Import matters from a CSV or XLSX file",
  sends: "multipart/form-data",
  status: 202,
  output: importJob,
});
export const getImport = endpoint({
  method: "GET",
  path: "/api/imports/{id}",
  access: "member",
  summary: "An import's progress and the rows it refused",
  params: z.strictObject({ id }),
  output: importJob,
});
/** The refused rows as CSV, with line and reason in front, to mend and send again. */
export const getRefusedRows = endpoint({
  method: "GET",
  path: "/api/imports/{id}/refused.csv",
  access: "member",
  summary: "The rows that could not be taken, as a file",
  answers: "text/csv",
  params: z.strictObject({ id }),
  output: z.unknown(),
});
/** multipart/form-data with `file`: its columns and first rows, with a guess of the mapping. */
export const previewImport = endpoint({
  method: "POST",
  path: "/api/imports/preview",
  access: "member",
  summary: "A file's columns, its first rows and a guessed mapping",
  sends: "multipart/form-data",
  output: z.object({
    columns: z.array(z.string()),
    rows: z.array(z.record(z.string(), z.string())),
    guess: mapping,
  }),
});
