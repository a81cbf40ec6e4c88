/** A PostgreSQL cluster in a folder: made where there is none, opened where there is. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, accountFor, giveTo, socketFolder } from "./account.ts";
import { type Binaries, binariesFor } from "./binaries.ts";
import { lastWords, run } from "./run.ts";

/** All that is needed to act on one cluster. */
export type Cluster = {
  /** The folder with the cluster, the password and the log of starting. */
  home: string;
  /** PostgreSQL's own data folder. */
  data: string;
  /** Whom it runs as. */
  account: Account;
  binaries: Binaries;
  /** The folder of its socket. */
  socket: string;
  password: string;
  /** False only in tests: then a crash of the machine (not of a process) may lose data. */
  durable: boolean;
};

/** The superuser of an embedded cluster, and the database that is made for the application. */
export const superuser = "shouwen";

/**
 * The cluster of a data folder, made with initdb where there is none yet.
 * @param dataDir must exist.
 * @param key a short name of `dataDir`, the same for every process on it.
 */
export async function openCluster(dataDir: string, key: string, durable: boolean): Promise<Cluster> {
  const home = join(dataDir, "postgres");
  const account = accountFor(join(home, "cluster"));
  const binaries = binariesFor(account, dataDir);
  const noted = join(home, "socket");
  const earlier = existsSync(noted) ? readFileSync(noted, "utf8").trim() : undefined;
  const socket = socketFolder(account, key, earlier);
  if (!existsSync(home)) await create(home, { account, binaries, socket });
  if (socket !== earlier) writeFileSync(noted, `${socket}\n`);
  const data = realpathSync(join(home, "cluster"));
  // A copy, or an unpacked archive, may have looser rights, which PostgreSQL refuses.
  chmodSync(data, 0o700);
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (version !== binaries.major) {
    throw new Error(
      `The database in ${data} was made by PostgreSQL ${version}, and this is PostgreSQL ${binaries.major}.`,
    );
  }
  const password = readFileSync(join(home, "password"), "utf8").trim();
  return { home, data, account, binaries, socket, password, durable };
}

// Made beside its place and then moved: a broken-off initdb is never taken for a database.
async function create(home: string, make: Pick<Cluster, "account" | "binaries" | "socket">): Promise<void> {
  const unfinished = `${home}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const data = join(unfinished, "cluster");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(unfinished, 0o711);
  giveTo(make.account, data);
  const password = randomBytes(24).toString("base64url");
  writeFileSync(join(unfinished, "password"), `${password}\n`, { mode: 0o600 });
  // In the socket folder, since initdb, running as another user, may not reach ours.
  const passwordFile = join(make.socket, "password");
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600, flag: "wx" });
  giveTo(make.account, passwordFile);
  try {
    const args = [`--username=${superuser}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    args.push("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    args.push("--data-checksums", "--no-instructions");
    const child = run({ ...make, home: unfinished, data }, "initdb", args);
    const code = await new Promise((resolve) => child.once("exit", resolve).once("error", resolve));
    if (code !== 0) throw new Error(`initdb failed: ${lastWords(unfinished) || String(code)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, home);
}
