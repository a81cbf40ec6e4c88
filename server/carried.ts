// The regulations that the product carries: its files, read when they are first asked for.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { programDir } from "#server/config.ts";

export type Carried = { key: string; title: string; yaml: string; regulation: Regulation };

const folder = join(programDir, "regulations");
const kept = new Map<string, Carried>();

/** The keys of all of them, in the order of the alphabet. */
export const carriedKeys = (): string[] =>
  readdirSync(folder)
    .filter((f) => f.endsWith(".yaml"))
    .map((f) => f.slice(0, -".yaml".length))
    .sort();

/**
 * One of them by its key, or null where the product carries none such.
 * @throws Error where its file is faulty, which the checks would have told
 */
export const carried = (key: string): Carried | null => {
  const known = kept.get(key);
  if (known) return known;
  const file = join(folder, `${key}.yaml`);
  if (!/^[a-z0-9-]+$/.test(key) || !existsSync(file)) return null;
  const yaml = readFileSync(file, "utf8");
  const read = readRegulation(yaml);
  if ("errors" in read) throw new Error(`The regulation ${key} is faulty: ${read.errors[0]?.message}`);
  const { regulation } = read;
  const made = { key, title: regulation.title, yaml, regulation };
  kept.set(key, made);
  return made;
};

/** The event with which an organisation takes up a regulation that the product carries. */
export const adoption = ({ key, title, yaml }: Carried) => ({
  type: "regulation.adopted",
  data: { key, title, yaml },
});
