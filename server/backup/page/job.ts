// A backup, export or audit bundle as a row of its own: who wanted it, how far it is, where its file is.
import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import type { BackupJob, BackupKind } from "#api/backup.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { inUnit, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

/** So many files of each kind are kept. */
export const kept: Record<BackupKind, number> = { backup: 14, export: 3, audit: 3 };

/** Nobody writes for longer than that without a pause. */
const staleMs = 24 * 3_600_000;

export type Job = { org: string; id: string; kind: BackupKind; by: string };
type Row = Job & {
  state: BackupJob["state"];
  file: string | null;
  done: number;
  bytes: number | null;
  error: BackupJob["error"];
  started_at: number;
  ended_at: number | null;
  silent: boolean;
};

const here = "org = current_setting('shouwen.org')";
/** Whoever makes one says so every few seconds. */
const silent = "state = 'running' and seen_at < clock_timestamp() - interval '1 minute'";
const columns = `org, id, kind, by, state, file, done, bytes, error, started_at, ended_at, ${silent} as silent`;

export const folderOf = (dataDir: string): string => join(dataDir, "backups");
export const pathOf = (dataDir: string, file: string): string => join(folderOf(dataDir), file);

const iso = (ms: number): string => new Date(ms).toISOString();

export const showJob = (unit: Unit, dataDir: string, r: Row): BackupJob => ({
  id: r.id,
  kind: r.kind,
  state: r.silent ? "failed" : r.state,
  by: r.by,
  byName: nameOf(unit.directory.organisation, r.by) ?? null,
  done: r.done,
  bytes: r.bytes,
  file: r.file,
  here: r.file !== null && existsSync(pathOf(dataDir, r.file)),
  error: r.silent ? "broken-off" : r.error,
  startedAt: iso(r.started_at),
  endedAt: r.ended_at === null ? null : iso(r.ended_at),
});

export const readJob = async (unit: Unit, id: string): Promise<Row | null> => {
  const { rows } = await unit.client.query<Row>(
    `select ${columns} from backup_job where ${here} and id = $1`,
    [id],
  );
  return rows[0] ?? null;
};

export const lastJobs = async (unit: Unit, kinds: readonly BackupKind[]): Promise<Row[]> => {
  const { rows } = await unit.client.query<Row>(
    `select ${columns} from backup_job where ${here} and kind = any ($1) order by started_at desc, id desc limit 50`,
    [kinds],
  );
  return rows;
};

/**
 * Adds one, unless one of its kind is under way here.
 * @param unless begins nothing where a backup was begun since that instant (epoch ms)
 * @returns whether it was added
 */
export const addJob = async (unit: Unit, job: Job, unless: number | null = null): Promise<boolean> => {
  await unit.client.query("select pg_advisory_xact_lock(hashtext('shouwen backup'))");
  const { rowCount } = await unit.client.query(
    `insert into backup_job (org, id, kind, state, by)
     select current_setting('shouwen.org'), $1, $2, 'running', $3
      where not exists (select from backup_job where ${here} and kind = $2
        and (state = 'running' and not (${silent}) or started_at >= $4))`,
    [job.id, job.kind, job.by, unless === null ? null : iso(unless)],
  );
  return rowCount === 1;
};

const update = (world: World, { org, id }: Job, text: string, values: unknown[]): Promise<boolean> =>
  inUnit(world, org, {}, async (unit) => {
    const { rowCount } = await unit.client.query(
      `update backup_job set seen_at = clock_timestamp(), ${text} where ${here} and id = $1 and state = 'running'`,
      [id, ...values],
    );
    return { result: rowCount === 1, commit: true };
  });

export const tellProgress = (world: World, job: Job, done: number): Promise<boolean> =>
  update(world, job, "done = greatest(done, $2)", [done]);
export const endJob = (world: World, job: Job, file: string, bytes: number): Promise<boolean> =>
  update(world, job, "state = 'done', file = $2, bytes = $3, ended_at = clock_timestamp()", [file, bytes]);
export const failJob = (world: World, job: Job, error: BackupJob["error"]): Promise<boolean> =>
  update(world, job, "state = 'failed', error = $2, ended_at = clock_timestamp()", [error]);

/** Removes the files that are one too many, and the rows of last year. */
export const sweep = async (world: World, { org, kind }: Job): Promise<void> => {
  const files = await inUnit(world, org, {}, async (unit) => {
    const { rows } = await unit.client.query<{ file: string }>(
      `update backup_job set file = null from
         (select id, file as name from backup_job where ${here} and kind = $1 and file is not null
           order by started_at desc, id desc offset $2) old
        where ${here} and backup_job.id = old.id returning old.name as file`,
      [kind, kept[kind]],
    );
    await unit.client.query(
      `delete from backup_job where ${here} and started_at < clock_timestamp() - interval '1 year'`,
    );
    return { result: rows.map((r) => r.file), commit: true };
  });
  for (const file of files) await rm(pathOf(world.dataDir, file), { force: true });
  await removeHalf(world.dataDir);
};

/** What a process that was killed had begun to write. */
const removeHalf = async (dataDir: string): Promise<void> => {
  for (const name of await readdir(folderOf(dataDir))) {
    if (!/\.(part|files)$/.test(name)) continue;
    const { mtimeMs } = await stat(pathOf(dataDir, name));
    if (Date.now() - mtimeMs > staleMs) await rm(pathOf(dataDir, name), { recursive: true, force: true });
  }
};

/**
 * Notes a backup that was made by the command, whose file lies somewhere else, so that its age is known here.
 * @param pool connects as the owner
 */
export const noteCommand = async (pool: Pool, done: number, bytes: number): Promise<void> => {
  await pool.query(
    `insert into shouwen.backup_job (org, id, kind, state, by, done, bytes, ended_at)
     select org, gen_random_uuid(), 'backup', 'done', 'command', $1, $2, clock_timestamp()
       from shouwen.organisation where not rehearsal`,
    [done, bytes],
  );
};
