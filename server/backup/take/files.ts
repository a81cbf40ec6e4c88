// The files of DATA_DIR that belong to a backup, each as long as it was when it was opened.
import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { knownFolder } from "#server/log/proof/published.ts";
import { folders } from "../tables.ts";

/** A file under the name that it has in the backup. */
export type Taken = { name: string; size: number; body: AsyncIterable<Buffer> };

const piecesOf = (file: FileHandle, size: number): AsyncIterable<Buffer> =>
  size === 0
    ? (async function* () {})()
    : (file.createReadStream({ end: size - 1, autoClose: false }) as AsyncIterable<Buffer>);

/** Opens a file and hands it on; one that was erased meanwhile is left out. */
async function* one(path: string, name: string, upTo?: number): AsyncGenerator<Taken> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (!file) return;
  try {
    const size = upTo ?? (await file.stat()).size;
    yield { name, size, body: piecesOf(file, size) };
  } finally {
    await file.close();
  }
}

async function* walk(dataDir: string, folder: string): AsyncGenerator<Taken> {
  if (!existsSync(join(dataDir, folder))) return;
  for (const entry of await readdir(join(dataDir, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(dataDir, name);
    else if (entry.isFile()) yield* one(join(dataDir, name), name);
  }
}

/** How many bytes of a published file hold the seals up to a number. */
const sealedBytes = async (path: string, last: number): Promise<number> => {
  let bytes = 0;
  const input = createReadStream(path, { encoding: "utf8" });
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const number = Number(/^\{"number":(\d+)/.exec(line)?.[1] ?? 0);
      if (number > last) break;
      bytes += Buffer.byteLength(line) + 1;
    }
  } finally {
    input.destroy();
  }
  return bytes;
};

/** What was published of seals that came after the rows were read belongs to a later backup. */
async function* seals(dataDir: string, known: ReadonlyMap<string, number>): AsyncGenerator<Taken> {
  if (knownFolder(dataDir) === null) return;
  yield* one(join(dataDir, "seals", "folder-id"), "seals/folder-id");
  for (const [org, last] of known) {
    const path = join(dataDir, "seals", `${org}.jsonl`);
    if (existsSync(path)) yield* one(path, `seals/${org}.jsonl`, await sealedBytes(path, last));
  }
}

/**
 * Every file that goes along.
 * @param sealed organisation → its last seal among the rows
 */
export async function* filesOf(dataDir: string, sealed: ReadonlyMap<string, number>): AsyncGenerator<Taken> {
  for (const folder of folders) yield* walk(dataDir, folder);
  yield* seals(dataDir, sealed);
}
