// The rows of an XLSX workbook, read by a worker under limits of memory and time.

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { say } from "#server/http/i18n/say.ts";
import { limits, type RawRow, SheetFault } from "./fault.ts";

/** `fault` is the code of a sentence: the worker does not know the reader's language. */
type Told = { rows: RawRow[] } | { end: true } | { fault: string };

const memoryMb = 700;
/** Between two batches; a workbook that says nothing for so long is made to keep us busy. */
const patienceMs = 60_000;

const heard = async (worker: Worker): Promise<Told> => {
  const limit = AbortSignal.timeout(patienceMs);
  try {
    const [told] = (await once(worker, "message", { signal: limit })) as [Told];
    return told;
  } catch (error) {
    // `once` also rejects when the worker fails, out of memory first of all.
    if (limit.aborted) throw new SheetFault(say("sheet-slow"));
    if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY")
      throw new SheetFault(say("sheet-large"));
    throw error;
  }
};

/**
 * The rows of a workbook's first sheet that has any, blank rows left out; dates as text without a zone.
 * @throws SheetFault for what is no workbook, and for one beyond the limits
 */
export async function* readXlsx(path: string): AsyncGenerator<RawRow> {
  const worker = new Worker(new URL("./xlsx-worker.ts", import.meta.url), {
    workerData: { path, unpackedBytes: limits.unpackedBytes },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
  // A failure between two batches is reported by the next wait.
  worker.on("error", () => {});
  try {
    for (;;) {
      const told = await heard(worker);
      if ("fault" in told) throw new SheetFault(say(told.fault));
      if ("end" in told) return;
      yield* told.rows;
      worker.postMessage("more");
    }
  } finally {
    await worker.terminate();
  }
}
