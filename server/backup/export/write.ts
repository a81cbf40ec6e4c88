// Writes one table as CSV and as a workbook at once, while it is being read.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { cellText, defused } from "#server/paper/register/book.ts";
import { batch, type Cell, type Table } from "./table.ts";
import type { Say } from "./words.ts";

const csvCell = (cell: Cell): string => {
  const text = String(cell ?? "");
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csvRow = (row: readonly Cell[]): string => `${row.map(csvCell).join(",")}\r\n`;

/** Nothing is ever computed where it is opened; a workbook's cell takes only so much of a long text. */
const safe = (rows: readonly (readonly Cell[])[], of: (text: string) => string): Cell[][] =>
  rows.map((row) => row.map((cell) => (typeof cell === "string" ? of(cell) : cell)));

/** Rows that take long, as those that are printed, are not waited for together. */
const tellEveryMs = 500;

type Writing = {
  rows(rows: readonly (readonly Cell[])[]): Promise<void>;
  end(): Promise<void>;
  drop(): Promise<void>;
};

const workbook = (path: string, name: string, columns: readonly string[]): Writing => {
  const worker = new Worker(new URL("./workbook-worker.ts", import.meta.url), {
    workerData: { path, name, columns },
    resourceLimits: { maxOldGenerationSizeMb: 700 },
    stdout: true,
    stderr: true,
  });
  worker.unref();
  let taken: Promise<unknown> = Promise.resolve();
  /** One lot is written while the next is read. */
  const tell = async (what: object): Promise<void> => {
    await taken;
    const answered = once(worker, "message");
    answered.catch(() => {});
    taken = answered;
    worker.ref();
    worker.postMessage(what);
  };
  return {
    rows: (rows) => tell({ rows: safe(rows, cellText) }),
    end: async () => {
      await tell({ end: true });
      await taken;
      await worker.terminate();
    },
    drop: async () => void (await worker.terminate()),
  };
};

const csv = (path: string, columns: readonly string[]): Writing => {
  const file = createWriteStream(path, { mode: 0o600 });
  // A spreadsheet takes the text for UTF-8 only with this mark.
  file.write(`\uFEFF${csvRow(columns)}`);
  return {
    rows: async (rows) => {
      if (!file.write(safe(rows, defused).map(csvRow).join(""))) await once(file, "drain");
    },
    end: async () => {
      file.end();
      await finished(file);
    },
    drop: async () => {
      // What was still to be written fails now, and nobody waits for it any more.
      const closed = finished(file).catch(() => {});
      file.destroy();
      await closed;
    },
  };
};

/**
 * Writes a table to `FOLDER/NAME.csv` and `FOLDER/NAME.xlsx`.
 * @param wrote is told how many more rows are written
 * @returns how many rows it had
 */
export const writeTable = async (
  folder: string,
  table: Table,
  say: Say,
  wrote: (rows: number) => void,
): Promise<number> => {
  const columns = table.columns.map(say);
  const both = [
    csv(join(folder, `${table.name}.csv`), columns),
    workbook(join(folder, `${table.name}.xlsx`), say(table.name), columns),
  ];
  let count = 0;
  let some: (readonly Cell[])[] = [];
  let told = performance.now();
  const flush = async (): Promise<void> => {
    for (const one of both) await one.rows(some);
    count += some.length;
    wrote(some.length);
    some = [];
    told = performance.now();
    // Whoever works meanwhile comes first.
    await setImmediate();
  };
  try {
    for await (const row of table.rows) {
      some.push(row);
      if (some.length >= batch || performance.now() - told > tellEveryMs) await flush();
    }
    if (some.length > 0) await flush();
    for (const one of both) await one.end();
    return count;
  } catch (error) {
    for (const one of both) await one.drop();
    throw error;
  }
};
