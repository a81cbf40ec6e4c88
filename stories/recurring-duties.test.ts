// Duties that return: raised by the calendar over month ends and make-up workdays, done in time, at the limit, after it, never.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { z } from "zod";
import type { Duty, DutyWhole, dutyBoard } from "#api/duty.ts";
import type { Notice } from "#api/notice.ts";
import type { Obligation } from "#api/obligation.ts";
import { periodInWords } from "#domain/duty/periods.ts";
import { type Office, openOffice, type Person } from "./office.ts";
import { clause, edition, putReturning, regulation } from "./returning.ts";

let office: Office;
let admin: Person;
let reception: Person;
let manager: Person;
let gm: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  manager = await office.signIn("yanlian.manager");
  gm = await office.signIn("yanlian.gm");
});
after(() => office.close());

type Fired = { at: string; type: string; clause: string | null; duty?: string; case?: string };
const advance = async (to: string): Promise<Fired[]> => {
  const answer = await admin.post<{ fired: Fired[] }>("/api/rehearsal/advance", { to });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.fired;
};
const duties = async (query = ""): Promise<Duty[]> => {
  const answer = await gm.get<{ items: Duty[] }>(`/api/duties?limit=200${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body.items;
};
const json = { "content-type": "application/json" };
const one = async (query: string): Promise<Duty> => {
  const [found, ...more] = await duties(query);
  assert.ok(found && more.length === 0, `${query}: ${more.length}`);
  return found;
};

test("what is adopted during a day begins with its next period, and nothing before", async () => {
  const start = "2026-09-29T10:00:00+08:00";
  await putReturning(admin, start, "2026-09-29");
  assert.deepEqual(await duties(), []);
  await advance("2026-09-29T23:59:59+08:00");
  assert.deepEqual(await duties(), []);
});

test("the calendar raises them: month ends, the week off, the make-up Saturday", async () => {
  await advance("2026-10-12T12:00:00+08:00");
  const daily = (await duties(`&clause=${clause("1")}`)).map((d) => d.period);
  assert.deepEqual(daily, ["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"]);
  const monthly = await one(`&clause=${clause("2")}`);
  assert.deepEqual(
    [monthly.period, monthly.opensAt, monthly.dueAt, monthly.evidence],
    ["2026-10", "2026-09-30T16:00:00.000Z", "2026-10-10T16:00:00.000Z", "汇总表"],
  );
  const twice = await duties(`&clause=${clause("3")}`);
  assert.deepEqual(twice.map((d) => [d.n, d.of, d.dueAt]).sort(), [
    [1, 2, "2026-10-31T16:00:00.000Z"],
    [2, 2, "2026-10-31T16:00:00.000Z"],
  ]);
});

test("missed: breached with its clause, the owner warned before, escalated after, in every list", async () => {
  const monthly = await one(`&clause=${clause("2")}`);
  const quarterly = await one(`&clause=${clause("4")}`);
  assert.equal(monthly.state, "breached");
  const told = (await manager.get<{ items: Notice[] }>("/api/notices")).body.items;
  assert.deepEqual(
    told.filter((n) => n.duty === monthly.id).map((n) => n.about),
    ["obligation.breached", "obligation.warned"],
  );
  assert.ok(told.find((n) => n.duty === monthly.id)?.title.endsWith(periodInWords(monthly.period)));
  const up = (await gm.get<{ items: Notice[] }>("/api/notices")).body.items;
  assert.deepEqual(
    up.filter((n) => n.duty === monthly.id).map((n) => [n.about, n.clause]),
    [["duty.escalated", clause("2")]],
  );
  const owed = (await manager.get<{ items: Obligation[] }>("/api/obligations?owner=me&state=breached")).body
    .items;
  assert.deepEqual(
    owed.sort((a, b) => a.clause.localeCompare(b.clause)).map((o) => [o.case, o.duty?.id, o.clause, o.must]),
    [
      [null, monthly.id, clause("2"), "主管经理每月10日前汇总上月投诉"],
      [null, quarterly.id, clause("4"), "主管经理每季度填写安全检查表并由总经理核示"],
    ],
  );
  const counts = (await manager.get<{ mine: { count: number } }>("/api/counts")).body;
  assert.equal(counts.mine.count, 2);
});

test("done at the very limit is in time, a millisecond later is late", async () => {
  await advance("2026-10-13T08:30:00+08:00");
  const today = await one(`&clause=${clause("1")}&state=open`);
  const met = await reception.post<DutyWhole>(`/api/duties/${today.id}/done`, { text: "大厅已查，灯具完好" });
  assert.deepEqual([met.status, met.body.state, met.body.done?.text], [200, "met", "大厅已查，灯具完好"]);
  await advance("2026-10-14T08:30:00.001+08:00");
  const next = await one(`&clause=${clause("1")}&from=2026-10-14T00:00:00%2B08:00`);
  assert.equal(next.state, "breached");
  const late = await reception.post<DutyWhole>(`/api/duties/${next.id}/done`, { text: "补查" });
  assert.deepEqual([late.status, late.body.state], [200, "late"]);
  assert.equal(late.body.obligations.length, 1);
  assert.equal(late.body.obligations[0]?.owner, "yanlian.reception");
});

test("only whoever owes it, or leads them, does it; once; with a sentence", async () => {
  const [first] = await duties(`&clause=${clause("3")}`);
  const path = `/api/duties/${first?.id}`;
  const security = await office.signIn("yanlian.security");
  assert.equal((await security.post(`${path}/done`, { text: "已办" })).status, 403);
  assert.equal((await reception.post(`${path}/done`, { text: " " })).status, 400);
  assert.equal((await reception.post(`${path}/done`, {})).status, 400);
  assert.equal((await reception.post(`${path}/note`, { text: "改在下午" })).status, 200);
  const led = await manager.post<DutyWhole>(`${path}/done`, { text: "培训签到表已归档" });
  assert.deepEqual([led.status, led.body.state], [200, "met"]);
  assert.deepEqual(
    led.body.events.map((e) => e.type),
    ["duty.raised", "duty.noted", "duty.done", "obligation.met"],
  );
  assert.equal((await reception.post(`${path}/done`, { text: "又一次" })).status, 422);
  assert.equal((await reception.get("/api/duties/none")).status, 404);
});

test("a duty whose clause asks for a paper is met by the paper, complete and signed, and by nothing else", async () => {
  const quarterly = await one(`&clause=${clause("4")}`);
  assert.deepEqual([quarterly.period, quarterly.state], ["2026-Q4", "breached"]);
  const path = `/api/duties/${quarterly.id}`;
  assert.equal((await manager.post(`${path}/done`, { text: "已检查" })).status, 422);
  const other = await one(`&clause=${clause("2")}`);
  assert.deepEqual((await manager.get<DutyWhole>(`/api/duties/${other.id}`)).body.papers, []);
  const paper = `${path}/papers/safety-check`;
  const fields = { found: "三号楼消防栓缺水带一条，已补" };
  assert.equal((await reception.put(paper, JSON.stringify({ fields }), json)).status, 403);
  const filled = await manager.put<DutyWhole>(paper, JSON.stringify({ fields }), json);
  assert.equal(filled.status, 200, JSON.stringify(filled.body));
  assert.deepEqual(
    filled.body.papers.map((p) => [p.key, p.number, p.state, p.unsigned]),
    [["safety-check", "AQ20260001", "signing", ["chief"]]],
  );
  assert.equal(filled.body.state, "breached");
  assert.equal((await manager.post(`${paper}/sign`, { step: "chief" })).status, 403);
  const signed = await gm.post<DutyWhole>(`${paper}/sign`, { step: "chief" });
  assert.deepEqual([signed.status, signed.body.state], [200, "late"]);
  assert.equal(signed.body.papers[0]?.state, "completed");
  assert.equal((await gm.get(`${paper}.pdf`)).headers.get("content-type"), "application/pdf");
  const found = await gm.get<{ items: { host: string; id: string }[] }>("/api/papers?paper=safety-check");
  assert.deepEqual(
    found.body.items.map((p) => [p.host, p.id]),
    [["duty", quarterly.id]],
  );
  assert.equal((await one(`&clause=${clause("4")}`)).doneBy, "yanlian.gm");
});

test("the board shows clause by clause what was kept and what was missed", async () => {
  await advance("2026-11-02T12:00:00+08:00");
  const { body } = await gm.get<z.output<(typeof dutyBoard)["output"]>>(
    "/api/duties/board?from=2026-10-01T00:00:00%2B08:00&to=2026-11-01T00:00:00%2B08:00",
  );
  assert.deepEqual(
    body.items.map((s) => s.clause),
    ["1", "2", "3", "4"].map(clause),
  );
  const states = Object.fromEntries(body.items.map((s) => [s.clause, s.cells.map((c) => c.state)]));
  assert.deepEqual(states[clause("2")], ["breached"]);
  assert.deepEqual([...(states[clause("3")] ?? [])].sort(), ["breached", "met"]);
  assert.equal(states[clause("1")]?.filter((s) => s === "met").length, 1);
  assert.equal((await gm.get("/api/duties/board?owner=nobody")).status, 400);
});

test("the list comes whole, page by page, the soonest due first", async () => {
  const all = await duties();
  const found: Duty[] = [];
  for (let after = ""; ; ) {
    const page = await gm.get<{ items: Duty[]; next: string | null }>(`/api/duties?limit=4${after}`);
    found.push(...page.body.items);
    if (page.body.next === null) break;
    after = `&after=${page.body.next}`;
  }
  assert.deepEqual(
    found.map((d) => d.id),
    all.map((d) => d.id),
  );
  const due = found.map((d) => d.dueAt ?? "9");
  assert.deepEqual(due, due.toSorted());
  const mine = (await reception.get<{ items: Duty[] }>("/api/duties?owner=me&limit=200")).body.items;
  assert.deepEqual(new Set(mine.map((d) => d.clause)), new Set(["1", "3"].map(clause)));
  assert.ok(mine.every((d) => d.mine));
  for (const query of ["state=done", "clause=none/1", "from=yesterday", "limit=0", "after=x", "q=1"])
    assert.equal((await gm.get(`/api/duties?${query}`)).status, 400, query);
});

test("another edition plans anew, and what is left out is raised no more", async () => {
  const shorter = edition.split('  - id: "2"')[0] ?? "";
  const put = await admin.put(`/api/regulations/${regulation}/editions/2026-11-04`, shorter, {
    "content-type": "text/yaml",
    reason: "shorter",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  await advance("2026-12-02T12:00:00+08:00");
  const december = await duties("&from=2026-12-01T00:00:00%2B08:00&to=2026-12-03T00:00:00%2B08:00");
  assert.deepEqual(
    new Set(december.filter((d) => d.period >= "2026-12").map((d) => d.clause)),
    new Set([clause("1")]),
  );
  const all = await duties(`&clause=${clause("1")}&from=2026-11-02T00:00:00%2B08:00`);
  assert.equal(new Set(all.map((d) => d.period)).size, all.length);
});
