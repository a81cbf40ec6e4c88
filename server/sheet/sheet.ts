// One shape for every file: named columns, and rows of text with the line they stand on.

import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { type Language, languages } from "#server/http/i18n/language.ts";
import { say } from "#server/http/i18n/say.ts";
import { readCsv } from "./csv.ts";
import { limits, type RawRow, SheetFault } from "./fault.ts";
import { readXlsx } from "./xlsx.ts";

/** A row by its columns; `fault` says why it can't even be read as a row, `beyond` what stands behind the last column. */
export type Row = { line: number; cells: Record<string, string>; beyond: string[]; fault: string | null };
/** A file opened: it must be closed, whether or not its rows were read. */
export type Sheet = { columns: string[]; rows: AsyncGenerator<Row, void>; close: () => Promise<unknown> };

/** The columns that a file of refused rows has in front. */
export const refusedColumns = (of?: Language): [string, string] => [
  say("refused-line", {}, of),
  say("refused-reason", {}, of),
];
/** Whether such a file, in whatever language, calls a column so. */
export const isRefusedColumn = (column: string): boolean =>
  languages.some((of) => refusedColumns(of).includes(column));
const mostColumns = 500;

const startsWith = async (path: string, ...beginnings: string[]): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    const head = buffer.subarray(0, bytesRead).toString("latin1");
    return beginnings.some((b) => head.startsWith(b));
  } finally {
    await file.close();
  }
};

const rawRows = async (path: string): Promise<AsyncGenerator<RawRow>> => {
  if (await startsWith(path, "PK\x03\x04")) return readXlsx(path);
  if (await startsWith(path, "\xd0\xcf\x11\xe0")) throw new SheetFault(say("sheet-xls"));
  return readCsv(path);
};

/** The names of the columns: blank ones by their number, those that come twice told apart. */
const columnsOf = (header: RawRow): string[] => {
  const columns: string[] = [];
  const cells = header.cells.map((cell) => cell.trim());
  while (cells.at(-1) === "") cells.pop();
  for (const [n, cell] of cells.entries()) {
    const wanted = cell || `#${n + 1}`;
    let name = wanted;
    for (let again = 2; columns.includes(name); again++) name = `${wanted} (${again})`;
    columns.push(name);
  }
  if (columns.length > mostColumns) throw new SheetFault(say("sheet-columns", { most: mostColumns }));
  return columns;
};

const dangerous = /^[=+\-@\t\r]/;
/** A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export const defused = (cell: string): string => (dangerous.test(cell) ? `'${cell}` : cell);
const restored = (cell: string): string =>
  cell.startsWith("'") && dangerous.test(cell.slice(1)) ? cell.slice(1) : cell;

const rowOf = (columns: readonly string[], raw: RawRow, mended: boolean): Row => {
  const cells: Record<string, string> = {};
  for (const [n, column] of columns.entries()) {
    const cell = raw.cells[n] ?? "";
    cells[column] = mended ? restored(cell) : cell;
  }
  const beyond = raw.cells.slice(columns.length);
  while (beyond.at(-1)?.trim() === "") beyond.pop();
  const fault =
    beyond.length > 0 ? say("sheet-row-wide", { cells: raw.cells.length, columns: columns.length }) : null;
  return { line: raw.line, cells, beyond, fault };
};

async function* rowsOf(columns: readonly string[], raw: AsyncGenerator<RawRow>): AsyncGenerator<Row, void> {
  // Our own file of refused rows, mended: what we put in front of its cells is taken off again.
  const mended = languages.some((of) => refusedColumns(of).every((column) => columns.includes(column)));
  let count = 0;
  for await (const row of raw) {
    count += 1;
    if (count > limits.rows) throw new SheetFault(say("sheet-rows", { most: limits.rows }));
    yield rowOf(columns, row, mended);
  }
}

/**
 * Opens a CSV or XLSX file; which of them it is, its content says. The first row that is not blank names the columns.
 * @throws SheetFault, also while the rows are read
 */
export const openSheet = async (path: string): Promise<Sheet> => {
  const raw = await rawRows(path);
  const header = await raw.next();
  if (header.done) throw new SheetFault(say("file-empty"));
  const columns = columnsOf(header.value);
  return { columns, rows: rowsOf(columns, raw), close: () => raw.return(undefined) };
};

/** The same for the same row in whatever order its columns stand, so that it is known again. */
export const rowHash = (row: Row): string => {
  const own = Object.entries(row.cells).filter(([column]) => !isRefusedColumn(column));
  const sorted = own
    .map(([column, cell]) => [column, cell.trim()])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return `row:${createHash("sha256").update(JSON.stringify(sorted)).digest("hex")}`;
};
