// Prints sheets as PDF through one worker, begun at the first and kept.
import { Worker } from "node:worker_threads";
import type { Sheet } from "#domain/paper/sheet.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "#server/http/problem.ts";
import { asAttachment } from "#server/http/upload.ts";
import type { Told } from "./worker.ts";

const patienceMs = 30_000;

type Waiting = { resolve: (told: Told) => void; reject: (error: Error) => void };
let worker: Worker | null = null;
let next = 1;
const waiting = new Map<number, Waiting>();

/** Whoever waited hears that it failed; the next sheet begins with a new worker. */
const fail = (failed: Worker, error: Error): void => {
  if (worker === failed) worker = null;
  for (const w of waiting.values()) w.reject(error);
  waiting.clear();
};

const begin = (): Worker => {
  const begun = new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 500 },
    stdout: true,
    stderr: true,
  });
  begun.on("message", (told: Told) => {
    waiting.get(told.id)?.resolve(told);
    waiting.delete(told.id);
  });
  begun.on("error", (error) => fail(begun, error as Error));
  begun.on("exit", () => fail(begun, new Error("The typesetter ended.")));
  // It must not keep a process alive that has nothing else to do.
  begun.unref();
  return begun;
};

const ask = (sheet: Sheet): Promise<Told> => {
  const setter = worker ?? begin();
  worker = setter;
  const id = next++;
  return new Promise<Told>((resolve, reject) => {
    const limit = setTimeout(() => void setter.terminate(), patienceMs);
    const over = (go: () => void) => {
      clearTimeout(limit);
      go();
    };
    waiting.set(id, { resolve: (t) => over(() => resolve(t)), reject: (e) => over(() => reject(e)) });
    setter.postMessage({ id, sheet });
  });
};

/**
 * Prints a sheet.
 * @returns the PDF
 * @throws ProblemError 422 that names the characters which the font lacks
 */
export const printSheet = async (sheet: Sheet): Promise<Buffer> => {
  const told = await ask(sheet);
  if ("missing" in told)
    throw refused(
      refuse("rule", "paper-letters", { values: { value: [...told.missing].join("、") } }).refused,
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
