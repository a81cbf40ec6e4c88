// Reads a long regulation in a thread of its own.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ReadRegulation } from "#domain/regulation/read.ts";

const patienceMs = 30_000;
const tooLong: ReadRegulation = { errors: [{ line: 1, message: "第 1 行：文件太长或太复杂，没有读完" }] };

let last: Promise<unknown> = Promise.resolve();

const read = async (yaml: string): Promise<ReadRegulation> => {
  const worker = new Worker(new URL("./apart-worker.ts", import.meta.url), {
    workerData: yaml,
    resourceLimits: { maxOldGenerationSizeMb: 700 },
    stdout: true,
    stderr: true,
  });
  try {
    const [told] = await once(worker, "message", { signal: AbortSignal.timeout(patienceMs) });
    return told as ReadRegulation;
  } catch {
    return tooLong;
  } finally {
    await worker.terminate();
  }
};

/** As `readRegulation`, one text after another; a text that cannot be read in half a minute is faulty. */
export const readApart = (yaml: string): Promise<ReadRegulation> => {
  const ours = last.then(() => read(yaml));
  last = ours;
  return ours;
};
