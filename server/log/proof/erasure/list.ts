// The erasures outside the database: a file of lines for each organisation, so that a restored backup erases again.
import { existsSync, readdirSync } from "node:fs";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { execute } from "../../execute.ts";
import { readMore, type Unit } from "../../unit.ts";
import type { World } from "../../world.ts";
import { type Erasure, readLine } from "./line.ts";

const erasedEvent = "personal-data.erased";

const folderOf = (dataDir: string): string => join(dataDir, "erasures");
const keyOf = (e: Pick<Erasure, "seq" | "at">): string => `${e.seq}@${e.at}`;

/** All erasures that the files of a folder know. */
export const readErasures = async (dataDir: string): Promise<Erasure[]> =>
  (await linesOf(dataDir)).flatMap((line) => {
    const erasure = readLine(line);
    return erasure && erasure !== "foreign" ? [erasure] : [];
  });

/** The first line of a folder's files that is whole and yet no erasure, as somebody's hand would leave it. */
export const foreignErasure = async (dataDir: string): Promise<string | undefined> =>
  (await linesOf(dataDir)).find((line) => readLine(line) === "foreign");

const linesOf = async (dataDir: string): Promise<string[]> => {
  const folder = folderOf(dataDir);
  if (!existsSync(folder)) return [];
  const all: string[] = [];
  for (const name of readdirSync(folder).sort())
    if (name.endsWith(".ndjson"))
      for (const line of (await readFile(join(folder, name), "utf8")).split("\n")) all.push(line);
  return all;
};

const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  await folder.sync();
  await folder.close();
};

/** Appends lines and has them on the disk. */
const append = async (dataDir: string, org: string, lines: readonly Erasure[]): Promise<void> => {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, `${org}.ndjson`), "a+", 0o600);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const broken = size > 0 && last[0] !== 10;
    await file.write(`${broken ? "\n" : ""}${lines.map((e) => `${JSON.stringify(e)}\n`).join("")}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
};

const select = `select org, stream, seq, at, data -> 'seqs' as seqs, data -> 'files' as files from shouwen.event
  where type = '${erasedEvent}' and not data ? 'again' and ($1::text is null or org = $1) order by org, stream, seq`;

type Row = Omit<Erasure, "at"> & { at: number };
type Place = Pick<World, "side" | "dataDir">;

const copyMissing = async ({ side, dataDir }: Place, org: string | undefined): Promise<number> => {
  const { rows } = await side.query<Row>(select, [org ?? null]);
  const known = new Set((await readErasures(dataDir)).map((e) => `${e.stream} ${keyOf(e)}`));
  const missing = new Map<string, Erasure[]>();
  for (const r of rows) {
    const e = { ...r, at: new Date(r.at).toISOString() };
    if (!known.has(`${e.stream} ${keyOf(e)}`)) missing.set(e.org, [...(missing.get(e.org) ?? []), e]);
  }
  for (const [of, lines] of missing) await append(dataDir, of, lines);
  return [...missing.values()].flat().length;
};

let turn: Promise<unknown> = Promise.resolve();

/**
 * Copies what was erased from the log to the files, as far as it is not there yet. Called after each erasure's
 * commit; again at every start, so that nothing is lost in between.
 * @param org one organisation; all where left out
 * @returns how many lines were added, once they are on the disk
 */
export const recordErasure = (place: Place, org?: string): Promise<number> => {
  const own = turn.then(() => copyMissing(place, org));
  turn = own.catch(() => {});
  return own;
};

/** Adds what another folder knows, as when the data folder was made anew. */
export const mergeErasures = async (dataDir: string, from: string): Promise<number> => {
  const known = new Set((await readErasures(dataDir)).map((e) => `${e.stream} ${keyOf(e)}`));
  const more = (await readErasures(from)).filter((e) => !known.has(`${e.stream} ${keyOf(e)}`));
  for (const org of new Set(more.map((e) => e.org)))
    await append(
      dataDir,
      org,
      more.filter((e) => e.org === org),
    );
  return more.length;
};

const unknownHere = `select l.n from jsonb_to_recordset($1::jsonb)
    as l(n integer, org text, stream uuid, seq integer, at timestamptz, key text)
  join shouwen.stream s on s.org = l.org and s.id = l.stream
 where not exists (select from shouwen.event e where e.org = l.org and e.stream = l.stream and e.type = '${erasedEvent}'
        and (e.seq = l.seq and e.at = l.at or e.data ->> 'again' = l.key)) order by l.n`;

const missingOf = async ({ side, dataDir }: Place): Promise<Erasure[]> => {
  const all = await readErasures(dataDir);
  if (all.length === 0) return [];
  const asked = all.map((e, n) => ({ n, ...e, key: keyOf(e) }));
  const { rows } = await side.query<{ n: number }>(unknownHere, [JSON.stringify(asked)]);
  return rows.flatMap((r) => all[r.n] ?? []);
};

const statements = [
  `update shouwen.event set private = null, salt = null where org = $1 and stream = $2 and private is not null
      and ($3::int[] is null or seq = any ($3))`,
  // Its clocks may have stood under its words, so that old rows may have no successor.
  "delete from shouwen.obligation where org = $1 and stream = $2 and $3::int[] is not distinct from $3",
  `update shouwen.idempotency set answer = jsonb_build_object('status', answer::jsonb -> 'status', 'body',
      jsonb_build_object('id', answer::jsonb #> '{body,id}'))::text
    where org = $1 and answer is not null and position($2::text in path || answer) > 0
      and $3::int[] is not distinct from $3`,
];

const eraseAgain = async (unit: Unit, e: Erasure) => {
  // What lies in another run of a rehearsal is reached by the owner only.
  await unit.client.query("set local role none");
  await unit.client.query("select set_config('shouwen.erasing', 'yes', true)");
  for (const text of statements) await unit.client.query(text, [e.org, e.stream, e.seqs]);
  await unit.client.query("select set_config('shouwen.erasing', '', true)");
  const data = { reason: "restored", again: keyOf(e), ...(e.seqs ? { seqs: e.seqs } : {}) };
  const changes = (await readMore(unit, [e.stream], true)).map((history) => ({
    stream: history.id,
    kind: history.kind,
    history,
    events: [{ type: erasedEvent, data }],
  }));
  return { changes, answer: () => null };
};

/**
 * Erases again what the files say was erased and the log, restored from an older backup, does not know of.
 * @returns how many erasures were carried out
 */
export const applyErasures = async (world: World): Promise<number> => {
  const missing = await missingOf(world);
  for (const e of missing) {
    await execute(
      world,
      { org: e.org, member: "clock" },
      { streams: [], decide: (unit) => eraseAgain(unit, e) },
    );
    const files = join(world.dataDir, "files", e.org, e.stream);
    if (!e.seqs) await rm(files, { recursive: true, force: true });
    for (const id of e.files ?? []) await rm(join(files, id), { force: true });
  }
  return missing.length;
};

/** At a process's start: what the files know is erased again, and what the log knows is in the files. */
export const keepErasures = async (world: World): Promise<void> => {
  await applyErasures(world);
  await recordErasure(world);
};
