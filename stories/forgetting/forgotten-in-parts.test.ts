// One paper of a duty, somebody who has left, a row that an import refused: each is found and erased by itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Duty, DutyWhole } from "#api/duty.ts";
import type { PersonFound, Receipt } from "#api/erasure.ts";
import type { Problem } from "#api/words.ts";
import { execute } from "#server/log/execute.ts";
import { streamId } from "#server/log/stream-id.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { clause, putReturning } from "../returning.ts";
import { holding } from "./forgotten.ts";

let office: Office;
let admin: Person;
let manager: Person;
let duty: string;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("yanlian.admin");
  manager = await office.signIn("yanlian.manager");
  await putReturning(admin, "2026-09-25T10:00:00+08:00", "2026-09-25");
  await admin.post("/api/rehearsal/advance", { to: "2026-10-05T07:30:00+08:00" });
  const list = await manager.get<{ items: Duty[] }>(`/api/duties?clause=${encodeURIComponent(clause("4"))}`);
  duty = list.body.items[0]?.id ?? assert.fail();
});
after(() => office.close());

const find = async (q: string) => (await admin.post<PersonFound>("/api/erasures/find", { q })).body;
const erase = (q: string, items: unknown[], more = {}) =>
  admin.post<Receipt & Problem>("/api/erasures", {
    ...{ q, items, reason: "本人要求", password: "shouwen-demo" },
    ...more,
  });

test("a paper of a recurring duty is erased singly, and what was noted on the duty stays", async () => {
  const fields = { found: "独孤求静家门口消防栓缺水带" };
  await manager.put(`/api/duties/${duty}/papers/safety-check`, JSON.stringify({ fields }));
  await manager.post(`/api/duties/${duty}/note`, { text: "已报总经理" });
  const { lines } = await find("独孤求静");
  assert.deepEqual(
    lines.map((l) => [l.kind, l.host, l.paper, l.naming]),
    [["paper", "duty", "safety-check", 1]],
  );
  const done = await erase("独孤求静", [{ stream: duty, paper: "safety-check" }]);
  assert.equal(done.status, 201, JSON.stringify(done.body));
  assert.deepEqual(await holding(office, "独孤求静"), []);
  const left = (await manager.get<DutyWhole>(`/api/duties/${duty}`)).body;
  assert.ok(left.events.some((e) => e.data.text === "已报总经理"));
  assert.match(left.papers[0]?.number ?? "", /^AQ2026/);
});

test("a matter of two people loses only what names the one", async () => {
  const occurredAt = "2026-10-04T20:00:00+08:00";
  const customer = { name: "上官留下", phone: "13500001111" };
  const reception = await office.signIn("yanlian.reception");
  const { id } = (await reception.post<{ id: string }>("/api/cases", complaint({ customer, occurredAt })))
    .body;
  await reception.act(id, "note", { text: "东方离去是目击者，电话 135 9999 8888" });
  const q = "13599998888";
  const { people, lines } = await find(q);
  assert.deepEqual([people, lines.map((l) => [l.stream, l.naming])], [[], [[id, 1]]]);
  assert.equal((await erase(q, [{ stream: id, paper: null, only: "naming" }])).status, 422);
  const items = [{ stream: id, paper: null, only: "naming" }];
  assert.equal((await erase(q, items, { force: "本人要求立即删除" })).status, 201);
  assert.deepEqual(await holding(office, "东方离去"), []);
  const kept = await reception.case(id);
  assert.deepEqual([kept.title, kept.customer.name], ["三号楼电梯反复困人", "上官留下"]);
});

test("whoever works here is not erased; who has left goes with account and all", async () => {
  const { world } = office.running;
  const member = "yanlian.s9";
  const stream = streamId("yanlian", "staff", member);
  const event = (type: string, data: Record<string, unknown>) =>
    execute(
      world,
      { org: "yanlian", member: "yanlian.admin" },
      {
        streams: [stream],
        configures: true,
        decide: () => ({
          changes: [{ stream, kind: "staff", run: 0, events: [{ type, data }] }],
          answer: () => null,
        }),
      },
    );
  const told = { name: "皇甫离职", username: "huangfu", phone: "13311112222", email: null, number: "A7" };
  await event("staff.joined", { member, ...told, posts: [], department: null });
  await world.pool.query(
    `insert into auth."user" (id, name, email, username, org, member) values ('u9', '皇甫离职', 'h9@x', 'huangfu', 'yanlian', $1)`,
    [member],
  );
  const items = [{ stream, paper: null }];
  const here = await erase("皇甫离职", items, { force: "离职" });
  assert.equal(here.body.type, "urn:shouwen:refusal:erase-staff-here");
  await event("staff.left", { reason: "辞职" });
  assert.deepEqual(
    (await find("13311112222")).lines.map((l) => [l.kind, l.block]),
    [["staff", null]],
  );
  assert.equal((await erase("皇甫离职", items)).status, 201);
  for (const word of ["皇甫离职", "13311112222", "huangfu"])
    assert.deepEqual(await holding(office, word), [], word);
});

test("what an import refused of somebody goes with them", async () => {
  const body = new FormData();
  const csv = "标题,经过,姓名,发生时间\n东墙渗水,墙角渗水,尉迟退回,不是时间\n";
  body.append("file", new File([csv], "尉迟退回的台账.csv"));
  body.append(
    "mapping",
    JSON.stringify({
      kind: "complaint",
      columns: { title: "标题", description: "经过", customerName: "姓名", receivedAt: "发生时间" },
    }),
  );
  const sent = await fetch(`${office.address}/api/imports`, {
    method: "POST",
    headers: { cookie: admin.cookie, origin: office.address },
    body,
  });
  const text = await sent.text();
  assert.equal(sent.status, 202, text);
  const { id } = JSON.parse(text) as { id: string };
  for (let n = 0; n < 100; n++) {
    const job = await admin.get<{ state: string }>(`/api/imports/${id}`);
    if (!["waiting", "running"].includes(job.body.state)) break;
    await new Promise((go) => setTimeout(go, 100));
  }
  assert.ok((await holding(office, "尉迟退回")).some((place) => place.endsWith(".refused.csv")));
  const found = await find("尉迟退回");
  assert.deepEqual([found.lines, found.imports], [[], 1]);
  const done = await erase("尉迟退回", []);
  assert.deepEqual([done.status, done.body.files, done.body.items[0]?.kind], [201, 1, "import"]);
  assert.deepEqual(await holding(office, "尉迟退回"), []);
  assert.equal((await erase("尉迟退回", [])).body.type, "urn:shouwen:refusal:erase-nothing");
});
