// Reads a backup to its end before anything is made of it, and names the place where it is damaged.
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { type Manifest, manifestName, manifestSum, readManifest, sha256 } from "./manifest.ts";
import { type Listed, placeOf, summing } from "./sums.ts";
import { Damaged, type Member, membersOf } from "./tar-read.ts";

const isPacked = async (path: string): Promise<boolean> => {
  const file = await open(path, "r");
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const raw = createReadStream(path, { highWaterMark: 262_144 });
  if (!(await isPacked(path))) {
    yield* raw as AsyncIterable<Buffer>;
    return;
  }
  const unzip = createGunzip();
  raw.on("error", (error) => unzip.destroy(error));
  let seen = 0;
  try {
    for await (const piece of raw.pipe(unzip) as AsyncIterable<Buffer>) {
      seen += piece.length;
      yield piece;
    }
  } catch (error) {
    throw new Damaged(
      `it cannot be unpacked any further behind byte ${seen} of the archive (near byte ${unzip.bytesWritten} of the file): ${(error as Error).message}`,
    );
  } finally {
    raw.destroy();
  }
}

/**
 * The members of a backup file, packed or not.
 * @throws Damaged
 */
export const openBackup = (path: string): AsyncGenerator<Member> => membersOf(unpacked(path));

/** Of the list of a backup; that of terabytes is shorter. */
const mostText = 256 * 1024 * 1024;

const wholeText = async (member: Member): Promise<string> => {
  if (member.size > mostText) throw new Damaged(`the member ${member.name} is too long to be one`);
  const pieces: Buffer[] = [];
  for await (const piece of member.body) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
};

type Found = { members: Map<string, Listed & { lines: number[] }>; manifest: string; sum: string };

const readThrough = async (path: string): Promise<Found> => {
  const found: Found = { members: new Map(), manifest: "", sum: "" };
  let last = "";
  try {
    for await (const member of openBackup(path)) {
      last = member.name;
      if (member.name === manifestName) found.manifest = await wholeText(member);
      else if (member.name === manifestSum) found.sum = (await wholeText(member)).replace(/\n$/, "");
      else {
        const sums = summing();
        for await (const piece of member.body) sums.add(piece);
        found.members.set(member.name, sums.end(member.name));
      }
    }
  } catch (error) {
    if (!(error instanceof Damaged) || last === "" || error.message.includes(last)) throw error;
    throw new Damaged(`${error.message}; the last member read is ${last}`);
  }
  return found;
};

const firstDamage = (manifest: Manifest, found: Found): string | null => {
  for (const wanted of manifest.members) {
    const is = found.members.get(wanted.name);
    if (!is) return `the member ${wanted.name} is missing`;
    const place = placeOf(wanted, is);
    if (place) return place;
  }
  const known = new Set(manifest.members.map((m) => m.name));
  const foreign = [...found.members.keys()].find((name) => !known.has(name));
  return foreign === undefined ? null : `the member ${foreign} does not belong to it`;
};

const checked = async (path: string): Promise<Manifest> => {
  const found = await readThrough(path);
  if (found.manifest === "" || found.sum === "")
    throw new Damaged(`it holds no ${found.manifest === "" ? manifestName : manifestSum}`);
  // Where the list itself is spoilt, only the list is named: it is no witness against the others.
  if (sha256(found.manifest) !== found.sum)
    throw new Damaged(`the member ${manifestName} does not agree with the member ${manifestSum}`);
  const manifest = readManifest(found.manifest);
  if (!manifest) throw new Damaged(`the member ${manifestName} is not one that this program can read`);
  const damage = firstDamage(manifest, found);
  if (damage) throw new Damaged(damage);
  return manifest;
};

/**
 * Checks every byte of a backup.
 * @returns its manifest
 * @throws Error in one sentence with the place of the damage
 */
export const checkBackup = async (path: string): Promise<Manifest> => {
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Error(`There is no file ${path}.`);
  try {
    return await checked(path);
  } catch (error) {
    if (error instanceof Damaged) throw new Error(`${path} is damaged: ${error.message}.`);
    throw error;
  }
};
