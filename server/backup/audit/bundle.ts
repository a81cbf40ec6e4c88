// Writes the audit bundle of an organisation: its log without personal data, its seals, and a program that checks both.
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase, Pool } from "pg";
import { rowsOf } from "#server/log/proof/cursor.ts";
import { publishedSizes, readPublished } from "#server/log/proof/published.ts";
import { type Seal, sealColumns } from "#server/log/proof/seal-row.ts";
import { hashedTime } from "#server/log/proof/streams.ts";
import { packed } from "../pack.ts";
import { inSnapshot, type Progress, programVersion } from "../take/backup.ts";

/** How much went into it. */
export type Bundled = { events: number; streams: number; seals: number; bytes: number };

const eventColumns = `org, stream, seq, run, type, ${hashedTime("at")} as at, ${hashedTime("recorded_at")} as "recordedAt",
  by, data, private_hash as "privateHash", private is not null as personal, hash`;

/** One object a line, never more of them in memory than are written. */
const writeLines = async (path: string, rows: AsyncIterable<object>, each = () => {}): Promise<number> => {
  let count = 0;
  const lines = async function* () {
    for await (const row of rows) {
      count += 1;
      yield `${JSON.stringify(row)}\n`;
      each();
    }
  };
  await pipeline(Readable.from(lines(), { objectMode: true }), createWriteStream(path, { mode: 0o600 }));
  return count;
};

async function* publishedUpTo(dataDir: string, org: string, last: number): AsyncGenerator<Seal> {
  const size = (await publishedSizes(dataDir)).get(org);
  if (size === undefined) return;
  for await (const seal of readPublished(dataDir, org, size)) {
    if (seal && seal.number > last) return;
    if (seal) yield seal;
  }
}

const core = /\/\/ ---- core[^\n]*\n(.*)\/\/ ---- end of core ----/s;

/** The verifier, as a program and as a page made of the same core. */
const writeVerifier = async (folder: string): Promise<void> => {
  const here = import.meta.dirname;
  for (const name of ["verify.mjs", "README.en.md", "README.zh-CN.md"])
    await copyFile(join(here, name), join(folder, name));
  const script = core.exec(readFileSync(join(here, "verify.mjs"), "utf8"))?.[1] ?? "";
  const page = readFileSync(join(here, "page.html"), "utf8").replace("/* core */", () => script);
  await writeFile(join(folder, "verify.html"), page);
};

const fill = async (
  client: ClientBase,
  dataDir: string,
  org: string,
  folder: string,
  progress: Progress,
): Promise<Omit<Bundled, "bytes">> => {
  const data = join(folder, "data");
  await mkdir(data);
  let done = 0;
  const tell = (): void => {
    done += 1;
    if (done % 1000 === 0) progress(done, 0);
  };
  const rows = (text: string, size: number) => rowsOf<object>(client, text, [org], size);
  const events = await writeLines(
    join(data, "events.ndjson"),
    rows(`select ${eventColumns} from shouwen.event where org = $1 order by stream, seq`, 500),
    tell,
  );
  const streams = await writeLines(
    join(data, "streams.ndjson"),
    rows("select id, kind, run, length, head from shouwen.stream where org = $1 order by id", 1000),
  );
  const seals = await writeLines(
    join(data, "seals.ndjson"),
    rows(`select ${sealColumns} from shouwen.seal where org = $1 order by number`, 5),
  );
  await writeLines(join(data, "published.ndjson"), publishedUpTo(dataDir, org, seals));
  const about = { organisation: org, program: programVersion(), madeAt: new Date().toISOString() };
  const figures = { events, streams, seals };
  await writeFile(join(folder, "about.json"), `${JSON.stringify({ ...about, ...figures }, null, 2)}\n`);
  await writeVerifier(folder);
  return figures;
};

/**
 * Writes a bundle.
 * @param path a folder, or a file whose name ends in `.zip`; must not be there yet
 * @throws Error in one sentence; then nothing is left of it
 */
export const auditBundle = async (
  pool: Pool,
  dataDir: string,
  org: string,
  path: string,
  progress: Progress = () => {},
): Promise<Bundled> => {
  let figures = { events: 0, streams: 0, seals: 0 };
  const bytes = await packed(path, async (folder) => {
    figures = await inSnapshot(pool, (client) => fill(client, dataDir, org, folder, progress));
  });
  if (!existsSync(path)) throw new Error(`${path} was not written.`);
  return { ...figures, bytes };
};
