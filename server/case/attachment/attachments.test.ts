import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { CaseWhole } from "#api/case.ts";
import { type Person, type Served, serve } from "#server/import/testing/served.ts";
import { removeFiles } from "./attachments.ts";

let served: Served;
let reception: Person;
let id: string;

const register = async (by: Person): Promise<string> => {
  const body = { kind: "complaint", title: "噪音", description: "", channel: "phone", customer: {} };
  return (await by.post<CaseWhole>("/api/cases", body)).body.id;
};
before(async () => {
  served = await serve();
  reception = await served.signIn("wuye.reception");
  id = await register(reception);
});
after(() => served.close());

type Attached = {
  id: string;
  name: string;
  type: string;
  size: number;
  at: string;
  by: string;
  detail?: string;
};
const attach = (name: string, content: string | Buffer, by = reception, to = id, headers = {}) =>
  by.send<Attached>(`/api/cases/${to}/attachments`, { file: { name, content } }, headers);

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const png = hex(
  "89504e470d0a1a0a 0000000d49484452 0000000100000001 0802000000 907753de 0000000049454e44ae426082",
);
const jpeg = hex("ffd8ffe000104a46494600010100000100010000ffd9");
const mp4 = Buffer.concat([
  hex("00000018"),
  Buffer.from("ftypmp42"),
  hex("00000000"),
  Buffer.from("mp42isom"),
]);
const m4a = Buffer.concat([
  hex("00000018"),
  Buffer.from("ftypM4A "),
  hex("00000000"),
  Buffer.from("M4A mp42"),
]);
const heic = Buffer.concat([
  hex("00000018"),
  Buffer.from("ftypheic"),
  hex("00000000"),
  Buffer.from("mif1heic"),
]);
const wav = Buffer.concat([Buffer.from("RIFF"), hex("24000000"), Buffer.from("WAVEfmt ")]);
const container = (name: string) =>
  Buffer.concat([hex("d0cf11e0a1b11ae1"), Buffer.alloc(600), Buffer.from(name, "utf16le")]);

test("a file is kept as it came, under the type that its content has", async () => {
  const sent = await attach("现场 照片.png.txt", png);
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  assert.deepEqual(
    [sent.body.name, sent.body.type, sent.body.size],
    ["现场 照片.png.txt", "image/png", png.length],
  );
  assert.equal(sent.body.by, "wuye.reception");
  const path = `/api/cases/${id}/attachments/${sent.body.id}`;
  const got = await (await served.signIn("wuye.gm")).get<Buffer>(path);
  assert.equal(got.status, 200);
  assert.deepEqual(got.body, png);
  assert.equal(got.headers.get("content-type"), "image/png");
  assert.equal(got.headers.get("x-content-type-options"), "nosniff");
  assert.match(got.headers.get("content-security-policy") ?? "", /^sandbox/);
  const name = encodeURIComponent("现场 照片.png.txt");
  assert.equal(got.headers.get("content-disposition"), `attachment; filename*=UTF-8''${name}`);
  const { body } = await reception.get<CaseWhole>(`/api/cases/${id}`);
  assert.deepEqual(body.attachments, [sent.body]);
  const event = body.events.at(-1);
  assert.equal(event?.type, "case.attached");
  assert.match(String(event?.data.sha256), /^[0-9a-f]{64}$/);
  const { rows } = await served.running.world.pool.query(
    "select data ? 'name' as open, private ->> 'name' as name from shouwen.event where type = 'case.attached'",
  );
  assert.deepEqual(rows, [{ open: false, name: "现场 照片.png.txt" }]);
});

test("what is of use in an office is taken", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("s").addRow(["a"]);
  const good: [string, string | Buffer, string][] = [
    ["a.jpg", jpeg, "image/jpeg"],
    ["a.heic", heic, "image/heic"],
    ["a.pdf", "%PDF-1.7\n%%EOF\n", "application/pdf"],
    [
      "a.xlsx",
      Buffer.from(await book.xlsx.writeBuffer()),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    ["a.doc", container("WordDocument"), "application/msword"],
    ["a.xls", container("Workbook"), "application/vnd.ms-excel"],
    ["a.mp4", mp4, "video/mp4"],
    ["a.m4a", m4a, "audio/x-m4a"],
    ["a.wav", wav, "audio/wav"],
    ["a.amr", "#!AMR\n\u0001", "audio/amr"],
    ["说明.txt", "住户说：电梯\r\n停了\t三次", "text/plain; charset=utf-8"],
    ["表.csv", "\uFEFFa,b\n1,2\n", "text/csv; charset=utf-8"],
  ];
  for (const [name, content, type] of good) {
    const { status, body } = await attach(name, content);
    assert.deepEqual([status, body.type], [201, type], `${name} ${JSON.stringify(body)}`);
  }
});

test("what could be run, or shown as a page, is refused whatever its name", async () => {
  const bad: [string, string | Buffer][] = [
    ["photo.jpg", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200), Buffer.from("PE\0\0")])],
    ["photo.png", Buffer.concat([hex("7f454c46 02010100"), Buffer.alloc(60)])],
    ["a.txt", "<!DOCTYPE html><title>x</title>"],
    ["a.txt", "hello <script>alert(1)</script>"],
    ["a.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["a.txt", '<?xml version="1.0"?><svg/>'],
    ["run.sh", "echo 1"],
    ["run.txt", "#!/bin/sh\necho 1"],
    ["run.bat", "del *.*"],
    [
      "a.zip",
      hex("504b0304 0a00000000 00000000000000 00000000 00000000 00000000 0100 0000 61".replaceAll(" ", "")),
    ],
    ["a.msi", container("Installer")],
    ["a.txt", Buffer.from([0xb1, 0xea, 0xcc, 0xe2])],
    ["a.txt", "a\u0000b"],
  ];
  for (const [name, content] of bad) {
    const { status, body } = await attach(name, content);
    assert.equal(status, 422, `${name} ${JSON.stringify(body)}`);
    assert.match(JSON.stringify(body), /file-type/);
  }
  const empty = await attach("a.txt", "");
  assert.deepEqual([empty.status, empty.body.detail], [422, "文件是空的。"]);
});

test("up to 20 MB are taken, no byte more; refused files leave nothing behind", async () => {
  const most = 20 * 1024 * 1024;
  assert.equal((await attach("a.txt", Buffer.alloc(most, "好"))).status, 422);
  const fits = await attach("a.txt", Buffer.alloc(most, "a"));
  assert.deepEqual([fits.status, fits.body.size], [201, most]);
  assert.equal((await attach("b.txt", Buffer.alloc(most + 1, "a"))).status, 413);
  assert.deepEqual(readdirSync(join(served.dataDir, "incoming")), []);
  const { body } = await reception.get<CaseWhole>(`/api/cases/${id}`);
  const kept = readdirSync(join(served.dataDir, "files/wuye", id));
  assert.deepEqual(kept.sort(), body.attachments.map((a) => a.id).sort());
});

test("nobody else's matter, no unknown one, no closed one; and only as a form", async () => {
  const stranger = await served.signIn("yanlian.reception");
  assert.equal((await attach("a.png", png, stranger)).status, 404);
  const { body: one } = await attach("a.png", png);
  const path = `/api/cases/${id}/attachments/${one.id}`;
  assert.equal((await stranger.get(path)).status, 404);
  assert.equal((await reception.get(`/api/cases/${id}/attachments/${id}`)).status, 404);
  assert.equal((await reception.get(`/api/cases/${id}/attachments/..%2f..%2fx`)).status, 404);
  assert.equal((await reception.get(`/api/cases/x/attachments/${one.id}`)).status, 404);
  assert.equal((await attach("a.png", png, reception, "x")).status, 404);
  assert.equal((await reception.post(`/api/cases/${id}/attachments`, {})).status, 400);
  assert.equal((await reception.send(`/api/cases/${id}/attachments`, { note: "x" })).status, 400);
  const broken = { "content-type": "multipart/form-data; boundary=x" };
  assert.equal((await reception.post(`/api/cases/${id}/attachments`, {}, broken)).status, 400);
  const closed = await register(reception);
  await reception.post(`/api/cases/${closed}/actions/withdraw`, { reason: "x" });
  const late = await attach("a.png", png, reception, closed);
  assert.equal(late.status, 422, JSON.stringify(late.body));
});

test("the same key attaches once", async () => {
  const to = await register(reception);
  const key = { "idempotency-key": "attach-once" };
  const [first, again] = [
    await attach("a.png", png, reception, to, key),
    await attach("a.png", png, reception, to, key),
  ];
  assert.deepEqual([first.status, again.status, again.body.id], [201, 201, first.body.id]);
  assert.equal((await attach("a.png", jpeg, reception, to, key)).status, 422);
  assert.deepEqual(readdirSync(join(served.dataDir, "files/wuye", to)), [first.body.id]);
});

test("files go with the customer's data", async () => {
  const to = await register(reception);
  const { body } = await attach("a.png", png, reception, to);
  const path = join(served.dataDir, "files/wuye", to, body.id);
  assert.deepEqual(readFileSync(path), png);
  await removeFiles(served.dataDir, "wuye", to);
  await removeFiles(served.dataDir, "wuye", to);
  assert.ok(!existsSync(path));
  assert.equal((await reception.get(`/api/cases/${to}/attachments/${body.id}`)).status, 404);
});
