/** Whom PostgreSQL runs as, and what that account can reach. */
import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An account of the operating system; `spawnAs` is what `child_process.spawn` needs to become it. */
export type Account = { uid: number; gid: number; spawnAs: { uid?: number; gid?: number } };

/**
 * PostgreSQL refuses to run as root. So as root it runs as the owner of an existing database, else as
 * `postgres`, else as `nobody`; everybody else runs it as themselves.
 * @param cluster the folder of the database; it need not exist.
 */
export function accountFor(cluster: string): Account {
  const uid = process.getuid?.() ?? -1;
  const gid = process.getgid?.() ?? -1;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (uid !== 0) {
    if (owner && owner.uid !== uid) {
      throw new Error(
        `The database in ${cluster} belongs to another account (uid ${owner.uid}): start as root or as that one.`,
      );
    }
    return { uid, gid, spawnAs: {} };
  }
  const other = owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivileged();
  return { ...other, spawnAs: other };
}

function unprivileged(): { uid: number; gid: number } {
  const lines = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const entry = lines.find((fields) => fields[0] === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is no account postgres or nobody to run it as.",
  );
}

/** Whether the account can enter this folder. Asked of the system itself, so that any kind of right counts. */
export function canEnter(account: Account, folder: string): boolean {
  if (account.spawnAs.uid === undefined) {
    try {
      accessSync(folder, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }
  const entered = spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], {
    ...account.spawnAs,
    cwd: "/",
    stdio: "ignore",
  });
  return entered.status === 0;
}

/** Gives a file or folder to the account; nothing to do where we run as that account ourselves. */
export function giveTo(account: Account, path: string): void {
  if (account.spawnAs.uid !== undefined) chownSync(path, account.uid, account.gid);
}

/**
 * A folder for the socket, open to the account only. A socket's whole path may have about 100 bytes, so it
 * can't lie in the data folder; it lies in the system's folder for temporary files instead.
 * @param key names the database in few characters.
 * @param earlier the folder used before, which is used again if it still serves.
 * @throws Error where no such folder can be had.
 */
export function socketFolder(account: Account, key: string, earlier?: string): string {
  const parents = [...new Set([tmpdir(), "/tmp", "/var/tmp"])];
  const choices = parents.map((parent) => join(parent, `shouwen-${account.uid}-${key}`));
  for (const folder of earlier ? [earlier, ...choices] : choices) {
    if (serves(account, folder)) return folder;
  }
  throw new Error(`There is no folder for PostgreSQL's socket: ${parents.join(", ")} do not serve.`);
}

function serves(account: Account, folder: string): boolean {
  if (Buffer.byteLength(`${folder}/.s.PGSQL.5432`) > 100) return false;
  try {
    mkdirSync(folder, { mode: 0o700 });
    giveTo(account, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") return false;
  }
  // Anybody may make a folder of this name in /tmp: one that is not the account's own is not trusted.
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || stats.uid !== account.uid || !canEnter(account, folder)) return false;
  chmodSync(folder, 0o700);
  return true;
}
