// The demo organisations' files, read and checked.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { programDir } from "#server/config.ts";

const interval = z.tuple([z.string(), z.string()]);
const week = z.union([
  z.literal("always"),
  z.strictObject({
    "1": z.array(interval),
    "2": z.array(interval),
    "3": z.array(interval),
    "4": z.array(interval),
    "5": z.array(interval),
    "6": z.array(interval),
    "7": z.array(interval),
  }),
]);

/** What may be granted to a post. */
const grant = z.enum(["desk", "head", "chief", "admin", "import", "audit"]);

const file = z.strictObject({
  organisation: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string(),
  timeZone: z.string().default("Asia/Shanghai"),
  rehearsal: z.boolean().default(false),
  /** Whether it is there before anything is served; the others follow behind. */
  first: z.boolean().default(false),
  week,
  head: z.string(),
  posts: z.array(z.strictObject({ key: z.string(), name: z.string(), grants: z.array(grant).default([]) })),
  departments: z.array(z.strictObject({ key: z.string(), name: z.string(), head: z.string() })),
  members: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      posts: z.array(z.string()),
      department: z.string().nullable(),
    }),
  ),
  adopts: z.array(z.string()),
  figures: z.record(z.string(), z.string()).default({}),
  roles: z.record(z.string(), z.array(z.string())),
  customers: z
    .array(z.strictObject({ name: z.string(), phone: z.string().optional(), address: z.string().optional() }))
    .default([]),
});
export type OrganisationFile = z.output<typeof file>;

/** Reads an organisation's file. Throws a ZodError or a YAMLParseError for a faulty one. */
export const readOrganisation = (path: string): OrganisationFile =>
  file.parse(parse(readFileSync(path, "utf8")));

const folder = join(programDir, "organisations");

/** Every demo organisation's file, in the order of the alphabet. */
export const readOrganisations = (): OrganisationFile[] =>
  readdirSync(folder)
    .filter((f) => f.endsWith(".yaml"))
    .sort()
    .map((f) => readOrganisation(join(folder, f)));
