// Writes one sheet as a workbook in a thread of its own.
import { parentPort, workerData } from "node:worker_threads";
import ExcelJS from "exceljs";
import type { Book } from "./book.ts";

const { name, rows } = workerData as Book;

const write = async (): Promise<void> => {
  const workbook = new ExcelJS.Workbook();
  // A sheet's name holds at most 31 characters and none of these.
  const sheet = workbook.addWorksheet(name.replaceAll(/[[\]*?:/\\]/g, "").slice(0, 31) || "sheet", {
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
