// Carries an import out from where it stands: counts the rows, takes them batch by batch, keeps the refused ones.

import { rm } from "node:fs/promises";
import type { Mapping } from "#api/import.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Caller } from "#server/log/command.ts";
import type { World } from "#server/log/world.ts";
import { limits, SheetFault } from "#server/sheet/fault.ts";
import { openSheet, type Row } from "#server/sheet/sheet.ts";
import { beginJob, endJob, type Job, keepProgress, refusedPath, uploadPath } from "./job.ts";
import { absentColumns } from "./mapping.ts";
import { writeRefused } from "./refused.ts";
import { type Ledger, takeRows } from "./take.ts";

/** Long enough to be quick, short enough that others get their turn between two. */
const batchSize = 40;

/**
 * How many rows a file has. Reads it all, so that a faulty one is known before anything is written.
 * @returns null when it was stopped
 */
export const countRows = async (path: string, stop: () => boolean): Promise<number | null> => {
  const sheet = await openSheet(path);
  try {
    let count = 0;
    for await (const _ of sheet.rows) {
      count += 1;
      if (stop()) return null;
    }
    return count;
  } finally {
    await sheet.close();
  }
};

/**
 * Takes the rows of a file.
 * @param skip how many have been handled before
 * @param stop asked before each batch
 * @returns whether it came to the end
 */
export const takeFile = async (
  world: World,
  caller: Caller,
  file: { path: string; mapping: Mapping; skip: number },
  ledger: Ledger,
  stop: () => boolean,
): Promise<boolean> => {
  const sheet = await openSheet(file.path);
  try {
    const absent = absentColumns(file.mapping, sheet.columns);
    if (absent.length > 0) throw new SheetFault(say("mapping-column-absent", { value: absent.join(", ") }));
    let seen = 0;
    let batch: Row[] = [];
    for await (const row of sheet.rows) {
      seen += 1;
      if (seen > file.skip) batch.push(row);
      if (batch.length < batchSize) continue;
      if (stop()) return false;
      await takeRows(world, caller, file.mapping, batch, ledger);
      batch = [];
    }
    if (batch.length > 0) await takeRows(world, caller, file.mapping, batch, ledger);
    return true;
  } finally {
    await sheet.close();
  }
};

const work = async (world: World, job: Job, path: string, stop: () => boolean): Promise<boolean> => {
  const rows = job.rows ?? (await countRows(path, stop));
  if (rows === null) return false;
  await beginJob(world, job, rows);
  let handled = job.taken + job.known + job.refused.length;
  const ledger: Ledger = {
    keep: (unit, tally) => keepProgress(unit, job, handled, tally),
    kept: (tally) => {
      job.refused.push(...tally.refused);
      handled += tally.taken + tally.known + tally.refused.length;
      if (job.refused.length > limits.refused)
        throw new SheetFault(say("import-too-many", { most: limits.refused }));
    },
  };
  const caller = { org: job.org, member: job.by };
  return takeFile(world, caller, { path, mapping: job.mapping, skip: handled }, ledger, stop);
};

/**
 * Carries out one import, also one that another process began; progress stands in the same transactions as the
 * matters, so that nothing is taken or counted twice.
 * @param stop asked before each batch; then the import is left for later
 * @throws JobLost; whatever the database throws, with all that was acknowledged kept
 */
export const carryOut = async (world: World, job: Job, stop: () => boolean): Promise<void> => {
  const path = uploadPath(world.dataDir, job.org, job.id);
  let error: string | null = null;
  try {
    if (!(await work(world, job, path, stop))) return;
  } catch (fault) {
    if (!(fault instanceof SheetFault)) throw fault;
    error = fault.message;
  }
  if (error === null || job.refused.length > 0)
    await writeRefused(path, job.refused, refusedPath(world.dataDir, job.org, job.id));
  await endJob(world, job, error);
  // The file holds personal data that nobody would erase.
  await rm(path, { force: true });
};
