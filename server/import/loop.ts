// The loop that carries out imports one after another, those that a killed process left behind included.

import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { inLanguage } from "#server/http/i18n/language.ts";
import { say } from "#server/http/i18n/say.ts";
import { incoming } from "#server/http/upload.ts";
import { isStreamId } from "#server/log/read.ts";
import type { World } from "#server/log/world.ts";
import { carryOut } from "./carry-out.ts";
import { endJob, type Job, JobLost, languageOf, refreshed, unfinishedJobs, uploadPath } from "./job.ts";

/** Another process may have died without telling us. */
const longestSleepMs = 5000;
const staleMs = 3_600_000;

export type Imports = { nudge: () => void; stop: () => Promise<void> };

const isAway = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return /ECONN|EPIPE|57P0\d|^08|terminat|starting up|timeout|closed/i.test(`${code} ${message}`);
};

/** One process at a time has an import; the lock ends with its connection, however the process ends. */
const underLock = async (world: World, job: Job, work: (now: Job) => Promise<void>): Promise<void> => {
  const client = await world.side.connect();
  const key = [`import/${job.org}/${job.id}`];
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ got: boolean }>(
      "select pg_try_advisory_lock(hashtextextended($1, 2)) as got",
      key,
    );
    if (!rows[0]?.got) return;
    try {
      // Whoever had it before us may have brought it further, or to its end.
      const now = await refreshed(world.side, job);
      if (now) await work(now);
    } finally {
      await client.query("select pg_advisory_unlock(hashtextextended($1, 2))", key).catch((error: Error) => {
        broken = error;
      });
    }
  } finally {
    client.release(broken);
  }
};

const names = (folder: string): Promise<string[]> =>
  existsSync(folder) ? readdir(folder) : Promise.resolve([]);

const removeStale = async (folder: string, kept: (name: string) => boolean): Promise<void> => {
  for (const name of await names(folder)) {
    const path = join(folder, name);
    if (!kept(name) && Date.now() - (await stat(path)).mtimeMs > staleMs) await rm(path, { force: true });
  }
};

/** Files that came in half, and those of imports that ended or never began, when a process was killed in between. */
const sweep = async (world: World): Promise<void> => {
  await removeStale(incoming(world.dataDir), () => false);
  const waiting = new Set((await unfinishedJobs(world.side)).map((job) => `${job.org}/${job.id}`));
  const root = join(world.dataDir, "imports");
  for (const org of await names(root))
    await removeStale(
      join(root, org),
      (name) => name.endsWith(".refused.csv") || waiting.has(`${org}/${name}`),
    );
};

/**
 * Runs the loop until stopped.
 * @param log is told of what went wrong
 * @returns `nudge` to look at once; `stop` ends after the batch under way, and the rest is taken up by the next start
 */
export const startImports = (world: World, log: (error: unknown) => void): Imports => {
  let running = true;
  let nudged = false;
  let wakeUp: () => void = () => {};
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, nudged ? 0 : ms);
      nudged = false;
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const attempt = async (job: Job): Promise<void> => {
    try {
      await carryOut(world, job, () => !running);
    } catch (error) {
      if (error instanceof JobLost) return;
      if (isAway(error)) throw error;
      log(error);
      const told = endJob(world, job, say("import-broken"));
      await told.catch(log);
    }
  };
  const round = async (): Promise<void> => {
    for (const job of await unfinishedJobs(world.side)) {
      // On another machine with a folder of its own the file is not ours to read.
      if (running && isStreamId(job.id) && existsSync(uploadPath(world.dataDir, job.org, job.id)))
        await underLock(world, job, (now) => inLanguage(languageOf(now), () => attempt(now)));
    }
  };
  const loop = (async () => {
    await sweep(world).catch(log);
    while (running) {
      await round().catch(log);
      if (running) await sleep(longestSleepMs);
    }
  })();
  return {
    nudge: () => {
      nudged = true;
      wakeUp();
    },
    stop: async () => {
      running = false;
      wakeUp();
      await loop;
    },
  };
};
