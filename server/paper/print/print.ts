// Prints sheets as PDF through one worker, begun at the first and kept.
import { Worker } from "node:worker_threads";
import { lettersOf, type Sheet } from "#domain/paper/sheet.ts";
import { refuse } from "#domain/stream/event.ts";
import { ProblemError, problemOf, refused } from "#server/http/problem.ts";
import { asAttachment } from "#server/http/upload.ts";
import { type Print, plainPrint } from "./office.ts";
import type { Told } from "./worker.ts";

const patienceMs = 30_000;
/** Two hundred pages; a longer sheet would keep all others waiting. */
const mostLetters = 200_000;
/** Who would wait longer than this many sheets is told to come again. */
const longestQueue = 50;

const tooLong = () => new ProblemError(problemOf(503, "print-too-long"));

type Waiting = { resolve: (told: Told) => void; reject: (error: Error) => void };
let worker: Worker | null = null;
let next = 1;
let waiting: Waiting | null = null;

/** Only the sheet in hand fails; the next one begins with a new worker. */
const fail = (failed: Worker, error: Error): void => {
  if (worker !== failed) return;
  worker = null;
  waiting?.reject(error);
};

const begin = (): Worker => {
  const begun = new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 500 },
    stdout: true,
    stderr: true,
  });
  begun.on("message", (told: Told) => waiting?.resolve(told));
  begun.on("error", (error) => {
    const full = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY";
    fail(begun, full ? tooLong() : (error as Error));
  });
  begun.on("exit", () => fail(begun, new Error("The typesetter ended.")));
  // It must not keep a process alive that has nothing else to do.
  begun.unref();
  return begun;
};

const set = (sheet: Sheet, print: Print): Promise<Told> => {
  const setter = worker ?? begin();
  worker = setter;
  return new Promise<Told>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(tooLong());
      void setter.terminate();
      if (worker === setter) worker = null;
    }, patienceMs);
    const over = (go: () => void) => {
      clearTimeout(limit);
      go();
    };
    waiting = { resolve: (t) => over(() => resolve(t)), reject: (e) => over(() => reject(e)) };
    setter.postMessage({ id: next++, sheet, print });
  });
};

let last: Promise<unknown> = Promise.resolve();
let queued = 0;

/** One sheet after another: each has its own time, whatever stands before it. */
const ask = async (sheet: Sheet, print: Print): Promise<Told> => {
  if (queued >= longestQueue) throw new ProblemError(problemOf(503, "print-queue"));
  queued += 1;
  const told = last.then(() => set(sheet, print));
  last = told.catch(() => {});
  try {
    return await told;
  } finally {
    queued -= 1;
  }
};

/**
 * Prints a sheet.
 * @param print how the office prints, from `printOf`
 * @returns the PDF
 * @throws ProblemError 422 for a sheet too long or that names the characters which the font lacks, 503 where it takes too long
 */
export const printSheet = async (sheet: Sheet, print: Print = plainPrint): Promise<Buffer> => {
  if (lettersOf(sheet).length > mostLetters)
    throw refused(refuse("rule", "paper-too-long", { values: { most: mostLetters / 10_000 } }).refused);
  const told = await ask(sheet, print);
  if ("missing" in told)
    throw refused(
      refuse("rule", "paper-letters", { values: { value: [...told.missing].join(" ") } }).refused,
    );
  if ("fault" in told) throw new Error(told.fault);
  return Buffer.from(told.pdf);
};

/** `inline` shows it in the browser; its name stays when it is saved. */
export const pdfHeaders = (name: string): Record<string, string> => ({
  "content-type": "application/pdf",
  "content-disposition": asAttachment(`${name}.pdf`).replace("attachment", "inline"),
  "x-content-type-options": "nosniff",
});
