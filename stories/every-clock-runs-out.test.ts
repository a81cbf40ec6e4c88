// Under the movable clock nothing is done, and every clock of the regulation runs out at its own instant.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, openOffice, type Person, states } from "./office.ts";

let office: Office;
let admin: Person;
let reception: Person;
let engineering: Person;
let gm: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  engineering = await office.signIn("yanlian.engineering");
  gm = await office.signIn("yanlian.gm");
});
after(() => office.close());

type Moved = { now: string; fired: { at: string; type: string; clause: string; case: string }[] };
const reset = async (at: string) => {
  const answer = await admin.post("/api/rehearsal/reset", { at, regulations: ["pm-front-office"] });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const advance = async (body: { to: string } | { by: string }) => {
  const answer = await admin.post<Moved>("/api/rehearsal/advance", body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  // What the calendar raises every day runs out beside them; here the matter's own clocks are followed.
  return answer.body.fired
    .filter((f) => f.type === "obligation.breached" && f.case)
    .map((f) => f.clause.split("/")[1]);
};
const register = async (more: Record<string, unknown>) => {
  const answer = await reception.post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: "2026-11-17T20:00:00+08:00", ...more }),
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};

test("a minor complaint that nobody touches: ten minutes, then the end of the second day", async () => {
  // Wednesday.
  await reset("2026-11-18T10:00:00+08:00");
  const { id } = await register({ severity: "minor" });
  assert.deepEqual(
    await advance({ to: "2026-11-18T10:10:00+08:00" }),
    [],
    "the tenth minute itself is in time",
  );
  assert.deepEqual(await advance({ to: "2026-11-18T10:10:00.001+08:00" }), ["2.9.4a"]);
  assert.deepEqual(await advance({ to: "2026-11-21T00:00:00+08:00" }), [], "Friday 24:00 is in time");
  assert.deepEqual((await advance({ by: "PT1S" })).sort(), ["2.10.1a", "2.9.3d"]);
  assert.deepEqual(states(await reception.case(id)), {
    "2.9.3d": "breached",
    "2.9.4a": "breached",
    "2.10.1a": "breached",
  });
});

test("an important complaint: an hour to the manager, the same day onwards, three days to the end", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id } = await register({ severity: "important" });
  assert.deepEqual(await advance({ by: "PT10M1S" }), ["2.9.4a"]);
  assert.deepEqual(await advance({ by: "PT50M" }), ["2.9.3c"]);
  assert.deepEqual(await advance({ to: "2026-11-19T00:00:00.001+08:00" }), ["2.9.4c"]);
  assert.deepEqual(await advance({ by: "P30D" }), ["2.10.1c"]);
  const late = await reception.act(id, "forward", { department: "engineering" });
  assert.equal(clock(late, "2.9.4a").state, "late");
});

test("a major complaint: both contradictory routes run, a clear reply in two days, advised in ten", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id, obligations } = await register({ severity: "major" });
  assert.equal(obligations.find((o) => o.clause.endsWith("2.10.2b"))?.strength, "should");
  assert.deepEqual(await advance({ by: "PT11M" }), ["2.9.4a"]);
  assert.deepEqual((await advance({ to: "2026-11-19T00:00:01+08:00" })).sort(), ["2.9.3b", "2.9.4c"]);
  assert.deepEqual(await advance({ to: "2026-11-21T00:00:01+08:00" }), ["2.10.2a"]);
  assert.deepEqual(await advance({ by: "P20D" }), ["2.10.2b"]);
  const told = await reception.act(id, "report", { to: "gm" });
  assert.equal(clock(told, "2.9.3b").state, "late");
});

test("after the work is done: the form back and the resident told the same day", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id } = await register({ severity: "minor" });
  await reception.act(id, "forward", { department: "engineering" });
  await engineering.act(id, "sign");
  await engineering.act(id, "resolve", { outcome: "已修好" });
  assert.deepEqual(await advance({ to: "2026-11-19T00:00:01+08:00" }), ["2.9.5c"]);
  await engineering.act(id, "hand-back");
  const wrong = await reception.act(id, "inform", { means: "email" });
  assert.equal(clock(wrong, "2.9.6b").state, "open", "the regulation knows telephone and visit only");
  assert.deepEqual(await advance({ to: "2026-11-20T00:00:01+08:00" }), ["2.9.6b"]);
});

test("the resident's own term takes the place of two days, earlier or later", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id } = await register({ severity: "minor", wantedBy: "2026-11-18T18:00:00+08:00" });
  assert.equal(clock(await reception.case(id), "2.9.3d").dueAt, "2026-11-18T10:00:00.000Z");
  assert.equal(clock(await reception.case(id), "2.10.1a").dueAt, "2026-11-20T16:00:00.000Z");
  assert.deepEqual(await advance({ to: "2026-11-18T18:00:01+08:00" }), ["2.9.4a", "2.9.3d"]);
});

test("an extension asked for in time waits for the general manager, and refused it is breached at the old time", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id, obligations } = await register({ severity: "important" });
  const term = obligations.find((o) => o.clause.endsWith("2.10.1c"));
  await reception.act(id, "forward", { department: "engineering" });
  await engineering.act(id, "sign");
  const early = await engineering.post(`/api/cases/${id}/actions/extend`, {
    obligation: term?.id,
    until: "2026-11-20T10:00:00+08:00",
    reason: "配件",
  });
  assert.equal(early.status, 422, "an extension ends later than the clock does now");
  const asked = await engineering.act(
    id,
    "extend",
    { obligation: term?.id, until: "2026-11-26T10:00:00+08:00", reason: "配件" },
    202,
  );
  await advance({ to: "2026-11-23T10:00:00+08:00" });
  assert.equal(
    clock(await reception.case(id), "2.10.1c").state,
    "open",
    "the outcome waits for the decision",
  );
  const refused = await gm.post(`/api/approvals/${asked.id}/reject`, { comment: "不同意" });
  assert.equal(refused.status, 200);
  const after = clock(await reception.case(id), "2.10.1c");
  assert.deepEqual([after.state, after.dueAt], ["breached", "2026-11-21T16:00:00.000Z"]);
});

test("fifteen minutes instead of ten: the next complaint obeys, those under way do not", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const before = await register({ severity: "minor" });
  const path = "/api/regulations/pm-front-office/editions";
  const kept = (await admin.get<string>(`${path}/beginning`)).body;
  const line = kept.split("\n").find((l) => l.includes("within: 10 minutes")) ?? "";
  const changed = kept.replace(line, line.replace("10 minutes", "15 minutes"));
  const yaml = { "content-type": "text/yaml" };
  assert.equal((await admin.put(`${path}/2026-11-18`, changed, yaml)).status, 400, "without a reason");
  const faulty = changed.replace("case.forwarded", "case.fowarded");
  const wrong = await admin.put<{ errors: { line: number }[] }>(`${path}/2026-11-18`, faulty, {
    ...yaml,
    reason: "test",
  });
  assert.equal(wrong.status, 400);
  assert.ok((wrong.body.errors[0]?.line ?? 0) > 1);
  const put = await admin.put(`${path}/2026-11-18`, changed, {
    ...yaml,
    reason: encodeURIComponent("前台人手不足"),
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  assert.equal((await admin.get<string>(`${path}/2026-11-18`)).body, changed, "byte for byte");
  assert.equal(
    (await admin.put(`${path}/2026-11-18`, kept, { ...yaml, reason: "x" })).status,
    409,
    "in force already",
  );
  const next = await register({ severity: "minor" });
  const minutes = (c: CaseWhole) =>
    (Date.parse(clock(c, "2.9.4a").dueAt ?? "") - Date.parse(c.receivedAt)) / 60_000;
  assert.equal(minutes(next), 15);
  assert.equal(minutes(await reception.case(before.id)), 10);
  assert.deepEqual(await advance({ by: "PT10M1S" }), ["2.9.4a"]);
});

test("reopened before the form was handed back: the first round's duties end, the second round has its own clocks", async () => {
  await reset("2026-11-18T10:00:00+08:00");
  const { id } = await register({ severity: "minor" });
  await reception.act(id, "forward", { department: "engineering" });
  await engineering.act(id, "sign");
  await engineering.act(id, "resolve", { outcome: "已修好" });
  const again = await reception.act(id, "reopen", { reason: "又坏了" });
  assert.equal(again.round, 2);
  assert.equal(clock(again, "2.9.5c").state, "waived");
  assert.equal(again.obligations.filter((o) => o.clause.endsWith("2.9.4a")).length, 2);
  assert.deepEqual(await advance({ to: "2026-11-19T00:00:01+08:00" }), ["2.9.4a"]);
});
