// Reads a workbook in a thread of its own, so that a hostile or huge one harms nothing else.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import ExcelJS from "exceljs";
import type { RawRow } from "./fault.ts";

type Told = { rows: RawRow[] } | { end: true } | { fault: string };
const { path, unpackedBytes } = workerData as { path: string; unpackedBytes: number };
const port = parentPort;
const batch = 500;

const tell = (told: Told): void => port?.postMessage(told);

/** What the file says it unpacks to; -1 where it is no zip at all. */
const unpackedSize = (zip: Buffer): number => {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > zip.length) return -1;
  let at = zip.readUInt32LE(end + 16);
  let size = 0;
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return -1;
    size += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return size;
};

const two = (n: number): string => String(n).padStart(2, "0");

/** A cell's date has no zone: its wall clock is kept as text. Without a time in its format it is a day. */
const dateText = (date: Date, format: string | undefined): string => {
  // A day's fraction is not exact to the millisecond.
  const d = new Date(Math.round(date.getTime() / 1000) * 1000);
  const day = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  const time = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;
  return time === "00:00:00" && !/[hH]/.test(format ?? "") ? day : `${day} ${time}`;
};

/** A formula is never computed: what the spreadsheet last showed counts. */
const cellText = (value: ExcelJS.CellValue, format: string | undefined): string => {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return dateText(value, format);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("error" in value) return String(value.error);
  if ("hyperlink" in value) return String(value.text ?? "");
  if ("result" in value) return cellText(value.result as ExcelJS.CellValue, format);
  return "";
};

const cellsOf = (row: ExcelJS.Row): string[] => {
  const cells: string[] = [];
  row.eachCell({ includeEmpty: false }, (cell, n) => {
    while (cells.length < n - 1) cells.push("");
    cells[n - 1] = cellText(cell.value, cell.numFmt);
  });
  return cells;
};

/** Tells the rows of the first sheet that has any, a batch at a time, each when the last has been used up. */
const read = async (): Promise<void> => {
  const size = unpackedSize(readFileSync(path));
  if (size < 0) return tell({ fault: "sheet-not" });
  if (size > unpackedBytes) return tell({ fault: "sheet-unpacked" });
  const options = {
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
  } as const;
  let rows: RawRow[] = [];
  let any = false;
  const flush = async (): Promise<void> => {
    const asked = once(port as NonNullable<typeof port>, "message");
    tell({ rows });
    rows = [];
    await asked;
  };
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, options)) {
    for await (const row of sheet) {
      const cells = cellsOf(row);
      if (!cells.some((cell) => cell.trim() !== "")) continue;
      any = true;
      rows.push({ line: row.number, cells });
      if (rows.length === batch) await flush();
    }
    if (any) break;
  }
  if (rows.length > 0) await flush();
  tell({ end: true });
};

read().catch(() => tell({ fault: "sheet-damaged" }));
