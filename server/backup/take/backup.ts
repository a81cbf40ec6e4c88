// Takes a backup while everything goes on: one consistent look at the database, and the files that belong to it.
import { once } from "node:events";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { ClientBase, Pool } from "pg";
import { programDir } from "#server/config.ts";
import { type Manifest, manifestName, manifestSum, sha256 } from "../archive/manifest.ts";
import { summing } from "../archive/sums.ts";
import { type TarWriter, writeTar } from "../archive/tar-write.ts";
import { kept } from "../tables.ts";
import { filesOf } from "./files.ts";
import { stretchesOf } from "./rows.ts";

/** How far a backup is: rows and files written, and the bytes of them. */
export type Progress = (done: number, bytes: number) => void;

/** The program's own version. */
export const programVersion = (): string =>
  (JSON.parse(readFileSync(join(programDir, "package.json"), "utf8")) as { version: string }).version;

const aboutOf = async (client: ClientBase): Promise<Omit<Manifest, "rows" | "members">> => {
  const { rows } = await client.query<{ postgres: string; now: number; migration: number }>(
    `select current_setting('server_version') as postgres, clock_timestamp() as now,
            (select max(number) from shouwen.migration) as migration`,
  );
  const organisations = await client.query<{ org: string; name: string; rehearsal: boolean }>(
    "select org, name, rehearsal from shouwen.organisation order by org",
  );
  const about = rows[0] ?? { postgres: "", now: 0, migration: 0 };
  return {
    format: "shouwen backup 1",
    program: programVersion(),
    migration: about.migration,
    postgres: about.postgres,
    madeAt: new Date(about.now).toISOString(),
    organisations: organisations.rows,
  };
};

const sealedOf = async (client: ClientBase): Promise<Map<string, number>> => {
  const { rows } = await client.query<{ org: string; number: number }>(
    "select org, max(number) as number from shouwen.seal group by org",
  );
  return new Map(rows.map((r) => [r.org, r.number]));
};

/** Tables that this database has: one that waits for its next migration may lack the newest. */
const tablesIn = async (client: ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) with ordinality t(name, n)
      where to_regclass(split_part(name, '.', 1) || '.' || quote_ident(split_part(name, '.', 2))) is not null order by n`,
    [kept],
  );
  return rows.map((r) => r.name);
};

const fill = async (
  client: ClientBase,
  dataDir: string,
  tar: TarWriter,
  progress: Progress,
): Promise<Manifest> => {
  const manifest: Manifest = { ...(await aboutOf(client)), rows: {}, members: [] };
  let [done, bytes] = [0, 0];
  const add = async (name: string, size: number, body: AsyncIterable<Buffer> | Buffer[]): Promise<void> => {
    const sums = summing();
    const passed = async function* () {
      for await (const piece of body) {
        sums.add(piece);
        yield piece;
      }
    };
    await tar.add(name, size, passed());
    const { lines: _, ...listed } = sums.end(name);
    manifest.members.push(listed);
    bytes += size;
  };
  for (const table of await tablesIn(client)) {
    manifest.rows[table] = 0;
    for await (const stretch of stretchesOf(client, table)) {
      await add(stretch.name, stretch.bytes.length, [stretch.bytes]);
      manifest.rows[table] += stretch.rows;
      done += stretch.rows;
      progress(done, bytes);
    }
  }
  for await (const file of filesOf(dataDir, await sealedOf(client))) {
    await add(file.name, file.size, file.body);
    done += 1;
    progress(done, bytes);
  }
  const text = Buffer.from(JSON.stringify(manifest), "utf8");
  await tar.add(manifestName, text.length, [text]);
  const sum = Buffer.from(`${sha256(text)}\n`, "utf8");
  await tar.add(manifestSum, sum.length, [sum]);
  await tar.end();
  return manifest;
};

/** One consistent look at everything, whatever is written meanwhile. */
export const inSnapshot = async <T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin isolation level repeatable read read only");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
};

/** Has a file and its name on the disk. */
const settle = async (part: string, path: string): Promise<void> => {
  const file = await open(part, "r+");
  await file.sync();
  await file.close();
  await rename(part, path);
  if (process.platform === "win32") return;
  const folder = await open(dirname(path), "r");
  await folder.sync();
  await folder.close();
};

/**
 * Writes a backup of the whole database and its files.
 * @param pool connects as the owner
 * @param path must not be there yet; packed where it ends in `.gz`. It appears only once it is whole.
 * @returns its manifest and its size in bytes
 * @throws Error in one sentence; then no file is left
 */
export const takeBackup = async (
  pool: Pool,
  dataDir: string,
  path: string,
  progress: Progress = () => {},
): Promise<{ manifest: Manifest; bytes: number }> => {
  if (existsSync(path)) throw new Error(`${path} is there already.`);
  const part = `${path}.part`;
  const file = createWriteStream(part, { mode: 0o600 });
  await once(file, "open");
  const tarred: Writable & AsyncIterable<Buffer> = new PassThrough({ highWaterMark: 1 << 20 });
  const written = path.endsWith(".gz")
    ? pipeline(tarred, createGzip({ level: 6 }), file)
    : pipeline(tarred, file);
  written.catch(() => {});
  try {
    const manifest = await inSnapshot(pool, (client) =>
      Promise.race([
        fill(client, dataDir, writeTar(tarred, Math.floor(Date.now() / 1000)), progress),
        written.then(() => Promise.reject(new Error("The file was closed."))),
      ]),
    );
    tarred.end();
    await written;
    await settle(part, path);
    return { manifest, bytes: (await stat(path)).size };
  } catch (error) {
    tarred.destroy();
    await written.catch(() => {});
    await rm(part, { force: true });
    throw error;
  }
};
