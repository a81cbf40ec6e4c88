// Makes what a job asks for, beside everything else, and says how far it is.
import { mkdir } from "node:fs/promises";
import { language } from "#server/http/i18n/language.ts";
import { recordErasure } from "#server/log/proof/erasure/list.ts";
import type { World } from "#server/log/world.ts";
import { auditBundle } from "../audit/bundle.ts";
import { exportAll } from "../export/everything.ts";
import { takeBackup } from "../take/backup.ts";
import { endJob, failJob, folderOf, type Job, pathOf, sweep, tellProgress } from "./job.ts";

const tellEveryMs = 1000;

/** The name of a job's file: what, of whom, when. */
const fileOf = ({ org, kind, id }: Job, at: Date): string => {
  const stamp = at.toISOString().slice(0, 19).replaceAll(":", "");
  const of = kind === "backup" ? "shouwen-backup" : `${org}-${kind}`;
  return `${of}-${stamp}-${id.slice(0, 4)}.${kind === "backup" ? "tar.gz" : "zip"}`;
};

type Making = { world: World; job: Job; pdf: boolean; path: string; wrote: (done: number) => void };

const make = async ({ world, job, pdf, path, wrote }: Making): Promise<number> => {
  const { org, kind } = job;
  if (kind === "audit") return (await auditBundle(world.side, world.dataDir, org, path, wrote)).bytes;
  if (kind === "export") {
    const { bytes } = await exportAll({ world, org, language: language(), pdf }, path, wrote);
    return bytes;
  }
  await recordErasure(world);
  return (await takeBackup(world.side, world.dataDir, path, wrote)).bytes;
};

type Attempt = { pdf: boolean; ends: AbortSignal; log: (error: unknown) => void };

const attempt = async (world: World, job: Job, { pdf, ends, log }: Attempt): Promise<void> => {
  let done = 0;
  const telling = setInterval(() => void tellProgress(world, job, done).catch(() => {}), tellEveryMs);
  telling.unref();
  try {
    await mkdir(folderOf(world.dataDir), { recursive: true, mode: 0o700 });
    const file = fileOf(job, new Date());
    const wrote = (n: number): void => {
      ends.throwIfAborted();
      done = n;
    };
    const bytes = await make({ world, job, pdf, path: pathOf(world.dataDir, file), wrote });
    await tellProgress(world, job, done);
    await endJob(world, job, file, bytes);
    await sweep(world, job);
  } catch (error) {
    if (!ends.aborted) log(error);
    const full = (error as NodeJS.ErrnoException).code === "ENOSPC";
    await failJob(world, job, ends.aborted ? "broken-off" : full ? "no-room" : "failed").catch(log);
  } finally {
    clearInterval(telling);
  }
};

/** How jobs are carried out in one process: one after the other. */
export type Carrying = {
  /** @param pdf whether an export prints each paper */
  begin(job: Job, pdf: boolean): void;
  /** When all that was begun has ended. */
  idle(): Promise<void>;
  /** Breaks off what is under way. */
  stop(): Promise<void>;
};

export const startCarrying = (world: World, log: (error: unknown) => void): Carrying => {
  let last: Promise<void> = Promise.resolve();
  const ending = new AbortController();
  return {
    begin: (job, pdf) => {
      // One that waits for its turn is not silent.
      const waiting = setInterval(() => void tellProgress(world, job, 0).catch(() => {}), 20_000);
      waiting.unref();
      last = last.then(() => {
        clearInterval(waiting);
        return attempt(world, job, { pdf, ends: ending.signal, log });
      });
    },
    idle: () => last,
    stop: () => {
      ending.abort(new Error("Shouwen ends."));
      return last;
    },
  };
};
