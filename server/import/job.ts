// An import as a row of its own: who wants what, how far it is, what was refused.

import { join } from "node:path";
import type { Pool } from "pg";
import type { ImportJob, Mapping } from "#api/import.ts";
import { type Language, language } from "#server/http/i18n/language.ts";
import { inUnit, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Refused, Tally } from "./take.ts";

type Row = {
  org: string;
  id: string;
  state: ImportJob["state"];
  by: string;
  file: string;
  /** With the language of who began it, in which reasons are told. */
  mapping: Mapping & { language?: Language };
  rows: number | null;
  taken: number;
  known: number;
  refused: Refused[];
  error: string | null;
  started_at: number;
  ended_at: number | null;
};
export type Job = Pick<Row, "org" | "id" | "by" | "mapping" | "rows" | "taken" | "known" | "refused">;

/** The language in which its reasons are told. */
export const languageOf = (job: Job): Language => job.mapping.language ?? "zh-CN";

/** Somebody else carries the import out now, or it is not served any more. */
export class JobLost extends Error {}

const here = "org = current_setting('shouwen.org') and id = $1";

const uploadFolder = (dataDir: string, org: string): string => join(dataDir, "imports", org);
/** Where the file lies while its import waits or runs. */
export const uploadPath = (dataDir: string, org: string, id: string): string =>
  join(uploadFolder(dataDir, org), id);
/** The rows that were refused; of what was taken no copy stays outside the log. */
export const refusedPath = (dataDir: string, org: string, id: string): string =>
  join(uploadFolder(dataDir, org), `${id}.refused.csv`);

const show = (r: Row): ImportJob => ({
  id: r.id,
  state: r.state,
  file: r.file,
  rows: r.rows,
  taken: r.taken,
  known: r.known,
  refused: r.refused,
  error: r.error,
  startedAt: new Date(r.started_at).toISOString(),
  endedAt: r.ended_at === null ? null : new Date(r.ended_at).toISOString(),
});

/** Adds an import that waits to be carried out. */
export const addJob = async (
  unit: Unit,
  job: { id: string; by: string; file: string; mapping: Mapping },
): Promise<ImportJob> => {
  const { rows } = await unit.client.query<Row>(
    `insert into import_job (org, id, run, state, by, file, mapping)
     values (current_setting('shouwen.org'), $1, $2, 'waiting', $3, $4, $5) returning *`,
    [job.id, unit.run, job.by, job.file, JSON.stringify({ ...job.mapping, language: language() })],
  );
  return show(rows[0] as Row);
};

export const readJob = async (unit: Unit, id: string): Promise<ImportJob | null> => {
  const { rows } = await unit.client.query<Row>(`select * from import_job where ${here}`, [id]);
  return rows[0] ? show(rows[0]) : null;
};

/** Every import that waits or was left running, the oldest first; the keeper looks over all organisations. */
export const unfinishedJobs = async (side: Pool): Promise<Job[]> => {
  const { rows } = await side.query<Row>(
    `select j.* from shouwen.import_job j join shouwen.organisation o on o.org = j.org and o.run = j.run
      where j.state in ('waiting', 'running') order by j.started_at, j.id limit 100`,
  );
  return rows;
};

/** The import as it stands now, if it is still unfinished. */
export const refreshed = async (side: Pool, job: Job): Promise<Job | null> => {
  const text =
    "select * from shouwen.import_job where org = $1 and id = $2 and state in ('waiting', 'running')";
  const { rows } = await side.query<Row>(text, [job.org, job.id]);
  return rows[0] ?? null;
};

const update = async (unit: Unit, text: string, values: unknown[]): Promise<void> => {
  const { rowCount } = await unit.client.query(text, values);
  if (rowCount === 0) throw new JobLost();
};

/** Says how many rows there are; from now on the import runs. */
export const beginJob = (world: World, job: Job, rows: number): Promise<null> =>
  inUnit(world, job.org, {}, async (unit) => {
    await update(
      unit,
      `update import_job set state = 'running', rows = $2 where ${here} and state in ('waiting', 'running')`,
      [job.id, rows],
    );
    return { result: null, commit: true };
  });

/**
 * Adds what became of the next rows.
 * @param handled how many rows had been handled before: where that is not so, somebody else is at work
 */
export const keepProgress = (unit: Unit, job: Job, handled: number, tally: Tally): Promise<void> =>
  update(
    unit,
    `update import_job set taken = taken + $2, known = known + $3, refused = refused || $4::jsonb
      where ${here} and state = 'running' and taken + known + jsonb_array_length(refused) = $5`,
    [job.id, tally.taken, tally.known, JSON.stringify(tally.refused), handled],
  );

/** @param error why it failed, or null when it was carried out to its end */
export const endJob = (world: World, job: Job, error: string | null): Promise<null> =>
  inUnit(world, job.org, {}, async (unit) => {
    const state = error === null ? "done" : "failed";
    await update(
      unit,
      `update import_job set state = $2, error = $3, ended_at = clock_timestamp() where ${here} and state in ('waiting', 'running')`,
      [job.id, state, error],
    );
    return { result: null, commit: true };
  });
