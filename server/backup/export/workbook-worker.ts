// Writes a workbook to a file row by row, in a thread of its own, never keeping what is written.
import { parentPort, workerData } from "node:worker_threads";
import ExcelJS from "exceljs";

const { path, name, columns } = workerData as { path: string; name: string; columns: string[] };

/** A sheet takes 1,048,576 rows. */
const mostRows = 1_000_000;

const book = new ExcelJS.stream.xlsx.WorkbookWriter({
  filename: path,
  useSharedStrings: false,
  useStyles: true,
});
let sheets = 0;
let sheet: ExcelJS.Worksheet | undefined;
let rows = 0;

const begin = (): ExcelJS.Worksheet => {
  sheets += 1;
  const options = { views: [{ state: "frozen" as const, ySplit: 1 }] };
  const begun = book.addWorksheet(sheets === 1 ? name : `${name} ${sheets}`, options);
  begun.columns = columns.map(() => ({ width: 18 }));
  const head = begun.addRow(columns);
  head.font = { bold: true };
  head.commit();
  rows = 0;
  return begun;
};

type Told = { rows: (string | number | null)[][] } | { end: true };

parentPort?.on("message", async (told: Told) => {
  if ("end" in told) {
    sheet ??= begin();
    sheet.commit();
    await book.commit();
    parentPort?.postMessage("written");
    return;
  }
  for (const row of told.rows) {
    if (sheet && rows >= mostRows) {
      sheet.commit();
      sheet = undefined;
    }
    sheet ??= begin();
    sheet.addRow(row).commit();
    rows += 1;
  }
  parentPort?.postMessage("taken");
});
