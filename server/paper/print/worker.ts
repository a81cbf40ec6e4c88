// Sets sheets in type in a thread of its own, one after another, so that a long form holds nobody up.
import { parentPort } from "node:worker_threads";
import type { Sheet } from "#domain/paper/sheet.ts";
import type { Print } from "./office.ts";
import { MissingLetters, typeset } from "./typeset.ts";

export type Wanted = { id: number; sheet: Sheet; print?: Print };
export type Told = { id: number } & ({ pdf: Uint8Array } | { missing: string } | { fault: string });

const make = async ({ id, sheet, print }: Wanted): Promise<Told> => {
  try {
    return { id, pdf: await typeset(sheet, print) };
  } catch (error) {
    if (error instanceof MissingLetters) return { id, missing: error.letters };
    return { id, fault: (error as Error).stack ?? String(error) };
  }
};

let last: Promise<unknown> = Promise.resolve();
parentPort?.on("message", (wanted: Wanted) => {
  last = last.then(async () => parentPort?.postMessage(await make(wanted)));
});
