// `export ORGANISATION FOLDER|FILE.zip`: everything a person can read; with --audit the log and its proof.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Pool } from "pg";
import type { Language } from "#server/http/i18n/language.ts";
import { makeWorld } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { auditBundle } from "../audit/bundle.ts";
import { exportAll } from "../export/everything.ts";
import type { CommandOn } from "./line.ts";

const usage =
  "Usage: npm run shouwen -- export [--audit] [--language zh-CN|zh-TW|en] [--without-pdf] ORGANISATION FOLDER|FILE.zip";
const options = {
  audit: { type: "boolean" },
  language: { type: "string" },
  "without-pdf": { type: "boolean" },
} as const;
const languages = ["zh-CN", "zh-TW", "en"];

const read = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [org, path, ...more] = positionals;
    if (org === undefined || path === undefined || more.length > 0)
      throw new Error("An organisation and a folder or file are wanted");
    const { language = "zh-CN", audit = false } = values;
    if (!languages.includes(language)) throw new Error(`There is no language ${language}`);
    return { org, path: resolve(path), audit, language: language as Language, pdf: !values["without-pdf"] };
  } catch (error) {
    throw new Error(`${(error as Error).message}. ${usage}`);
  }
};

const checkOrganisation = async (pool: Pool, org: string): Promise<void> => {
  const { rows } = await pool.query<{ org: string }>("select org from shouwen.organisation order by org");
  if (rows.some((r) => r.org === org)) return;
  throw new Error(
    `There is no organisation ${org}; those there are: ${rows.map((r) => r.org).join(", ") || "none"}.`,
  );
};

/** Prints what was written. */
export const exportCommand: CommandOn = (withDatabase) => async (args, config, said) => {
  const asked = read(args);
  const { org, path } = asked;
  return withDatabase(config, async (pool) => {
    await checkOrganisation(pool, org);
    if (asked.audit) {
      const { events, streams, seals } = await auditBundle(pool, config.dataDir, org, path);
      said.out(
        `${path}: ${streams} streams, ${events} events, ${seals} seals. Its README says how to verify it.`,
      );
      return 0;
    }
    const world = makeWorld({ pool, side: pool }, modules, () => {}, config.dataDir);
    const { rows } = await exportAll({ ...asked, world }, path);
    const figures = Object.entries(rows).map(([name, n]) => `${n} ${name}`);
    said.out(`${path}: ${figures.join(", ")}.`);
    return 0;
  });
};
