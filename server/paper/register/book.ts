// A workbook of plain cells: nothing in it is ever computed where it is opened.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** A sheet's name and its rows, the first of which are the headings. */
export type Book = { name: string; rows: readonly (readonly (string | number | null)[])[] };

const patienceMs = 60_000;
/** Telephones and plain figures may begin with a sign; whatever else does could be taken for a formula. */
const plain = /^[+-]?[\d\s().-]+$/;

/** A text that a spreadsheet, or a CSV made of it, could run as a formula is marked as text. */
export const defused = (text: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !plain.test(text) ? `'${text}` : text;

/** Characters that no workbook may hold: one of them, and it cannot be opened. */
const illegal = /[\p{Cc}\ufffe\uffff]/gu;
/** More than this a cell does not take. */
const longestCell = 32_767;
/** A text as a cell of a spreadsheet holds it: never a formula, nothing that it could not open. */
export const cellText = (text: string): string =>
  defused(text.replaceAll(illegal, (c) => ("\t\n\r".includes(c) ? c : ""))).slice(0, longestCell);

/** Writes the workbook. */
export const writeBook = async (book: Book): Promise<Buffer> => {
  const rows = book.rows.map((row) => row.map((cell) => (typeof cell === "string" ? cellText(cell) : cell)));
  const worker = new Worker(new URL("./book-worker.ts", import.meta.url), {
    workerData: { ...book, rows },
    resourceLimits: { maxOldGenerationSizeMb: 700 },
    stdout: true,
    stderr: true,
  });
  try {
    const [bytes] = (await once(worker, "message", { signal: AbortSignal.timeout(patienceMs) })) as [
      Uint8Array,
    ];
    return Buffer.from(bytes);
  } finally {
    await worker.terminate();
  }
};
