// The seals outside the database: a file of lines for each organisation, which binds its keeper too.
import { randomUUID } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { type FileHandle, mkdir, open, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Seal } from "./seal-row.ts";

const folderOf = (dataDir: string): string => join(dataDir, "seals");
const pathOf = (dataDir: string, org: string): string => join(folderOf(dataDir), `${org}.jsonl`);
const idPath = (dataDir: string): string => join(folderOf(dataDir), "folder-id");

/** The name under which the database knows this folder; null where none was ever published to. */
export const knownFolder = (dataDir: string): string | null =>
  existsSync(idPath(dataDir)) ? readFileSync(idPath(dataDir), "utf8").trim() : null;

/** Makes the folder with its name where there is none. */
export const openFolder = async (dataDir: string): Promise<string> => {
  const known = knownFolder(dataDir);
  if (known) return known;
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 });
  await writeFile(idPath(dataDir), `${randomUUID()}\n`, { flag: "wx", flush: true }).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
  return knownFolder(dataDir) ?? "";
};

const newline = 10;

/** Where the last whole line begins and ends; a line that a crash cut short lies behind the end. */
const lastLine = async (file: FileHandle, size: number): Promise<{ from: number; end: number }> => {
  const ends: number[] = [];
  const piece = Buffer.alloc(65_536);
  for (let to = size; to > 0 && ends.length < 2; to -= piece.length) {
    const from = Math.max(0, to - piece.length);
    const { bytesRead } = await file.read(piece, 0, to - from, from);
    for (let i = bytesRead - 1; i >= 0 && ends.length < 2; i--)
      if (piece[i] === newline) ends.push(from + i + 1);
  }
  return { from: ends[1] ?? 0, end: ends[0] ?? 0 };
};

/** A published file opened for appending, and the number of its last whole line. */
export type Appendable = {
  last: number;
  append: (seals: readonly Seal[]) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens an organisation's file, made where it is missing, and cuts off a line that a crash left half-written. */
export const openPublished = async (dataDir: string, org: string): Promise<Appendable> => {
  const path = pathOf(dataDir, org);
  const made = !existsSync(path);
  const file = await open(path, made ? "wx+" : "r+", 0o600);
  const { size } = await file.stat();
  const { from, end } = await lastLine(file, size);
  if (end < size) await file.truncate(end);
  const line = Buffer.alloc(end - from);
  await file.read(line, 0, line.length, from);
  let at = end;
  return {
    // A line that somebody spoilt tells no number; what is missing then shows when the log is verified.
    last: numberOf(line.toString("utf8")),
    append: async (seals) => {
      const text = Buffer.from(seals.map((s) => `${JSON.stringify(s)}\n`).join(""), "utf8");
      // On a disk that fills up less may be written than was asked for, without an error.
      for (let done = 0; done < text.length; )
        done += (await file.write(text, done, text.length - done, at + done)).bytesWritten;
      await file.sync();
      at += text.length;
      if (made) await syncFolder(dataDir);
    },
    close: () => file.close(),
  };
};

const numberOf = (line: string): number => parsed(line)?.number ?? 0;

// A new file is only kept for certain when its folder is.
const syncFolder = async (dataDir: string): Promise<void> => {
  if (process.platform === "win32") return;
  const folder = await open(folderOf(dataDir), "r");
  await folder.sync();
  await folder.close();
};

/** Organisations with a published file, each with its size in bytes at this moment. */
export const publishedSizes = async (dataDir: string): Promise<Map<string, number>> => {
  const sizes = new Map<string, number>();
  if (!existsSync(folderOf(dataDir))) return sizes;
  for (const name of readdirSync(folderOf(dataDir)))
    if (name.endsWith(".jsonl"))
      sizes.set(name.slice(0, -6), (await stat(join(folderOf(dataDir), name))).size);
  return sizes;
};

const parsed = (line: string): Seal | null => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Seal) : null;
  } catch {
    return null;
  }
};

/** Line by line, with no more of the file in memory than one: `readline` reads on while a line of a megabyte is checked. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** The lines of an organisation's file up to a size; null for one that is no seal. */
export async function* readPublished(
  dataDir: string,
  org: string,
  size: number,
): AsyncGenerator<Seal | null> {
  if (size === 0) return;
  const file = createReadStream(pathOf(dataDir, org), {
    encoding: "utf8",
    end: size - 1,
    highWaterMark: 1 << 20,
  });
  for await (const line of linesOf(file)) yield parsed(line);
}
