// Reads a long regulation in a thread of its own.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ReadRegulation } from "#domain/regulation/read.ts";
import type { Language } from "#server/http/i18n/language.ts";
import { say } from "#server/http/i18n/say.ts";

const patienceMs = 30_000;
const tooLong = (of: Language): ReadRegulation => ({
  errors: [{ line: 1, message: say("regulation-apart", {}, of) }],
});

let last: Promise<unknown> = Promise.resolve();

const read = async (yaml: string, language: Language): Promise<ReadRegulation> => {
  const worker = new Worker(new URL("./apart-worker.ts", import.meta.url), {
    workerData: { yaml, language },
    resourceLimits: { maxOldGenerationSizeMb: 700 },
    stdout: true,
    stderr: true,
  });
  try {
    const [told] = await once(worker, "message", { signal: AbortSignal.timeout(patienceMs) });
    return told as ReadRegulation;
  } catch {
    return tooLong(language);
  } finally {
    await worker.terminate();
  }
};

/** As `readRegulation`, one text after another; a text that cannot be read in half a minute is faulty. */
export const readApart = (yaml: string, language: Language = "zh-CN"): Promise<ReadRegulation> => {
  const ours = last.then(() => read(yaml, language));
  last = ours;
  return ours;
};
