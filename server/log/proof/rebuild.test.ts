// Rebuilt views are the live ones, whatever happened.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Change } from "../command.ts";
import { execute } from "../execute.ts";
import { compareViews, rebuild } from "./rebuild.ts";
import { type House, type Office, openHouse, tellStory } from "./testing/office.ts";

let house: House;
let office: Office;
before(async () => {
  house = await openHouse();
  office = await house.office("wuye");
});
after(() => house.close());

const same = async () => assert.deepEqual(await compareViews(house.world, "wuye"), []);
const count = async (table: string): Promise<number> =>
  (await house.sql.query(`select count(*) n from shouwen.${table} where org = 'wuye'`)).rows[0].n;

test("after a story with every step, and at every halt in it, rebuilt is live, row by row", async () => {
  await tellStory(office, same);
  const { rows } = await house.sql.query("select distinct type from event");
  const types = new Set(rows.map((r) => r.type));
  for (const type of [
    "obligation.met",
    "obligation.breached",
    "obligation.superseded",
    "case.extended",
    "case.closed",
  ])
    assert.ok(types.has(type), `the story has no ${type}`);
  assert.ok((await count("notice")) >= 5);
});

test("notices go to who held the matter then, not to who holds it last", async () => {
  await office.clock("2026-11-26T02:00:00Z");
  const { id } = await office.register("reception", {
    severity: "minor",
    customer: { phone: "13911112222" },
  });
  await office.act("reception", id, "amend", {
    occurredAt: "2026-11-26T01:00:00Z",
    place: "东门",
    against: { department: "security" },
    demand: "道歉",
  });
  await office.act("reception", id, "forward", { department: "security" });
  await office.act("security", id, "sign");
  await office.clock("2026-11-28T16:00:00.001Z");
  await office.settle();
  const told = async () => {
    const { rows } = await house.sql.query(
      "select recipient from notice where stream = $1 and about = 'obligation.breached' order by 1",
      [id],
    );
    return rows.map((r) => r.recipient);
  };
  const then = await told();
  assert.ok(then.includes("wuye.security"));
  await office.act("reception", id, "forward", { department: "engineering" });
  await same();
  await rebuild(house.world, "wuye");
  assert.deepEqual(await told(), then);
});

test("an extension refused, a withdrawal and a reopening", async () => {
  await office.clock("2026-12-01T02:00:00Z");
  const { id } = await office.register("reception", {
    severity: "important",
    customer: { phone: "13911112222" },
  });
  await office.act("reception", id, "amend", {
    occurredAt: "2026-12-01T01:00:00Z",
    place: "东门",
    against: { department: "security" },
    demand: "道歉",
  });
  await office.act("reception", id, "forward", { department: "security" });
  const shown = (await office.act("security", id, "sign")) as CaseWhole;
  const clock = shown.obligations.find((o) => o.state === "open" && o.clause.endsWith("/2.10.1c"));
  const input = { obligation: clock?.id, until: "2026-12-09T16:00:00Z", reason: "等调查" };
  const asked = (await office.act("security", id, "extend", input)) as Approval;
  await same();
  await office.clock("2026-12-05T02:00:00Z");
  await office.settle();
  await same();
  await office.decide("gm", asked, "refused");
  await same();
  await office.act("security", id, "reject", { reason: "查无此事" });
  await office.act("reception", id, "reopen", { reason: "住户不服" });
  await office.act("reception", id, "withdraw", { reason: "住户撤诉" });
  await same();
});

test("an import of the past tells nobody, live or rebuilt; what follows it does", async () => {
  const id = randomUUID();
  const customer = randomUUID();
  const at = Date.parse("2026-03-02T02:00:00Z");
  const data = {
    number: "20260302-0001",
    kind: "complaint",
    severity: "minor",
    title: "路灯不亮",
    description: "",
    channel: "web",
    customer,
    contact: true,
    carries: ["case.registered", "case.resolved"],
    receivedAt: "2026-03-02T02:00:00Z",
    post: null,
    externalId: "x1",
  };
  await execute(
    house.world,
    { org: "wuye", member: "wuye.manager" },
    {
      streams: [],
      decide: (unit) => {
        const editions = unit.directory.inForceAt(unit.now);
        const matter: Change = {
          stream: id,
          kind: "case",
          quiet: true,
          events: [
            { type: "case.registered", at, data: { ...data, editions } },
            { type: "case.forwarded", at, data: { department: "engineering" } },
            { type: "case.resolved", at: at + 9 * 86_400_000, data: { outcome: "已换灯" } },
          ],
        };
        const person: Change = {
          stream: customer,
          kind: "customer",
          quiet: true,
          at,
          events: [{ type: "customer.registered", data: { name: "钱" } }],
        };
        return { changes: [matter, person], answer: () => null };
      },
    },
  );
  const notices = async () =>
    (await house.sql.query("select about from notice where stream = $1", [id])).rows.map((r) => r.about);
  assert.deepEqual(await notices(), []);
  await same();
  await office.act("engineering", id, "hand-back");
  await same();
  await rebuild(house.world, "wuye");
  assert.deepEqual(await notices(), ["case.handed-back"]);
});

test("views that were spoilt or lost are found different, and are whole again after a rebuild", async () => {
  const before = await Promise.all(
    ["case_view", "obligation", "notice", "customer_view", "case_search", "approval_view"].map(count),
  );
  await house.sql.query(
    "update case_view set title = 'x' where id = (select id from case_view where org = 'wuye' limit 1)",
  );
  await house.sql.query("delete from notice; delete from approval_view; truncate case_search");
  await house.sql.query(
    "insert into customer_view (org, id, run, terms) values ('wuye', gen_random_uuid(), 1, '{}')",
  );
  await house.sql.query("update stream set wake_at = now() where kind = 'customer'");
  const found = await compareViews(house.world, "wuye");
  const tables = new Set(found.map((d) => d.table));
  assert.deepEqual([...tables].sort(), [
    "approval_view",
    "case_search",
    "case_view",
    "customer_view",
    "notice",
    "stream",
  ]);
  assert.ok(found.some((d) => d.only === "live") && found.some((d) => d.only === "rebuilt"));
  // Comparing changes nothing.
  assert.equal(await count("notice"), 0);
  await rebuild(house.world, "wuye");
  await same();
  const after = await Promise.all(
    ["case_view", "obligation", "notice", "customer_view", "case_search", "approval_view"].map(count),
  );
  assert.deepEqual(after, before);
});

test("a rebuild writes no row again that stands as it should, and only the spoilt one", async () => {
  const tables = ["case_view", "case_search", "obligation", "notice", "customer_view"];
  const places = async () =>
    Promise.all(
      tables.map(async (table) => {
        const { rows } = await house.sql.query(
          `select ctid::text as place, xmin::text as by from shouwen.${table} where org = 'wuye' order by ctid`,
        );
        return rows;
      }),
    );
  await rebuild(house.world, "wuye");
  const before = await places();
  assert.ok(before.every((rows) => rows.length > 0));
  await rebuild(house.world, "wuye");
  assert.deepEqual(await places(), before);
  await house.sql.query(
    "update case_search set terms = terms[2:] where id = (select id from case_search where org = 'wuye' limit 1)",
  );
  await rebuild(house.world, "wuye");
  const after = await places();
  assert.deepEqual([after[0], after[2], after[3], after[4]], [before[0], before[2], before[3], before[4]]);
  const stood = new Set(before[1]?.map((r) => `${r.place} ${r.by}`));
  assert.equal(after[1]?.filter((r) => !stood.has(`${r.place} ${r.by}`)).length, 1);
  await same();
});

test("some views of all organisations are rebuilt by name", async () => {
  await house.sql.query("delete from obligation; delete from case_search");
  await rebuild(house.world, undefined, ["case_search"]);
  assert.equal(await count("obligation"), 0);
  assert.ok((await count("case_search")) > 0);
  await rebuild(house.world);
  await same();
});

test("a rebuild loses nothing that is written meanwhile", async () => {
  let rebuilding = true;
  const writers = [1, 2].map(async () => {
    while (rebuilding) {
      const { id } = await office.register("reception", {});
      await office.act("reception", id, "note", { text: "记" });
    }
  });
  for (let n = 0; n < 5; n++) await rebuild(house.world, "wuye");
  rebuilding = false;
  await Promise.all(writers);
  await same();
});
