// Workbooks: nothing in a cell is taken for a formula, what is a figure stays one.
import assert from "node:assert/strict";
import { test } from "node:test";
import ExcelJS from "exceljs";
import { defused, writeBook } from "./book.ts";

test("what a spreadsheet could run is marked as text; telephones and figures are left alone", () => {
  for (const evil of ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "\r=1"])
    assert.equal(defused(evil), `'${evil}`);
  for (const good of ["+86 13900000001", "-12.5", "(0592) 505-1234", "王先生", "", "a=b"])
    assert.equal(defused(good), good);
});

test("a book keeps its rows, whatever its sheet is called", async () => {
  const rows = [
    ["编号", "金额"],
    ["A1", 12.5],
    ["=1", null],
  ];
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeBook({ name: "登记簿[1]/*?".repeat(10), rows })).buffer as ArrayBuffer);
  const [sheet] = book.worksheets;
  assert.equal(sheet?.getCell("B2").value, 12.5);
  assert.equal(sheet?.getCell("A3").value, "'=1");
  assert.ok((sheet?.name.length ?? 99) <= 31);
});

test("a register is written whatever its name", async () => {
  for (const name of ["History", "''", "'来访登记'", "[]*?:/", "\u0001", "😀".repeat(40)]) {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(
      (await writeBook({ name, rows: [["编号", "\u0001\ufffe坏字"]] })).buffer as ArrayBuffer,
    );
    assert.equal(book.worksheets.length, 1, name);
  }
});
