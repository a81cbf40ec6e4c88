// Files that somebody hostile would send: refused by their content, or handed back so that nothing in them runs.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { zipped } from "./zipped.ts";

let office: Office;
let reception: Person;
let matter: string;

before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
  matter = (await reception.post<{ id: string }>("/api/cases", complaint())).body.id;
});
after(() => office.close());

const send = (who: Person, path: string, name: string, content: Uint8Array | string, fields = {}) => {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, String(value));
  form.set("file", new Blob([content as BlobPart], { type: "image/png" }), name);
  const headers = { cookie: who.cookie, origin: office.address };
  return fetch(office.address + path, { method: "POST", headers, body: form });
};
const attach = (name: string, content: Uint8Array | string) =>
  send(reception, `/api/cases/${matter}/attachments`, name, content);

const script = "<script>fetch('/api/customers')</script>";
const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

test("what is not what its name says is refused by its content", async () => {
  const hostile: [string, Uint8Array | string][] = [
    ["photo.png", `<html><body>${script}</body></html>`],
    ["photo.png", `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ["plan.svg", `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ["note.txt", `  ${script}`],
    ["run.txt", "#!/bin/sh\nrm -rf /\n"],
    ["letter.html", "只是文字"],
    ["setup.exe", Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0])],
    ["doc.pdf", Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["archive.docx", zipped({ "run.sh": Buffer.from("#!/bin/sh") })],
    ["empty.txt", ""],
    ["binary.txt", Uint8Array.from([1, 2, 3, 0, 255])],
  ];
  for (const [name, content] of hostile) {
    const answer = await attach(name, content);
    assert.equal(answer.status, 422, `${name}: ${await answer.text()}`);
  }
  assert.equal((await reception.case(matter)).events.filter((e) => e.type === "case.attached").length, 0);
});

test("what is kept comes back as a download in which nothing runs", async () => {
  const name = '..\\..\\etc/passwd\r\nset-cookie: a=b"; filename="x.txt';
  const kept = await attach(name, "一行说明\n");
  assert.equal(kept.status, 201, await kept.clone().text());
  const { id } = (await kept.json()) as { id: string };
  const back = await fetch(`${office.address}/api/cases/${matter}/attachments/${id}`, {
    headers: { cookie: reception.cookie },
  });
  assert.match(back.headers.get("content-disposition") ?? "", /^attachment; /);
  assert.equal(back.headers.get("set-cookie"), null);
  assert.equal(back.headers.get("x-content-type-options"), "nosniff");
  assert.match(back.headers.get("content-security-policy") ?? "", /default-src 'none'|sandbox/);
  const image = await attach("照片.png", png);
  assert.equal(image.status, 201, "a real beginning of a PNG is an image");
});

test("a file beyond the limit, and one broken off, leave nothing on the disk", async () => {
  const big = new Uint8Array(21 * 1024 * 1024).fill(65);
  assert.equal((await attach("big.txt", big)).status, 413);
  const folder = join(office.dataDir, "incoming");
  assert.deepEqual(readdirSync(folder), []);
});

test("a workbook that unpacks to gigabytes is refused, and the desk goes on", async () => {
  const admin = await office.signIn("wuye.admin");
  const mapping = JSON.stringify({ kind: "complaint", columns: { title: "标题", receivedAt: "时间" } });
  // Once as it says of itself, once lying about its size.
  const gigabyte = deflateRawSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
  const names = ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"];
  for (const said of [200 * 1024 * 1024 * 4, 1000]) {
    const parts = Object.fromEntries(names.map((n) => [n, { packed: gigabyte, size: said }]));
    const from = performance.now();
    const answer = await send(admin, "/api/imports/preview", "bomb.xlsx", zipped(parts), { mapping });
    assert.ok([400, 413, 422].includes(answer.status), `${answer.status} ${await answer.text()}`);
    assert.ok(performance.now() - from < 120_000);
    assert.equal((await reception.get("/api/counts")).status, 200);
  }
});

test("what begins like a formula is text in whatever is handed out", async () => {
  const evil = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1"];
  const admin = await office.signIn("wuye.admin");
  const mapping = JSON.stringify({ kind: "complaint", columns: { title: "标题", receivedAt: "时间" } });
  const rows = evil.map((e) => `"${e}",不是时间`).join("\n");
  const sent = await send(admin, "/api/imports", "old.csv", `标题,时间\n${rows}\n`, { mapping });
  assert.equal(sent.status, 202, await sent.clone().text());
  const { id } = (await sent.json()) as { id: string };
  let refused = "";
  for (let tries = 0; tries < 300 && !refused.includes("SUM"); tries++) {
    await new Promise((r) => setTimeout(r, 100));
    refused = (await admin.get<string>(`/api/imports/${id}/refused.csv`)).body;
  }
  assert.ok(refused.includes("SUM"), refused);
  for (const cell of refused.split(/[,\n]/)) assert.doesNotMatch(cell.replace(/^"/, ""), /^[=+@\t]|^-\d/);
});
