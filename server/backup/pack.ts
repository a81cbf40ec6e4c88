// A folder of files that appears under its name only once it is whole; or the same folder as one zip file.
import { once } from "node:events";
import { createWriteStream, existsSync, readdirSync } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

const namesIn = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .sort();
};

const zip = async (folder: string, path: string): Promise<void> => {
  const archive = new ZipFile();
  const names = await namesIn(folder);
  for (const name of names) archive.addFile(name, name.slice(folder.length + 1).replaceAll("\\", "/"));
  archive.end();
  const failed = once(archive as unknown as NodeJS.EventEmitter, "error").then(([error]) =>
    Promise.reject(error),
  );
  failed.catch(() => {});
  await Promise.race([pipeline(archive.outputStream, createWriteStream(path, { mode: 0o600 })), failed]);
  const file = await open(path, "r+");
  await file.sync();
  await file.close();
};

/**
 * Makes a folder, or a zip file where the name ends in `.zip`.
 * @param fill writes the files
 * @returns its size in bytes, for a zip file
 * @throws Error in one sentence; then nothing is left under the name
 */
export const packed = async (path: string, fill: (folder: string) => Promise<void>): Promise<number> => {
  const taken = existsSync(path) && !((await stat(path)).isDirectory() && readdirSync(path).length === 0);
  if (taken) throw new Error(`${path} is there already.`);
  if (!existsSync(dirname(path))) throw new Error(`There is no folder ${dirname(path)}.`);
  const isFile = path.endsWith(".zip");
  const [folder, part] = [`${path}.files`, `${path}.part`];
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  try {
    await fill(folder);
    if (isFile) await zip(folder, part);
    await rm(isFile ? folder : path, { recursive: true, force: true });
    await rename(isFile ? part : folder, path);
    return isFile ? (await stat(path)).size : 0;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    await rm(part, { force: true });
    throw error;
  }
};
