// Notices into groups: in the shape of each robot, signed where it asks for that, and a refusal under 200 is a refusal.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  dueNow,
  forwarded,
  type House,
  hook,
  openHouse,
  type Person,
  publicUrl,
  record,
  settings,
  until,
} from "./testing/office.ts";
import { key, type RobotServer, startRobot } from "./testing/robot.ts";

const signing = "SEC-0123456789abcdef";
let house: House;
let admin: Person;
let desk: Person;
let wecom: RobotServer;
let dingtalk: RobotServer;

before(async () => {
  [wecom, dingtalk] = await Promise.all([startRobot(), startRobot(signing)]);
  house = await openHouse("wuye");
  admin = await house.signIn("wuye.admin");
  desk = await house.signIn("wuye.reception");
});
after(async () => {
  await house.close();
  await Promise.all([wecom.close(), dingtalk.close()]);
});

const put = (hooks: unknown[], more: Record<string, unknown> = {}) => {
  const { mail, ...rest } = settings(more);
  return admin.call("PUT", "/api/delivery", { ...rest, mail: { ...mail, on: false }, hooks });
};
const set = async (hooks: unknown[], more: Record<string, unknown> = {}) => {
  wecom.heard.length = 0;
  dingtalk.heard.length = 0;
  const answer = await put(hooks, more);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};

test("a WeCom group hears it, and whom it is for is called", async () => {
  await set([hook({ address: wecom.address })]);
  const matter = await forwarded(desk);
  const [heard] = await until(() => wecom.heard.length > 0 && wecom.heard);
  assert.equal(heard?.msgtype, "text");
  assert.ok(heard?.text.content.includes(matter.number));
  assert.ok(heard?.text.content.includes(`${publicUrl}/cases/${matter.id}`));
  assert.equal(heard?.text.mentioned_mobile_list?.length, 1);
  assert.match(heard?.text.mentioned_mobile_list?.[0] ?? "", /^1380000\d{4}$/);
  await until(async () => (await record(admin, "sent")).length === 1);
});

test("a DingTalk group hears it, signed", async () => {
  await set([hook({ id: "ding", shape: "dingtalk", address: dingtalk.address, signing })]);
  await forwarded(desk);
  const [heard] = await until(() => dingtalk.heard.length > 0 && dingtalk.heard);
  assert.equal(heard?.at?.atMobiles.length, 1);
  assert.equal(wecom.heard.length, 0);
});

test("unsigned it is refused under 200, which is a failure, and tried again", async () => {
  await set([hook({ id: "ding", shape: "dingtalk", signing: null })]);
  await forwarded(desk);
  const [row] = await until(async () => {
    const rows = await record(admin, "failed");
    return rows.length === 1 && rows;
  });
  assert.equal(row?.error, "errcode:310000");
  await set([hook({ id: "ding", shape: "dingtalk", signing })]);
  await dueNow(house);
  await until(() => dingtalk.heard.length === 1);
});

test("many that come at once are one message, cut to what a robot takes", async () => {
  await set([hook({ address: wecom.address })], { collectSeconds: 3 });
  for (let n = 0; n < 12; n++)
    await forwarded(desk, { title: `三号楼电梯反复困人，第${n}次，住户在群里催问` });
  const [heard] = await until(() => wecom.heard.length > 0 && wecom.heard);
  const text = heard?.text.content ?? "";
  assert.ok(text.includes("12 条通知"), text);
  assert.match(text, /另有 \d+ 条/);
  assert.ok(Buffer.byteLength(text) <= 2048);
  await until(async () => (await record(admin, "waiting")).length === 0);
  assert.equal(wecom.heard.length, 1);
});

test("a group hears only of its own people and matters", async () => {
  await set([
    hook({ departments: ["security"] }),
    hook({ id: "ding", shape: "dingtalk", address: dingtalk.address, signing, about: ["case.forwarded"] }),
  ]);
  await forwarded(desk);
  await until(() => dingtalk.heard.length === 1);
  assert.equal(wecom.heard.length, 0);
});

test("redirections are not followed, and other answers are failures", async () => {
  await set([hook({})]);
  for (const [answers, why] of [
    [{ status: 302, body: "", location: dingtalk.address }, "http:302"],
    [{ status: 502, body: "bad gateway" }, "http:502"],
    [{ status: 200, body: "<html>sign in</html>" }, "answer-unknown"],
    [{ status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' }, "errcode:45009"],
  ] as const) {
    wecom.answers = answers;
    const tried = await admin.call<{ ok: boolean; why: string }>("POST", "/api/delivery/test", {
      channel: "front",
    });
    assert.deepEqual([tried.status, tried.body.ok, tried.body.why], [200, false, why]);
  }
  assert.equal(dingtalk.heard.length, 0);
  wecom.answers = null;
  const well = await admin.call<{ ok: boolean; answer: string }>("POST", "/api/delivery/test", {
    channel: "front",
  });
  assert.deepEqual([well.body.ok, well.body.answer], [true, '{"errcode":0,"errmsg":"ok"}']);
});

test("an answer that repeats the key is shown without it", async () => {
  wecom.answers = { status: 200, body: JSON.stringify({ errcode: 93000, errmsg: `no such key ${key}` }) };
  const tried = await admin.call("POST", "/api/delivery/test", { channel: "front" });
  wecom.answers = null;
  assert.ok(!JSON.stringify(tried.body).includes(key), JSON.stringify(tried.body));
});

test("neither the key nor the signing secret stands in an answer, an event or a row", async () => {
  const shown = await admin.call<{ hooks: { addressSet: boolean }[] }>("GET", "/api/delivery");
  assert.equal(shown.body.hooks[0]?.addressSet, true);
  for (const secret of [key, signing]) {
    assert.ok(!JSON.stringify(shown.body).includes(secret));
    for (const table of ["event", "delivery", "notice", "organisation", "idempotency"]) {
      const { rows } = await house.sql.query(
        `select count(*)::integer as n from shouwen.${table} x where to_jsonb(x)::text like $1`,
        [`%${secret}%`],
      );
      assert.equal(rows[0].n, 0, table);
    }
  }
});

test("a hook that is taken away takes its address with it", async () => {
  await set([]);
  const { rows } = await house.sql.query("select name from auth.kept_secret where name like 'hook.%'");
  assert.deepEqual(rows, []);
});

test("what cannot be right is refused with its field", async () => {
  for (const [wrong, field] of [
    [hook({}), "hooks.0.address"],
    [hook({ address: "ftp://robot" }), "hooks.0.address"],
    [hook({ address: wecom.address, departments: ["no-such"] }), "hooks.0.departments"],
    [hook({ address: wecom.address, posts: ["no-such"] }), "hooks.0.posts"],
    [hook({ id: "mail", address: wecom.address }), "hooks.0.id"],
  ] as const) {
    const answer = await admin.call<{ errors: { field: string }[] }>("PUT", "/api/delivery", {
      ...settings(),
      hooks: [wrong],
    });
    assert.deepEqual([answer.status, answer.body.errors[0]?.field], [422, field]);
  }
});
