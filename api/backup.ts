// Backups of the whole server, exports of an organisation, and its audit bundle: made, followed, taken away.
import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { id, instant, text } from "./words.ts";

/** `backup`: everything, to be restored. `export`: what a person can read. `audit`: the log and its proof. */
export const backupKinds = ["backup", "export", "audit"] as const;
export type BackupKind = (typeof backupKinds)[number];

/** Why one failed: the disk was full, the process ended half-way, or something else that the log tells. */
const failures = ["no-room", "broken-off", "failed"] as const;

export const backupJob = z.object({
  id: z.string(),
  kind: z.enum(backupKinds),
  state: z.enum(["running", "done", "failed"]),
  /** A member's id, `clock`, or `command` for one whose file was written elsewhere. */
  by: z.string(),
  byName: z.string().nullable(),
  /** Rows and files written so far. */
  done: z.number().int(),
  bytes: z.number().nullable(),
  /** The name of its file; null while there is none, and when it was removed again. */
  file: z.string().nullable(),
  /** Whether the file lies in this server's own folder. */
  here: z.boolean(),
  error: z.enum(failures).nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type BackupJob = z.infer<typeof backupJob>;

/** The section `backup` of the settings. */
export const backupSettings = z.strictObject({
  daily: z.boolean(),
  /** On the organisation's own clock. */
  hour: z.number().int().min(0).max(23),
});
export type BackupSettings = z.infer<typeof backupSettings>;

export const listBackups = endpoint({
  method: "GET",
  path: "/api/backups",
  access: "member",
  summary:
    "Backups, exports and audit bundles made here, the last 50; by administrators, auditors see audit bundles",
  output: z.object({
    items: z.array(backupJob),
    /** What the reader may make. */
    may: z.array(z.enum(backupKinds)),
    /** False where other organisations are on this server: then its whole is backed up by whoever runs it. */
    alone: z.boolean(),
    settings: backupSettings,
    /** The last backup that was finished, and the last that failed since. */
    lastDone: instant.nullable(),
    lastFailed: instant.nullable(),
    /** How many backups are kept. */
    kept: z.number().int(),
  }),
});
export const makeBackup = endpoint({
  method: "POST",
  path: "/api/backups",
  access: "member",
  summary: "Begin a backup, an export or an audit bundle",
  body: z.strictObject({
    kind: z.enum(backupKinds),
    /** Of an export: whether each paper is printed too. */
    pdf: z.boolean().optional(),
  }),
  status: 202,
  output: backupJob,
});
export const putBackupSettings = endpoint({
  method: "PUT",
  path: "/api/backups/settings",
  access: "member",
  summary: "Whether and when a backup is made every day, by the administrator",
  body: backupSettings,
  output: backupSettings,
});
export const openBackupFile = endpoint({
  method: "POST",
  path: "/api/backups/{id}/open",
  access: "member",
  summary: "Open a file to be taken away; the password is asked for again where the file holds personal data",
  params: z.strictObject({ id }),
  body: z.strictObject({ password: text(200, 1).optional() }),
  output: z.object({
    /** Where it is taken from, by the same member, within two minutes. */
    address: z.string(),
  }),
});
export const takeBackupFile = endpoint({
  method: "GET",
  path: "/api/backups/{id}/file",
  access: "member",
  summary: "The file itself, once it was opened",
  params: z.strictObject({ id }),
  query: z.strictObject({ ticket: text(200, 1) }),
  answers: "application/octet-stream",
  output: z.unknown(),
});
