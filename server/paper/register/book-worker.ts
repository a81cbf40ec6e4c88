// Writes one sheet as a workbook in a thread of its own.
import { parentPort, workerData } from "node:worker_threads";
import ExcelJS from "exceljs";
import type { Book } from "./book.ts";

const { name, rows } = workerData as Book;

/** At most 31 characters, none of these, no quotation mark at either end; one name is kept for the program itself. */
const sheetName = (wanted: string): string => {
  const plain = [...wanted.replaceAll(/[[\]*?:/\\\p{Cc}]/gu, "")].slice(0, 28).join("").slice(0, 31);
  const bare = plain.replaceAll(/^'+|'+$/g, "").trim();
  return bare === "" || bare.toLowerCase() === "history" ? `${bare}登记` : bare;
};

const write = async (): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(sheetName(name), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  for (const row of rows) sheet.addRow(row);
  sheet.getRow(1).font = { bold: true };
  sheet.columns.forEach((column, n) => {
    const longest = Math.max(...rows.slice(0, 200).map((r) => [...String(r[n] ?? "")].length));
    // A Chinese character is as wide as two of the font's figures.
    column.width = Math.min(60, Math.max(10, longest * 2));
  });
  const bytes = await workbook.xlsx.writeBuffer();
  parentPort?.postMessage(new Uint8Array(bytes as ArrayBuffer));
};

void write();
