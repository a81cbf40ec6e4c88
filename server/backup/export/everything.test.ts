// An export is what a person can read: tables that any office opens, papers as they are printed, nothing that computes.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import type { Registration } from "#api/registration.ts";
import type { House } from "#server/log/proof/testing/office.ts";
import { lived } from "../testing/moved.ts";
import { exportAll } from "./everything.ts";

const folder = mkdtempSync(join(tmpdir(), "shouwen-export-"));
const zh = join(folder, "zh");
let house: House;
let rows: Record<string, number>;

before(async () => {
  ({ house } = await lived("wuye"));
  const office = await house.office("other");
  for (let n = 0; n < 450; n++)
    await office.register("reception", {
      title: n === 7 ? '=HYPERLINK("http://x","y")' : `第${n}件`,
      customer: { name: n === 8 ? "@SUM(A1)" : `客户${n}`, phone: `+86 139${String(n).padStart(8, "0")}` },
    } as Partial<Registration>);
  ({ rows } = await exportAll({ world: house.world, org: "wuye", language: "zh-CN", pdf: true }, zh));
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const csv = (at: string, name: string): Record<string, string>[] =>
  parse(readFileSync(join(at, `${name}.csv`)), { bom: true, columns: true }) as Record<string, string>[];
const sheet = async (at: string, name: string): Promise<ExcelJS.Worksheet> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(at, `${name}.xlsx`));
  return book.worksheets[0]!;
};

test("each table is there as CSV and as a workbook, with the same rows", async () => {
  assert.deepEqual(Object.keys(rows).sort(), [
    ...["approvals", "cases", "customers", "duties", "events", "obligations", "papers", "staff"],
  ]);
  for (const [name, count] of Object.entries(rows)) {
    assert.equal(csv(zh, name).length, count, name);
    assert.equal((await sheet(zh, name)).rowCount, count + 1, name);
  }
  assert.ok(rows.events! > 30 && rows.obligations! > 3 && rows.staff! > 5 && rows.approvals === 1);
});

test("a case stands in words, with whom it was for", () => {
  const [matter] = csv(zh, "cases");
  assert.equal(matter?.类型, "投诉");
  assert.equal(matter?.等级, "重要");
  assert.equal(matter?.状态, "已归档");
  assert.deepEqual([matter?.客户, matter?.电话], ["赵晓", "13912345678"]);
  assert.match(matter?.收到时间 ?? "", /^2026-11-18 10:00:00$/);
  assert.ok(csv(zh, "customers").some((c) => c.姓名 === "赵晓"));
  const noted = csv(zh, "events").find((e) => e.事件 === "case.noted");
  assert.match(noted?.内容 ?? "", /已安抚住户/);
});

test("the regulations come as they were written", () => {
  const names = readdirSync(join(zh, "regulations"));
  assert.ok(names.length > 0 && names.every((n) => /@.+\.yaml$/.test(n)));
});

test("many rows are read some at a time, and no cell computes anything", async () => {
  const path = join(folder, "en");
  const asked = { world: house.world, org: "other", language: "en" as const, pdf: false };
  const told: number[] = [];
  const { rows: all } = await exportAll(asked, path, (done) => void told.push(done));
  assert.equal(all.cases, 450);
  assert.ok(told.length > 5 && told.every((n, i) => i === 0 || n > told[i - 1]!));
  const cases = csv(path, "cases");
  assert.equal(new Set(cases.map((c) => c.Number)).size, 450);
  assert.equal(cases.find((c) => c.Title?.includes("HYPERLINK"))?.Title, `'=HYPERLINK("http://x","y")`);
  assert.ok(cases.some((c) => c.Customer === "'@SUM(A1)"));
  const book = await sheet(path, "cases");
  book.eachRow((row) =>
    row.eachCell((cell) => {
      assert.equal(cell.formula, undefined);
      assert.doesNotMatch(String(cell.value), /^[=@]/);
    }),
  );
  assert.ok(!existsSync(join(path, "papers")));
});

test("as one file it appears whole, or not at all", async () => {
  const path = join(folder, "all.zip");
  const asked = { world: house.world, org: "wuye", language: "zh-CN" as const, pdf: false };
  const { bytes } = await exportAll(asked, path);
  assert.equal(readFileSync(path).length, bytes);
  assert.equal(readFileSync(path).subarray(0, 4).toString("latin1"), "PK\x03\x04");
  assert.match(readFileSync(path).toString("latin1"), /regulations\/.*cases\.csv|cases\.csv.*regulations\//s);
  await assert.rejects(exportAll(asked, path), /is there already/);
  const broken = join(folder, "broken.zip");
  const fail = () => {
    throw new Error("no room left");
  };
  await assert.rejects(exportAll(asked, broken, fail), /no room left/);
  assert.deepEqual(
    readdirSync(folder).filter((n) => n.startsWith("broken")),
    [],
  );
});
