// `import FILE`: the same import from the command line, also while the server runs.
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Pool } from "pg";
import { importColumns, type Mapping, mapping } from "#api/import.ts";
import { actorOf } from "#domain/organisation/organisation.ts";
import type { Config } from "#server/config.ts";
import { openPool } from "#server/db/pool.ts";
import type { Caller } from "#server/log/command.ts";
import { reading } from "#server/log/unit.ts";
import { makeWorld, type World } from "#server/log/world.ts";
import { modules } from "#server/modules.ts";
import { limits } from "#server/sheet/fault.ts";
import { openSheet } from "#server/sheet/sheet.ts";
import { countRows, takeFile } from "./carry-out.ts";
import { guessMapping } from "./reading/guess.ts";
import { writeRefused } from "./refused.ts";
import type { Tally } from "./take.ts";

type Said = { out: (line: string) => void; err: (line: string) => void };
/** Opens the database that the server uses. */
type WithDatabase = <T>(config: Config, work: (pool: Pool, url: string) => Promise<T>) => Promise<T>;

const usage =
  "Usage: npm run shouwen -- import FILE [--organisation KEY] [--kind complaint] [--severity minor] [--department KEY] [--column title=HEADER …] [--member ID] [--refused FILE]";

const options = {
  organisation: { type: "string" },
  member: { type: "string" },
  kind: { type: "string" },
  severity: { type: "string" },
  department: { type: "string" },
  column: { type: "string", multiple: true },
  refused: { type: "string" },
} as const;

const read = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error("one file is wanted");
    return { ...values, file };
  } catch (error) {
    throw new Error(`${(error as Error).message}. ${usage}`);
  }
};
type Asked = ReturnType<typeof read>;

/** What the file's own columns suggest, put right by what was asked for. */
const mappingOf = (asked: Asked, columns: readonly string[]): Mapping => {
  const guess = guessMapping(columns);
  const wanted = (asked.column ?? []).map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at < 0 ? undefined : at), at < 0 ? "" : pair.slice(at + 1)] as const;
  });
  for (const [field, column] of wanted) {
    if (!(importColumns as readonly string[]).includes(field))
      throw new Error(`There is no field ${field}; those there are: ${importColumns.join(", ")}`);
    if (!columns.includes(column))
      throw new Error(`The file has no column "${column}"; those it has: ${columns.join(", ")}`);
  }
  const { kind = guess.kind, severity, department } = asked;
  const whole = { kind, severity, department, columns: { ...guess.columns, ...Object.fromEntries(wanted) } };
  const checked = mapping.safeParse(JSON.parse(JSON.stringify(whole)));
  if (!checked.success)
    throw new Error(`${checked.error.issues[0]?.path.join(".")}: ${checked.error.issues[0]?.message}`);
  for (const field of ["title", "receivedAt"] as const)
    if (checked.data.columns[field] === undefined)
      throw new Error(
        `Which column holds ${field}? Say --column ${field}=HEADER; those there are: ${columns.join(", ")}`,
      );
  return checked.data;
};

const organisationOf = async (pool: Pool, wanted: string | undefined): Promise<string> => {
  const { rows } = await pool.query<{ org: string; rehearsal: boolean }>(
    "select org, rehearsal from shouwen.organisation where loaded order by org",
  );
  const served = rows.filter((r) => (wanted === undefined ? !r.rehearsal : r.org === wanted));
  if (served.length === 1 && served[0]) return served[0].org;
  const named = rows.map((r) => r.org).join(", ") || "none";
  throw new Error(`Which organisation? Say --organisation KEY; those there are: ${named}`);
};

/** In whose name it is imported: a member whose post grants it. */
const memberFor = (
  world: World,
  org: string,
  wanted: string | undefined,
  department: string | undefined,
): Promise<string> =>
  reading(world, org, async ({ directory: { organisation: o } }) => {
    if (department !== undefined && !o.departments.some((d) => d.key === department || d.name === department))
      throw new Error(`There is no department ${department}`);
    const may = o.members.filter((m) => actorOf(o, m).grants.includes("import"));
    const found =
      wanted === undefined ? may[0] : may.find((m) => m.id === wanted || m.posts.includes(wanted));
    if (found) return found.id;
    throw new Error(
      wanted === undefined ? "No member may import." : `${wanted} is no member who may import.`,
    );
  });

const columnsOf = async (file: string): Promise<string[]> => {
  if (!existsSync(file)) throw new Error(`There is no file ${file}`);
  if ((await stat(file)).size > limits.bytes)
    throw new Error(`${file} is larger than ${limits.bytes / 1024 / 1024} MB`);
  const sheet = await openSheet(file);
  await sheet.close();
  return sheet.columns;
};

const figures = (t: Tally): string =>
  `${t.taken} taken, ${t.known} known before, ${t.refused.length} refused`;

const carryOut = async (
  world: World,
  caller: Caller,
  asked: Asked,
  wanted: Mapping,
  said: Said,
): Promise<Tally> => {
  const total = await countRows(asked.file, () => false);
  const tally: Tally = { taken: 0, known: 0, refused: [] };
  let told = Date.now();
  const kept = (more: Tally): void => {
    tally.taken += more.taken;
    tally.known += more.known;
    tally.refused.push(...more.refused);
    if (Date.now() - told < 1000) return;
    told = Date.now();
    said.out(`${tally.taken + tally.known + tally.refused.length} of ${total} rows`);
  };
  const file = { path: asked.file, mapping: wanted, skip: 0 };
  await takeFile(world, caller, file, { keep: async () => {}, kept }, () => false);
  return tally;
};

/**
 * The command `import`: prints how far it is and a summary, and writes the refused rows next to the file.
 * @returns 0 where every row was taken or known, 1 where some were refused
 */
export const importCommand =
  (withDatabase: WithDatabase) =>
  async (args: readonly string[], config: Config, said: Said): Promise<number> => {
    const asked = read(args);
    const wanted = mappingOf(asked, await columnsOf(asked.file));
    return withDatabase(config, async (pool, url) => {
      const side = openPool(url, 2);
      try {
        const world = makeWorld({ pool, side }, modules, () => {}, config.dataDir);
        const org = await organisationOf(side, asked.organisation);
        const member = await memberFor(world, org, asked.member, asked.department);
        for (const [field, column] of Object.entries(wanted.columns)) said.out(`${field} ← ${column}`);
        const tally = await carryOut(world, { org, member }, asked, wanted, said);
        said.out(`${asked.file} into ${org}: ${figures(tally)}`);
        if (tally.refused.length === 0) return 0;
        const to = asked.refused ?? `${asked.file}.refused.csv`;
        await writeRefused(asked.file, tally.refused, to);
        for (const { line, reason } of tally.refused.slice(0, 5))
          said.err(`${asked.file}:${line}: ${reason}`);
        said.err(`The refused rows with their reasons are in ${to}: mend them and import that file.`);
        return 1;
      } finally {
        await side.end();
      }
    });
  };
