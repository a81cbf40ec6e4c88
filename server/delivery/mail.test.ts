// Notices by mail: once, gathered, tried again, and never with a secret in the open.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { closedPort, type MailServer, startMailServer } from "./testing/mail-server.ts";
import {
  dueNow,
  forwarded,
  type House,
  openHouse,
  type Person,
  publicUrl,
  record,
  settings,
  until,
} from "./testing/office.ts";

const password = "hush-hush-hush";
let house: House;
let mails: MailServer;
let admin: Person;
let desk: Person;

before(async () => {
  mails = await startMailServer({ user: "notice", password });
  house = await openHouse("wuye");
  admin = await house.signIn("wuye.admin");
  desk = await house.signIn("wuye.reception");
});
after(async () => {
  await house.close();
  await mails.close();
});

const set = async (more: Record<string, unknown> = {}, server: Record<string, unknown> = {}) => {
  const whole = settings(more);
  const mail = { ...whole.mail, port: mails.port, user: "notice", password, ...server };
  const put = await admin.call("PUT", "/api/delivery", { ...whole, mail });
  assert.equal(put.status, 200, JSON.stringify(put.body));
};

test("before anything is set, nothing goes out and nothing is kept", async () => {
  await forwarded(desk);
  assert.deepEqual(await record(admin), []);
});

test("a notice goes out once, with what it is about and where it is found", async () => {
  await set();
  const matter = await forwarded(desk);
  const [mail] = await until(() => mails.got.length > 0 && mails.got);
  assert.ok(mail);
  assert.deepEqual(mail.to.length, 1);
  assert.match(mail.subject, /转到本部门/);
  assert.ok(mail.subject.includes(matter.number));
  assert.ok(mail.text.includes("三号楼电梯反复困人"), mail.text);
  assert.ok(mail.text.includes(`${publicUrl}/cases/${matter.id}`));
  assert.match(mail.messageId, /^<[0-9a-f-]{36}@office\.example>$/);
  await until(async () => (await record(admin, "sent")).length === 1);
  await pause(1500);
  assert.equal(mails.got.length, 1);
  const [kept] = await record(admin);
  assert.equal(kept?.state, "sent");
  assert.equal(kept?.attempts, 1);
  assert.equal(kept?.caseNumber, matter.number);
});

test("many that come at once are one mail", async () => {
  mails.got.length = 0;
  await set({ collectSeconds: 3 });
  const matters = [];
  for (let n = 0; n < 3; n++) matters.push(await forwarded(desk));
  const [mail] = await until(() => mails.got.length > 0 && mails.got);
  assert.match(mail?.subject ?? "", /3 条通知/);
  for (const { number, id } of matters) {
    assert.ok(mail?.text.includes(number));
    assert.ok(mail?.text.includes(`${publicUrl}/cases/${id}`));
  }
  await until(async () => (await record(admin, "sent")).length === 4);
  assert.equal(mails.got.length, 1);
});

test("what is refused for now is tried again as the same message", async () => {
  mails.got.length = 0;
  mails.refuses.message = 451;
  await set();
  await forwarded(desk);
  const [failed] = await until(async () => {
    const rows = await record(admin, "failed");
    return rows.length === 1 && rows;
  });
  assert.equal(failed?.error, "smtp:451");
  assert.equal(failed?.attempts, 1);
  const wait = Date.parse(failed?.nextAt ?? "") - Date.now();
  assert.ok(wait > 50_000 && wait <= 60_000, `${wait} ms`);
  const { rows } = await house.sql.query("select batch from delivery where state = 'failed'");
  mails.refuses.message = null;
  await dueNow(house);
  const [mail] = await until(() => mails.got.length > 0 && mails.got);
  assert.equal(mail?.messageId, `<${rows[0].batch}@office.example>`);
  await until(async () => (await record(admin, "failed")).length === 0);
});

test("a server that is not there is waited for, with growing pauses, and given up in the end", async () => {
  mails.got.length = 0;
  await set({}, { port: await closedPort() });
  await forwarded(desk);
  const attempts: number[] = [];
  for (let n = 1; n <= 9; n++) {
    const [row] = await until(async () => {
      const rows = (await record(admin)).filter((r) => r.attempts === n && r.error === "unreachable");
      return rows.length === 1 && rows;
    });
    if (row?.nextAt) attempts.push(Math.round((Date.parse(row.nextAt) - Date.now()) / 60_000));
    await dueNow(house);
  }
  assert.deepEqual(attempts, [1, 5, 15, 60, 180, 360, 720, 1440]);
  const [row] = await record(admin, "given-up");
  assert.equal(row?.nextAt, null);
  await set();
  const again = await admin.call("POST", "/api/deliveries/again", { id: row?.id });
  assert.deepEqual(again, { status: 200, body: { count: 1 } });
  await until(() => mails.got.length === 1);
});

test("whom the mail server does not know is not written to again", async () => {
  mails.refuses.recipient = 550;
  await forwarded(desk);
  const [row] = await until(async () => {
    const rows = await record(admin, "given-up");
    return rows.length === 1 && rows;
  });
  mails.refuses.recipient = null;
  assert.equal(row?.error, "recipient-refused");
});

test("who wants no mail gets none, and chooses that alone", async () => {
  mails.got.length = 0;
  const head = await house.signIn("wuye.engineering");
  const chosen = await head.call<{ mail: boolean; address: string }>("PUT", "/api/delivery/choice", {
    mail: false,
  });
  assert.equal(chosen.body.mail, false);
  assert.match(chosen.body.address, /^.\*\*\*@office\.example$/);
  await forwarded(desk);
  const [row] = await until(async () => {
    const rows = await record(admin, "skipped");
    return rows.length === 1 && rows;
  });
  assert.equal(row?.error, "chosen-off");
  assert.equal(mails.got.length, 0);
  await head.call("PUT", "/api/delivery/choice", { mail: true });
  const now = await head.call<{ mail: boolean }>("GET", "/api/delivery/choice");
  assert.equal(now.body.mail, true);
});

test("a trial says what the mail server answered", async () => {
  mails.got.length = 0;
  const well = await admin.call<{ ok: boolean; answer: string }>("POST", "/api/delivery/test", {
    channel: "mail",
    to: "me@office.example",
  });
  assert.equal(well.body.ok, true);
  assert.match(well.body.answer, /^250 .*4711/);
  assert.deepEqual(mails.got[0]?.to, ["me@office.example"]);
  await set({}, { password: "another-password" });
  const refused = await admin.call<{ ok: boolean; why: string; answer: string }>(
    "POST",
    "/api/delivery/test",
    { channel: "mail", to: "me@office.example" },
  );
  assert.deepEqual([refused.body.ok, refused.body.why], [false, "sign-in-refused"]);
  assert.ok(refused.body.answer.startsWith("535"));
  assert.ok(!JSON.stringify(refused.body).includes("another-password"), refused.body.answer);
});

test("only the administrator sets, tries and reads", async () => {
  for (const [method, path, body] of [
    ["GET", "/api/delivery"],
    ["PUT", "/api/delivery", settings()],
    ["GET", "/api/deliveries"],
    ["POST", "/api/deliveries/again", { all: "not-arrived" }],
    ["POST", "/api/delivery/test", { channel: "mail", to: "me@office.example" }],
  ] as const)
    assert.equal((await desk.call(method, path, body)).status, 403, `${method} ${path}`);
});

test("no secret stands in an answer, an event or a row", async () => {
  await set();
  const shown = await admin.call<{ mail: { passwordSet: boolean } }>("GET", "/api/delivery");
  assert.equal(shown.body.mail.passwordSet, true);
  assert.ok(!JSON.stringify(shown.body).includes(password));
  for (const table of ["event", "delivery", "notice", "stream", "organisation", "idempotency"]) {
    const { rows } = await house.sql.query(
      `select count(*)::integer as n from shouwen.${table} x where to_jsonb(x)::text like $1`,
      [`%${password}%`],
    );
    assert.equal(rows[0].n, 0, table);
  }
});
