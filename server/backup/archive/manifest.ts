// The manifest of a backup: what it was made of, what is in it, and the checksum of each member.
import { createHash } from "node:crypto";
import { z } from "zod";
import { kept } from "../tables.ts";

export const manifestName = "manifest.json";
export const manifestSum = "manifest.sha256";

const listed = z.object({
  name: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  pieces: z.array(z.string()),
});

const manifest = z.object({
  format: z.literal("shouwen backup 1"),
  /** The program's version. */
  program: z.string(),
  /** The number of its last migration. */
  migration: z.number().int().min(1),
  /** PostgreSQL's own version, as it says it. */
  postgres: z.string(),
  madeAt: z.string(),
  organisations: z.array(z.object({ org: z.string(), name: z.string(), rehearsal: z.boolean() })),
  /** Table → its rows. Names go into statements as they are, so only ours are read. */
  rows: z.record(
    z.string().refine((table) => (kept as readonly string[]).includes(table)),
    z.number().int(),
  ),
  members: z.array(listed),
});
export type Manifest = z.infer<typeof manifest>;

export const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** Reads it; null where it is none. */
export const readManifest = (text: string): Manifest | null => {
  try {
    const read = manifest.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};
