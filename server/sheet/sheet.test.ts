import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import ExcelJS from "exceljs";
import { SheetFault } from "./fault.ts";
import { openSheet, type Row, rowHash } from "./sheet.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-sheet-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (content: string | Buffer): string => {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, content);
  return path;
};
const all = async (path: string): Promise<{ columns: string[]; rows: Row[] }> => {
  const sheet = await openSheet(path);
  const rows: Row[] = [];
  for await (const row of sheet.rows) rows.push(row);
  await sheet.close();
  return { columns: sheet.columns, rows };
};
const text = (content: string | Buffer) => all(write(content));
const brief = (rows: Row[]) => rows.map((r) => [r.line, ...Object.values(r.cells)]);

test("a row's number is the line on which it begins, whatever breaks and blank lines stand before it", async () => {
  const { columns, rows } = await text(
    '\uFEFF标题,正文\r\n停电,"第一行\r\n第二行\n第三行"\r\n\r\n , \n漏水,"说""好"""\r噪音,\n',
  );
  assert.deepEqual(columns, ["标题", "正文"]);
  assert.deepEqual(brief(rows), [
    [2, "停电", "第一行\r\n第二行\n第三行"],
    [7, "漏水", '说"好"'],
    [8, "噪音", ""],
  ]);
});

test("GB18030 is told from UTF-8, and other separators from commas", async () => {
  const gb = Buffer.from("b1eacce22cc4dac8dd0acdb9b5e72cd2bb0a", "hex");
  assert.deepEqual(brief((await text(gb)).rows), [[2, "凸电", "一"]]);
  assert.deepEqual(brief((await text("a;b\n1;2,5\n")).rows), [[2, "1", "2,5"]]);
  assert.deepEqual(brief((await text("a\tb\n1\t2\n")).rows), [[2, "1", "2"]]);
  assert.deepEqual((await text(Buffer.from("\uFEFFa\tb\n1\t2\n", "utf16le"))).columns, ["a", "b"]);
});

test("a row with more cells than the header is faulty, one with fewer is not", async () => {
  const { rows } = await text("a,b\n1\n1,2,3\n1,2,\n");
  assert.deepEqual(
    rows.map((r) => r.fault),
    [null, "这一行有 3 列，表头只有 2 列", null],
  );
});

test("columns without a name or with one that was there get their own", async () => {
  assert.deepEqual((await text("a,,a,b,,\n1,2,3\n")).columns, ["a", "#2", "a (2)", "b"]);
});

test("what is no table is refused with a sentence", async () => {
  const bad: [string | Buffer, RegExp][] = [
    ["", /文件是空的/],
    ["\n\n", /文件是空的/],
    ['a,b\n1,"2\n3,4\n', /第 2 行的引号不成对/],
    ['a,b\n1,2\n"x\ny","2"z\n', /第 3 行的引号不成对/],
    [Buffer.from([0, 1, 2, 3]), /不是 CSV 或 XLSX/],
    [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), /XLS 格式/],
    [Buffer.from("PK\x03\x04 and nothing more"), /不是 CSV 或 XLSX/],
    [Buffer.from("a,b\n\xff\xff,\xff", "latin1"), /文字编码/],
  ];
  for (const [content, reason] of bad)
    await assert.rejects(
      text(content),
      (e) => e instanceof SheetFault && reason.test(e.message),
      String(reason),
    );
});

test("a workbook: dates as they are shown, formulas by their last result, the rows' own numbers", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("empty");
  const sheet = book.addWorksheet("投诉");
  sheet.getRow(2).values = ["标题", "时间", "日期", "数", "式"];
  sheet.getRow(4).values = [
    { richText: [{ text: "停" }, { text: "电" }] },
    new Date(Date.UTC(2019, 3, 25, 9, 32, 9)),
    new Date(Date.UTC(2019, 3, 26)),
    13_900_000_001,
    { formula: "1+1", result: 2 },
  ];
  sheet.getCell("B4").numFmt = "yyyy-mm-dd hh:mm:ss";
  sheet.getCell("C4").numFmt = "yyyy-mm-dd";
  sheet.getRow(5).values = [
    { text: "漏水", hyperlink: "https://example.cn" },
    null,
    null,
    null,
    { error: "#N/A" },
  ];
  const path = join(folder, "book");
  await book.xlsx.writeFile(path);
  const { columns, rows } = await all(path);
  assert.deepEqual(columns, ["标题", "时间", "日期", "数", "式"]);
  assert.deepEqual(brief(rows), [
    [4, "停电", "2019-04-25 09:32:09", "2019-04-26", "13900000001", "2"],
    [5, "漏水", "", "", "", "#N/A"],
  ]);
});

test("a workbook that unpacks to far more than it says it may is refused unread", async () => {
  const zip = Buffer.alloc(100);
  zip.write("PK\x03\x04", 0, "latin1");
  zip.writeUInt32LE(0x02014b50, 10);
  zip.writeUInt32LE(4_000_000_000, 34);
  zip.write("PK\x05\x06", 70, "latin1");
  zip.writeUInt16LE(1, 80);
  zip.writeUInt32LE(10, 86);
  await assert.rejects(text(zip), /解压后过大/);
});

test("a row is known again whatever the order of its columns, and as our own file of refused rows gives it back", async () => {
  const [[a], [b], [c]] = [
    (await text("t,u\n=1,x\n")).rows,
    (await text("u,t\nx,=1 \n")).rows,
    (await text("行号,退回原因,t,u\n2,标题是空的,'=1,x\n")).rows,
  ] as [Row[], Row[], Row[]];
  assert.equal(rowHash(a as Row), rowHash(b as Row));
  assert.equal(rowHash(a as Row), rowHash(c as Row));
});
