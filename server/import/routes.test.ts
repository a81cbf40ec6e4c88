import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { CaseWhole } from "#api/case.ts";
import type { ImportJob, Mapping } from "#api/import.ts";
import { type Answered, ended, type Person, type Served, serve } from "./testing/served.ts";

let served: Served;
let manager: Person;
before(async () => {
  served = await serve();
  manager = await served.signIn("wuye.manager");
});
after(() => served.close());

const header = "编号,标题,提交时间,答复时间,答复,姓名,电话,部门";
const columns: Mapping["columns"] = {
  externalId: "编号",
  title: "标题",
  receivedAt: "提交时间",
  resolvedAt: "答复时间",
  outcome: "答复",
  customerName: "姓名",
  customerPhone: "电话",
  department: "部门",
};
const minor = { kind: "complaint", severity: "minor", columns };
const csv = (...rows: string[]) => ({ name: "投诉.csv", content: `${header}\n${rows.join("\n")}\n` });

const begin = (file: { name: string; content: string | Buffer }, mapping: unknown = minor, by = manager) =>
  by.send<ImportJob>("/api/imports", { mapping, file });
const bring = async (
  file: { name: string; content: string | Buffer },
  mapping: unknown = minor,
): Promise<ImportJob> => {
  const begun = await begin(file, mapping);
  assert.equal(begun.status, 202, JSON.stringify(begun.body));
  return ended(manager, begun.body.id);
};
const find = async (words: string): Promise<CaseWhole> => {
  const list = await manager.get<{ items: { id: string }[] }>(`/api/cases?q=${encodeURIComponent(words)}`);
  assert.equal(list.body.items.length, 1, words);
  return (await manager.get<CaseWhole>(`/api/cases/${list.body.items[0]?.id}`)).body;
};
const clocks = (c: CaseWhole) =>
  Object.fromEntries(c.obligations.map((o) => [o.clause.split("/")[1], o.explanation.why ?? o.state]));
const counts = ({ rows, taken, known, refused }: ImportJob) => [rows, taken, known, refused.length];

test("matters of the past stand on their days, judged by what the file carries and by nothing else", async () => {
  const file = csv(
    "A1,电梯停了,2019-04-25 09:32:09,2019/4/27 10:00,已修好,张三,13811110001,工程部",
    "A2,路灯不亮,2019年4月25日,2019-05-09,已更换,张三,138 1111 0001,",
    "A3,井盖松动,2019-04-26T08:00:00+08:00,,,王五,,engineering",
  );
  const job = await bring(file);
  assert.deepEqual(counts(job), [3, 3, 0, 0]);
  assert.equal(job.state, "done");
  const lift = await find("电梯停了");
  assert.equal(lift.receivedAt, "2019-04-25T01:32:09.000Z");
  assert.match(lift.number, /^20190425-000[12]$/);
  assert.deepEqual(
    [lift.state, lift.department, lift.customer.phone],
    ["resolved", "engineering", "13811110001"],
  );
  assert.deepEqual(clocks(lift), {
    "2.9.3d": "met",
    "2.10.1a": "met",
    "2.9.4a": "not-recorded",
    "2.9.5c": "not-recorded",
  });
  const lamp = await find("路灯不亮");
  assert.equal(lamp.obligations.find((o) => o.clause.endsWith("2.10.1a"))?.state, "late");
  assert.equal(lamp.obligations.find((o) => o.clause.endsWith("2.10.1a"))?.metAt, "2019-05-09T15:59:59.999Z");
  // The same name under the same phone is the same customer.
  assert.equal(lamp.customer.id, lift.customer.id);
  const cover = await find("井盖松动");
  assert.deepEqual(clocks(cover), { "2.9.3d": "breached", "2.10.1a": "breached", "2.9.4a": "not-recorded" });
  assert.equal(cover.events[0]?.data.imported, true);
  for (const post of ["manager", "engineering", "gm"]) {
    const notices = await (await served.signIn(`wuye.${post}`)).get<{ items: unknown[] }>("/api/notices");
    assert.deepEqual(notices.body.items, [], post);
  }
  const outbox = await served.running.world.pool.query("select count(*) as n from shouwen.outbox");
  assert.equal(outbox.rows[0].n, 0);
  assert.deepEqual(counts(await bring(file)), [3, 0, 3, 0]);
  assert.deepEqual(
    readdirSync(join(served.dataDir, "imports/wuye")).filter((f) => !f.endsWith(".refused.csv")),
    [],
  );
});

test("a file that carries no act is judged in nothing; without a number of their own, rows are known by what they say", async () => {
  const file = {
    name: "a.csv",
    content: "subject,submitted_at\n水管漏水,2019-05-01\n水管漏水,2019-05-02\n水管漏水,2019-05-01\n",
  };
  const mapping = {
    kind: "complaint",
    severity: "minor",
    columns: { title: "subject", receivedAt: "submitted_at" },
  };
  assert.deepEqual(counts(await bring(file, mapping)), [3, 2, 1, 0]);
  const list = await manager.get<{ items: { id: string }[] }>(
    `/api/cases?q=${encodeURIComponent("水管漏水")}`,
  );
  const { body } = await manager.get<CaseWhole>(`/api/cases/${list.body.items[0]?.id}`);
  assert.deepEqual(new Set(Object.values(clocks(body))), new Set(["not-recorded"]));
  assert.deepEqual(counts(await bring(file, mapping)), [3, 0, 3, 0]);
});

test("a row that can't be taken is refused with line and reason, to mend and send again", async () => {
  const long = "长".repeat(201);
  const rows = [
    "B1,,2019-04-25,2019-04-26,,,,",
    "B2,早于,2019-04-25 10:00,2019-04-25 09:00,,,,",
    "B3,将来,2099-01-01,,,,,",
    `B4,${long},2019-04-25,,,,,`,
    "B5,坏日期,某天,2019-02-30,,,,",
    "B6,没有这个部门,2019-04-25,,,,,太空部",
    "B7,=好的,2019-04-25,,,+86 13900001234,,",
    'B8,"多行\n说明",2019-04-25,,,,,,多',
    `B9,${"好"}\u0000,2019-04-25,,,,,`.replace("\u0000", "\u0007"),
  ];
  const job = await bring(csv(...rows));
  assert.deepEqual(
    job.refused.map((r) => r.line),
    [2, 3, 4, 5, 6, 7, 9],
  );
  const reasons = [
    "标题是空的",
    "处理完毕时间早于接收时间",
    "接收时间晚于现在",
    "标题有 201 个字，最多 200 个",
  ];
  assert.deepEqual(
    job.refused.slice(0, 4).map((r) => r.reason),
    reasons,
  );
  assert.match(
    job.refused[4]?.reason ?? "",
    /接收时间“某天”不是能认出的日期或时间；处理完毕时间“2019-02-30”/,
  );
  assert.equal(job.refused[5]?.reason, "没有这个部门：太空部");
  const file = await manager.get<Buffer>(`/api/imports/${job.id}/refused.csv`);
  assert.equal(file.headers.get("content-type"), "text/csv; charset=utf-8");
  const text = file.body.toString();
  assert.ok(text.startsWith(`\uFEFF行号,退回原因,${header}\r\n2,标题是空的,B1,,`));
  const mended = text.replace("B1,,", "B1,=补上的标题,").replace(/,太空部/, ",保安部");
  assert.deepEqual(counts(await bring({ name: "mended.csv", content: mended })), [7, 2, 0, 5]);
});

test("formulas in the file of refused rows are defused, and taken back when it is sent again", async () => {
  const job = await bring(csv("C1,=一加一,,,@cmd,-x,+86 13900009999,"));
  const text = (await manager.get<Buffer>(`/api/imports/${job.id}/refused.csv`)).body.toString();
  assert.ok(text.includes("C1,'=一加一,,,'@cmd,'-x,'+86 13900009999,"), text);
  assert.equal(
    (await bring({ name: "m.csv", content: text.replace("'=一加一,,", "'=一加一,2019-04-25,") })).taken,
    1,
  );
  assert.equal((await find("一加一")).title, "=一加一");
});

test("a workbook is taken like a CSV file; a preview shows it with a guess", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("s");
  sheet.addRow(["ID", "主题", "接收时间", "处理完毕时间", "备注"]);
  sheet.addRow([
    "X1",
    "门禁坏了",
    new Date(Date.UTC(2020, 0, 2, 3, 4, 5)),
    new Date(Date.UTC(2020, 0, 3)),
    "x",
  ]);
  sheet.getCell("C2").numFmt = "yyyy/m/d h:mm";
  const file = { name: "门禁.xlsx", content: Buffer.from(await book.xlsx.writeBuffer()) };
  const preview = await manager.send<{ columns: string[]; rows: unknown[]; guess: Mapping }>(
    "/api/imports/preview",
    { file },
  );
  assert.equal(preview.status, 200);
  assert.deepEqual(preview.body.columns, ["ID", "主题", "接收时间", "处理完毕时间", "备注"]);
  const guess = { externalId: "ID", title: "主题", receivedAt: "接收时间", resolvedAt: "处理完毕时间" };
  assert.deepEqual(preview.body.guess, { kind: "complaint", columns: guess });
  assert.equal(preview.body.rows.length, 1);
  assert.deepEqual(counts(await bring(file, { ...preview.body.guess, severity: "minor" })), [1, 1, 0, 0]);
  assert.equal((await find("门禁坏了")).receivedAt, "2020-01-01T19:04:05.000Z");
  assert.deepEqual(readdirSync(join(served.dataDir, "incoming")), []);
});

test("only who is granted it imports, and only what is a file with a mapping", async () => {
  const reception = await served.signIn("wuye.reception");
  const file = csv("D1,门坏了,2019-04-25,,,,,");
  assert.equal((await begin(file, minor, reception)).status, 403);
  assert.equal((await reception.send("/api/imports/preview", { file })).status, 403);
  const job = await bring(file);
  assert.equal((await reception.get(`/api/imports/${job.id}`)).status, 403);
  const stranger = await served.signIn("yanlian.manager");
  assert.equal((await stranger.get(`/api/imports/${job.id}`)).status, 404);
  assert.equal((await stranger.get(`/api/imports/${job.id}/refused.csv`)).status, 404);
  assert.equal((await manager.get("/api/imports/no-such-thing")).status, 404);
  const statuses: [Promise<Answered<unknown>>, number][] = [
    [manager.send("/api/imports", { mapping: minor }), 400],
    [manager.send("/api/imports", { file }), 400],
    [manager.post("/api/imports", minor), 400],
    [begin(file, { ...minor, kind: "wish" }), 400],
    [begin(file, { ...minor, more: 1 }), 400],
    [begin(file, "no json"), 400],
    [begin(file, { ...minor, columns: { title: "标题" } }), 400],
    [begin(file, { ...minor, columns: { ...columns, title: "没有" } }), 422],
    [begin(file, { ...minor, department: "太空部" }), 422],
    [begin({ name: "x.csv", content: "" }), 422],
    [begin({ name: "x.xlsx", content: Buffer.from([1, 0, 2]) }), 422],
  ];
  for (const [answer, status] of statuses) {
    const { status: got, body, headers } = await answer;
    assert.equal(got, status, JSON.stringify(body));
    assert.match(headers.get("content-type") ?? "", /problem\+json/);
  }
  assert.deepEqual(readdirSync(join(served.dataDir, "incoming")), []);
});

test("the same key begins one import", async () => {
  const key = { "idempotency-key": "import-once" };
  const send = (title: string) =>
    manager.send<ImportJob>(
      "/api/imports",
      { mapping: minor, file: csv(`E1,${title},2019-04-25,,,,,`) },
      key,
    );
  const [first, again, other] = [await send("钥匙丢了"), await send("钥匙丢了"), await send("别的")];
  assert.deepEqual([first.status, again.status, other.status], [202, 202, 422]);
  assert.equal(again.body.id, first.body.id);
  assert.equal(counts(await ended(manager, first.body.id))[1], 1);
});

test("one row that the database will not have does not take its batch down", async () => {
  const { pool } = served.running.world;
  // PostgreSQL itself refuses the number; the reader above it can't know.
  await pool.query("alter table shouwen.case_view add constraint odd check (external_id <> 'F2') not valid");
  const job = await bring(
    csv("F1,窗户一,2019-04-25,,,,,", "F2,窗户二,2019-04-25,,,,,", "F3,窗户三,2019-04-25,,,,,"),
  );
  await pool.query("alter table shouwen.case_view drop constraint odd");
  assert.deepEqual(counts(job), [3, 2, 0, 1]);
  assert.deepEqual(job.refused, [{ line: 3, reason: "这一行的内容不能保存" }]);
});

test("an import left half-way is taken up by whoever lives, once", async () => {
  const rows = Array.from(
    { length: 400 },
    (_, n) => `G${n},噪音扰民第${n}次,2019-06-01 ${10 + (n % 10)}:00,2019-06-02,好,,,`,
  );
  const first = await serve({ url: served.url, dataDir: served.dataDir });
  const by = await first.signIn("wuye.admin");
  const { body } = await by.send<ImportJob>("/api/imports", { mapping: minor, file: csv(...rows) });
  await first.close();
  const job = await ended(manager, body.id);
  assert.deepEqual(counts(job), [400, 400, 0, 0]);
  const found = await served.running.world.pool.query(
    "select count(*) as n, count(distinct external_id) as d from shouwen.case_view where external_id ~ '^G[0-9]'",
  );
  assert.deepEqual(found.rows, [{ n: 400, d: 400 }]);
  assert.ok(!existsSync(join(served.dataDir, "imports/wuye", body.id)));
});
