// An office looks after its data: backs up, exports, gives its auditor a bundle, and moves house with everybody's sign-in.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { BackupJob, listBackups } from "#api/backup.ts";
import type { CaseWhole } from "#api/case.ts";
import type { StaffMember } from "#api/staff.ts";
import type { Problem } from "#api/words.ts";
import { exportAll } from "#server/backup/export/everything.ts";
import { readConfig } from "#server/config.ts";
import { type FreshDatabase, freshDatabase } from "#server/db/template.ts";
import { codeAt, stepOf } from "#server/http/session/totp.ts";
import { verify } from "#server/log/proof/verify.ts";
import { start } from "#server/main.ts";
import { textOf } from "#server/paper/testing/pdf.ts";
import { shouwen } from "#server/shouwen.ts";
import { complaint, type Office, openOffice, type Person, signInAt } from "../office.ts";

type Backups = z.infer<typeof listBackups.output>;

let office: Office;
let admin: Person;
let reception: Person;
let matter: CaseWhole;
const folder = mkdtempSync(join(tmpdir(), "shouwen-moving-"));
const json = { "content-type": "application/json" };

before(async () => {
  office = await openOffice();
  admin = await office.signIn("wuye.admin");
  reception = await office.signIn("wuye.reception");
  matter = (await reception.post<CaseWhole>("/api/cases", complaint())).body;
  const fields = JSON.stringify({ fields: { place: "三号楼大厅" } });
  const path = `/api/cases/${matter.id}/papers/resident-complaint-form`;
  assert.equal((await reception.put(path, fields, json)).status, 200);
});
after(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

const begin = (who: Person, kind: string) =>
  who.post<BackupJob & Problem>("/api/backups", { kind, pdf: false });
const list = async (who: Person): Promise<Backups> => (await who.get<Backups>("/api/backups")).body;
const made = async (who: Person, kind: string): Promise<BackupJob> => {
  const begun = await begin(who, kind);
  assert.equal(begun.status, 202, JSON.stringify(begun.body));
  for (;;) {
    const job = (await list(who)).items.find((j) => j.id === begun.body.id);
    assert.ok(job && job.state !== "failed", JSON.stringify(job));
    if (job.state === "done") return job;
    await sleep(50);
  }
};
const open = (who: Person, job: BackupJob, body: unknown) =>
  who.post<{ address: string } & Problem>(`/api/backups/${job.id}/open`, body);
const take = async (who: Person, address: string): Promise<Response> =>
  fetch(office.address + address, { headers: { cookie: who.cookie } });
const password = { password: "shouwen-demo" };

test("administrators may, and nobody else; a rehearsal never has the server to itself", async () => {
  assert.deepEqual((await list(admin)).may, ["backup", "export", "audit"]);
  for (const name of ["wuye.reception", "wuye.gm"]) {
    const person = await office.signIn(name);
    assert.equal((await person.get("/api/backups")).status, 403, name);
    for (const kind of ["backup", "export", "audit"]) assert.equal((await begin(person, kind)).status, 403);
  }
  const trial = await office.signIn("yanlian.admin");
  const seen = await list(trial);
  assert.deepEqual([seen.alone, seen.may], [false, ["export", "audit"]]);
  assert.equal((await begin(trial, "backup")).body.type, "urn:shouwen:refusal:backup-not-alone");
});

test("a backup is made on the server, and taken away with the password alone", async () => {
  const job = await made(admin, "backup");
  assert.match(job.file ?? "", /^shouwen-backup-.*\.tar\.gz$/);
  assert.ok(job.here && job.bytes && job.bytes > 1000 && job.done > 50);
  assert.ok((await list(admin)).lastDone);
  assert.equal((await open(admin, job, {})).status, 400);
  assert.equal((await open(admin, job, { password: "wrong" })).status, 422);
  const { body } = await open(admin, job, password);
  const taken = await take(admin, body.address);
  assert.equal(taken.status, 200);
  assert.match(taken.headers.get("content-disposition") ?? "", /shouwen-backup-/);
  const bytes = Buffer.from(await taken.arrayBuffer());
  assert.equal(bytes.length, job.bytes);
  writeFileSync(join(folder, "all.tar.gz"), bytes);
  // A ticket is its owner's and its file's own.
  const gm = await office.signIn("wuye.gm");
  assert.equal((await take(gm, body.address)).status, 403);
  const other = await made(admin, "export");
  assert.equal((await take(admin, body.address.replace(job.id, other.id))).status, 403);
  assert.equal((await take(admin, body.address.replace(/.$/, "_"))).status, 403);
  const trial = await office.signIn("yanlian.admin");
  assert.equal((await open(trial, job, password)).status, 404);
});

test("while one is made another is not begun", async () => {
  const [one, two] = await Promise.all([begin(admin, "backup"), begin(admin, "backup")]);
  assert.deepEqual([one.status, two.status].sort(), [202, 422]);
  const refusal = one.status === 422 ? one.body : two.body;
  assert.equal(refusal.type, "urn:shouwen:refusal:backup-running");
  while ((await list(admin)).items.some((j) => j.state === "running")) await sleep(50);
});

test("the audit bundle, which holds nothing personal, needs no password; of each kind the last ones are kept", async () => {
  for (let n = 0; n < 4; n++) await made(admin, "audit");
  const { items } = await list(admin);
  const bundles = items.filter((j) => j.kind === "audit");
  assert.deepEqual(
    bundles.map((j) => j.here),
    [true, true, true, false],
  );
  assert.equal(readdirSync(join(office.dataDir, "backups")).filter((n) => n.includes("audit")).length, 3);
  const [bundle] = bundles;
  assert.ok(bundle);
  const { body } = await open(admin, bundle, {});
  assert.equal(
    Buffer.from(await (await take(admin, body.address)).arrayBuffer())
      .subarray(0, 2)
      .toString(),
    "PK",
  );
  assert.equal((await open(admin, bundles[3]!, {})).body.type, "urn:shouwen:refusal:backup-no-file");
});

test("an auditor makes and takes audit bundles, and sees nothing else", async () => {
  const post = await admin.post<{ key: string }>("/api/posts", { name: "审计", grants: ["audit"] });
  assert.equal(post.status, 201, JSON.stringify(post.body));
  const { body } = await admin.get<StaffMember>("/api/staff/wuye.reception2");
  const { name, number, phone, email, department } = body;
  const form = { name, number, phone, email, department, posts: [post.body.key] };
  const changed = await admin.put("/api/staff/wuye.reception2", JSON.stringify(form), json);
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const auditor = await office.signIn("wuye.reception2");
  const seen = await list(auditor);
  assert.deepEqual([seen.may, [...new Set(seen.items.map((j) => j.kind))]], [["audit"], ["audit"]]);
  for (const kind of ["backup", "export"]) assert.equal((await begin(auditor, kind)).status, 403);
  const job = await made(auditor, "audit");
  const opened = await open(auditor, job, {});
  assert.equal((await take(auditor, opened.body.address)).status, 200);
  const whole = (await list(admin)).items.find((j) => j.kind === "backup" && j.here)!;
  assert.equal((await open(auditor, whole, password)).status, 403);
  assert.equal(
    (await auditor.put("/api/backups/settings", JSON.stringify({ daily: false, hour: 1 }), json)).status,
    403,
  );
});

test("the day and hour are the office's own choice", async () => {
  const put = (body: unknown) => admin.put<Problem>("/api/backups/settings", JSON.stringify(body), json);
  assert.deepEqual((await list(admin)).settings, { daily: false, hour: 3 });
  assert.equal((await put({ daily: true, hour: 24 })).status, 400);
  assert.equal((await put({ daily: true, hour: 22 })).status, 200);
  assert.deepEqual((await list(admin)).settings, { daily: true, hour: 22 });
  assert.equal(
    (await reception.put("/api/backups/settings", JSON.stringify({ daily: false, hour: 1 }), json)).status,
    403,
  );
});

test("an export has each paper as it is printed", async () => {
  const path = join(folder, "export");
  const { rows } = await exportAll(
    { world: office.running.world, org: "wuye", language: "zh-CN", pdf: true },
    path,
  );
  assert.ok((rows.papers ?? 0) > 0);
  const folders = readdirSync(join(path, "papers"));
  assert.deepEqual(folders, ["住户投诉意见表"]);
  const [name] = readdirSync(join(path, "papers", "住户投诉意见表"));
  assert.match(name ?? "", new RegExp(`^${matter.number}-[0-9a-f]{8}\\.pdf$`));
  assert.match(await textOf(readFileSync(join(path, "papers", "住户投诉意见表", name!))), /三号楼大厅/);
  assert.ok(existsSync(join(path, "regulations", "pm-front-office@beginning.yaml")));
});

test("in another house everybody signs in as before, with a second code where it was asked for", async () => {
  const gm = await office.signIn("wuye.gm");
  const { secret } = (await gm.post<{ secret: string }>("/api/account/two-factor", password)).body;
  const code = codeAt(secret, stepOf(Date.now()) - 1);
  assert.equal((await gm.post("/api/account/two-factor/confirm", { code })).status, 200);
  const file = join(folder, "moved.tar.gz");
  const said: string[] = [];
  const tell = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) };
  const here = { DATABASE_URL: office.url, DATA_DIR: office.dataDir };
  const database: FreshDatabase = await freshDatabase({ empty: true });
  const there = { DATABASE_URL: database.url, DATA_DIR: join(folder, "there") };
  assert.equal(await shouwen(["backup", file], tell, here), 0, said.join());
  assert.equal(await shouwen(["restore", file], tell, there), 0, said.join());
  const moved = await start(readConfig({ ...there, PORT: "0", DEMO: "off" }));
  try {
    const person = await signInAt(moved.address, "wuye.reception");
    const shown = await person.case(matter.id);
    assert.equal(shown.title, matter.title);
    assert.equal((await person.post("/api/cases", complaint())).status, 201);
    const signIn = (more: object) =>
      fetch(`${moved.address}/api/auth/sign-in/username`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ username: "wuye.gm", password: "shouwen-demo", ...more }),
      });
    assert.deepEqual(await (await signIn({})).json(), { twoFactor: true });
    const typed = codeAt(secret, stepOf(Date.now()));
    const body = await signIn({ code: typed });
    assert.ok(body.status === 200 && body.headers.getSetCookie().length > 0, await body.text());
    assert.equal((await verify(moved.world.side, there.DATA_DIR)).firstBad, null);
  } finally {
    await moved.stop();
    await database.drop();
  }
});
