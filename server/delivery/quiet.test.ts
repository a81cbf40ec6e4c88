// Quiet hours are kept, but not by what is urgent; a rehearsal and an import tell nobody outside; the log shows no secret.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { abouts } from "#domain/delivery/about.ts";
import { languages } from "#domain/delivery/settings.ts";
import { letterOf, wordsIn } from "./message/message.ts";
import { type MailServer, startMailServer } from "./testing/mail-server.ts";
import {
  dueNow,
  forwarded,
  type House,
  hook,
  openHouse,
  type Person,
  reachable,
  record,
  settings,
  until,
} from "./testing/office.ts";
import { key, type RobotServer, startRobot } from "./testing/robot.ts";

const password = "never-in-a-log-4711";
let house: House;
let mails: MailServer;
let robot: RobotServer;
let admin: Person;
let desk: Person;
const logged: string[] = [];
const write = process.stderr.write.bind(process.stderr);

before(async () => {
  process.stderr.write = ((chunk: string | Uint8Array) => {
    logged.push(String(chunk));
    return true;
  }) as typeof process.stderr.write;
  [mails, robot] = await Promise.all([startMailServer({ user: "notice", password }), startRobot()]);
  house = await openHouse("wuye", { LOG_LEVEL: "debug", LOG_FORMAT: "json" });
  admin = await house.signIn("wuye.admin");
  desk = await house.signIn("wuye.reception");
});
after(async () => {
  await house.close();
  await Promise.all([mails.close(), robot.close()]);
  process.stderr.write = write;
});

/** A wall-clock time of the office, so many hours from now. */
const clock = (hours: number): string =>
  new Date(Date.now() + (8 + hours) * 3_600_000).toISOString().slice(11, 16);

const set = async (more: Record<string, unknown> = {}) => {
  const whole = settings(more);
  const mail = { ...whole.mail, port: mails.port, user: "notice", password };
  const put = await admin.call("PUT", "/api/delivery", { ...whole, mail });
  assert.equal(put.status, 200, JSON.stringify(put.body));
};

test("in quiet hours it is held until they end, and then it is one mail", async () => {
  await set({ quiet: { mode: "daily", from: clock(-2), to: clock(3) } });
  await forwarded(desk);
  await forwarded(desk);
  const rows = await record(admin, "waiting");
  assert.equal(rows.length, 2);
  for (const row of rows) {
    assert.equal(row.held, true);
    const wait = Date.parse(row.nextAt ?? "") - Date.now();
    assert.ok(wait > 2.9 * 3_600_000 && wait <= 3 * 3_600_000, `${wait} ms`);
  }
  assert.equal(mails.got.length, 0);
});

test("a crisis keeps no quiet hours, and wakes nothing else", async () => {
  await forwarded(desk, { severity: "crisis" });
  const [mail] = await until(() => mails.got.length > 0 && mails.got);
  assert.doesNotMatch(mail?.subject ?? "", /条通知/);
  const [sent] = await until(async () => {
    const rows = await record(admin, "sent");
    return rows.length > 0 && rows;
  });
  assert.deepEqual([sent?.urgent, sent?.held], [true, false]);
  assert.equal((await record(admin, "waiting")).length, 2);
});

test("a kind of notice may be urgent whatever it is about", async () => {
  mails.got.length = 0;
  await set({
    quiet: { mode: "daily", from: clock(-2), to: clock(3) },
    urgentAbout: ["case.forwarded"],
  });
  await forwarded(desk);
  await until(() => mails.got.length === 1);
});

test("when quiet hours end, what was held goes out together", async () => {
  mails.got.length = 0;
  await dueNow(house);
  const [mail] = await until(() => mails.got.length > 0 && mails.got);
  assert.match(mail?.subject ?? "", /2 条通知/);
});

test("a rehearsal tells nobody outside", async () => {
  await reachable(house.running, "yanlian");
  const there = await house.signIn("yanlian.admin");
  const whole = settings({}, mails.port);
  assert.equal((await there.call("PUT", "/api/delivery", whole)).status, 200);
  const reception = await house.signIn("yanlian.reception");
  await forwarded(reception);
  assert.deepEqual(await record(there), []);
});

test("a robot that does not answer, and one that does not know the key, leave no secret in the log", async () => {
  await set({ hooks: [hook({ address: robot.address.replace(key, `${key}-wrong`) })] });
  await forwarded(desk);
  await until(async () => (await record(admin, "failed")).length > 0);
  await set({ hooks: [hook({ address: `http://127.0.0.1:1/send?key=${key}` })] });
  await admin.call("POST", "/api/delivery/test", { channel: "front" });
  await mails.close();
  await admin.call("POST", "/api/delivery/test", { channel: "mail", to: "me@office.example" });
  const all = logged.join("");
  assert.ok(all.includes("/api/delivery/test"), "the log was not heard");
  for (const secret of [password, key, "office.example", "张伟民", "反复困人"])
    assert.ok(!all.includes(secret), secret);
});

test("each kind of notice has words in every language", () => {
  for (const language of languages) {
    const { about } = wordsIn(language);
    for (const event of abouts) assert.notEqual(about(event), about("other"), `${language} ${event}`);
  }
});

test("a letter shows clause and due time of the office's zone, and nothing in it is markup of somebody else's", () => {
  const line = {
    about: "obligation.warned",
    number: "TS-1",
    title: "<script>alert(1)</script>\r\nBcc: all@office.example",
    clause: { regulation: "试行服务办法", id: "3.1" },
    due: Date.UTC(2026, 2, 4, 2, 30),
    path: "/cases/1",
    names: [],
  };
  const saying = { organisation: "某某物业", timeZone: "Asia/Shanghai", publicUrl: "https://x.cn", count: 1 };
  const said = letterOf({ ...saying, language: "en", lines: [line] }, "Li Lei");
  assert.match(said.text, /by 试行服务办法, 3\.1 · due 2026-03-04 10:30/);
  assert.match(said.text, /https:\/\/x\.cn\/cases\/1/);
  assert.ok(!said.html.includes("<script>"));
  assert.ok(!/[\r\n]/.test(said.subject));
});
