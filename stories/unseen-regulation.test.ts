// A regulation that nobody here has seen is typed in, rehearsed and kept: every sentence of docs/examples/city-hotline.yaml.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Clause } from "#api/regulation.ts";
import { clock, type Office, openOffice, type Person } from "./office.ts";

const key = "city-hotline";
const yaml = readFileSync(new URL(`../docs/examples/${key}.yaml`, import.meta.url), "utf8");
/** A Wednesday; the five working days of an answer end on the Wednesday after. */
const start = "2026-11-18T10:00:00+08:00";
const json = { "content-type": "application/json" };

let office: Office;
const people: Record<string, Person> = {};
const who = (post: string): Person => people[post] as Person;
const done = async (answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<void> => {
  const { status: came, body } = await answer;
  assert.equal(came, status, JSON.stringify(body).slice(0, 500));
};
const reset = () => done(who("admin").post("/api/rehearsal/reset", { at: start, regulations: [key] }));
const put = (date: string, text = yaml) =>
  who("admin").put<{ errors?: { line: number; message: string }[] }>(
    `/api/regulations/${key}/editions/${date}`,
    text,
    { "content-type": "text/yaml", reason: "trial" },
  );
const figure = (value: string | null) =>
  done(
    who("admin").put(
      "/api/figures",
      JSON.stringify({ items: [{ for: `${key}/4.3`, figure: value }], reason: "本办法没有写明" }),
      json,
    ),
  );

before(async () => {
  office = await openOffice();
  for (const post of ["reception", "manager", "gm", "engineering", "security", "admin"])
    people[post] = await office.signIn(`yanlian.${post}`);
  await done(who("admin").post("/api/rehearsal/reset", { at: start, regulations: ["pm-front-office"] }));
});
after(() => office.close());

const advance = async (to: string) =>
  (
    await who("admin").post<{ fired: { type: string; clause: string; case?: string }[] }>(
      "/api/rehearsal/advance",
      to.startsWith("P") ? { by: to } : { to: `${to}+08:00` },
    )
  ).body.fired;
const register = async (more: Record<string, unknown> = {}): Promise<CaseWhole> => {
  const answer = await who("reception").post<CaseWhole>("/api/cases", {
    kind: "request",
    title: "解放路路灯不亮",
    description: "解放路十二号前两盏路灯三天不亮。",
    channel: "phone",
    customer: { name: "李市民", phone: "13900000002" },
    ...more,
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const forwarded = async (more: Record<string, unknown> = {}, department = "engineering") =>
  who("reception").act((await register(more)).id, "forward", { department });
const see = (id: string) => who("gm").case(id);
const stateOf = async (id: string, clause: string) => clock(await see(id), clause).state;
/** Signed for and dealt with. */
const resolved = async (id: string) => {
  await who("engineering").act(id, "sign");
  return who("engineering").act(id, "resolve", { outcome: "已更换灯泡" });
};
const closed = async (id: string) => {
  await resolved(id);
  await who("reception").act(id, "inform", { means: "phone", text: "路灯已修好" });
  return who("reception").act(id, "close");
};
/** What a refusal says: its status and the clause. */
const refusal = async (by: string, id: string, action: string, body: unknown) => {
  const { status, body: said } = await who(by).post<{ clause?: string }>(
    `/api/cases/${id}/actions/${action}`,
    body,
  );
  return [status, said.clause ?? null];
};
const extension = (matter: CaseWhole, until: string) => ({
  obligation: clock(matter, "5").id,
  until: `${until}+08:00`,
  reason: "等配件",
});

test("a slip is told with its line; the whole file is taken, and stands byte for byte", async () => {
  const slip = await put("2026-11-18", yaml.replace("must: case.signed\n", "must: case.singed\n"));
  assert.equal(slip.status, 400);
  const line = yaml.slice(0, yaml.indexOf("must: case.signed\n")).split("\n").length;
  assert.deepEqual([slip.body.errors?.length, slip.body.errors?.[0]?.line], [1, line]);
  assert.match(slip.body.errors?.[0]?.message ?? "", /不认识的事件 case\.singed，是否指 case\.signed/);
  assert.equal((await who("gm").get(`/api/regulations/${key}`)).status, 404);
  await done(put("2026-11-18"));
  const kept = await who("gm").get<string>(`/api/regulations/${key}/editions/2026-11-18`);
  assert.equal(kept.body, yaml);
});

test("rehearsed with it alone, every clause stands there, and what the text leaves open waits", async () => {
  await reset();
  const items = [
    { regulation: key, role: "operator", posts: ["reception"] },
    { regulation: key, role: "chief", posts: ["manager"] },
  ];
  await done(who("admin").put("/api/roles", JSON.stringify({ items }), json));
  const clauses = async () => (await who("gm").get<{ items: Clause[] }>("/api/clauses")).body.items;
  const before = await clauses();
  assert.equal(before.length, yaml.match(/^ {2}- id:/gm)?.length);
  const waits = (list: Clause[]) =>
    list.filter((c) => c.status === "waiting").map((c) => `${c.id.split("/")[1]} ${c.reason}`);
  assert.deepEqual(waits(before), ["4.3 未设定时限", "8 培训课程尚未启用"]);
  await figure("1 hour");
  assert.deepEqual(waits(await clauses()), ["8 培训课程尚未启用"]);
  assert.equal(
    before.find((c) => c.id.endsWith("/6.3"))?.sentence,
    "延期须符合：不是已过时限，并经热线主任批准（仅限条款5）。",
  );
});

test("clause by clause it proves itself", async () => {
  const { items } = (await who("gm").get<{ items: Clause[] }>("/api/clauses")).body;
  for (const c of items.filter((x) => x.status === "running")) {
    const { status, body } = await who("admin").post<{ proved: boolean; reason: string; strip: unknown[] }>(
      "/api/rehearsal/prove",
      { clause: c.id },
    );
    assert.deepEqual([status, body.proved, body.reason], [200, true, null], c.id);
  }
});

test("1, 2: the kinds it names; what is said on the telephone, and what never is", async () => {
  await register({ kind: "suggestion" });
  const rumour = await who("reception").post("/api/cases", { ...(await register()), kind: "rumour" });
  assert.equal(rumour.status, 400);
  const { body } = await who("reception").get<{ items: { clause: string; say: string[] }[] }>(
    "/api/words?place=phone",
  );
  assert.deepEqual(
    body.items.map((w) => [w.clause, w.say]),
    [[`${key}/2`, ["市民热线，请讲"]]],
  );
  const check = async (text: string) =>
    (await who("reception").post<{ findings: { phrase: string }[] }>("/api/words/check", { text })).body
      .findings;
  assert.equal((await check("您这事这不归我们管。"))[0]?.phrase, "这不归我们管");
  assert.deepEqual(await check("我帮您转给主管单位。"), []);
});

test("3: signed for at two hours is in time, a second later is late; who verifies stops the clock", async () => {
  await reset();
  const [inTime, late, verifying] = [await forwarded(), await forwarded(), await forwarded()];
  await who("engineering").act(verifying.id, "pause", { reason: "核实归属" });
  const other = await forwarded();
  await who("engineering").act(other.id, "pause", { reason: "等配件" });
  await advance("2026-11-18T12:00:00");
  await who("engineering").act(inTime.id, "sign");
  await advance("PT1S");
  await who("engineering").act(late.id, "sign");
  for (const [matter, state] of [
    [inTime, "met"],
    [late, "late"],
    [verifying, "open"],
    [other, "breached"],
  ] as const)
    assert.equal(await stateOf(matter.id, "3"), state);
  assert.equal(clock(await see(inTime.id), "3").owner, "yanlian.engineering");
});

test("4: what is not theirs goes back within two working days, with a reason, and is sent on within the hour", async () => {
  await reset();
  const [back, tooLate] = [await forwarded(), await forwarded()];
  assert.equal(clock(back, "4.1").dueAt, "2026-11-20T16:00:00.000Z");
  for (const reason of ["", undefined]) {
    const [status] = await refusal("engineering", back.id, "return", { reason });
    assert.equal(status, 400);
  }
  assert.deepEqual(await refusal("engineering", back.id, "return", { reason: "  " }), [422, `${key}/4.2`]);
  await who("engineering").act(back.id, "pause", { reason: "核实归属" });
  await advance("2026-11-21T00:00:00");
  const returned = await who("engineering").act(back.id, "return", { reason: "应由供电公司办理" });
  assert.equal(clock(returned, "4.1").state, "met");
  assert.equal(clock(returned, "3").state, "waived", "nobody else need sign any more");
  assert.equal(returned.state, "registered");
  assert.equal(clock(returned, "4.3").dueAt, "2026-11-20T17:00:00.000Z");
  await advance("PT1S");
  await who("engineering").act(tooLate.id, "return", { reason: "应由供电公司办理" });
  assert.equal(await stateOf(tooLate.id, "4.1"), "late");
  await advance("2026-11-21T01:00:00");
  await who("reception").act(back.id, "forward", { department: "security" });
  assert.equal(await stateOf(back.id, "4.3"), "met");
  await advance("PT2S");
  assert.equal(await stateOf(tooLate.id, "4.3"), "breached");
});

test("5: dealt with and answered in five working days; an interim word is no answer; late it goes to the chief", async () => {
  await reset();
  const [inTime, never] = [await forwarded(), await forwarded()];
  assert.equal(clock(inTime, "5").dueAt, "2026-11-25T16:00:00.000Z");
  await who("reception").act(inTime.id, "inform", { means: "phone", text: "正在办理" });
  assert.equal(await stateOf(inTime.id, "5"), "open");
  await resolved(inTime.id);
  await advance("2026-11-26T00:00:00");
  await who("reception").act(inTime.id, "inform", { means: "phone", text: "已修好" });
  assert.equal(await stateOf(inTime.id, "5"), "met");
  const fired = await advance("PT1S");
  const its = fired.filter((f) => f.case === never.id).map((f) => f.type);
  assert.ok(its.includes("obligation.breached"), its.join());
  const matter = await see(never.id);
  assert.equal(clock(matter, "5").state, "breached");
  assert.ok(matter.events.some((e) => e.type === "case.escalated" && e.by === "clock"));
  const praise = await register({ kind: "praise" });
  assert.ok(!praise.obligations.some((o) => o.clause.endsWith("/5")));
});

test("6: extended once, by at most ten working days, asked and granted in time, and the citizen is told", async () => {
  await reset();
  const matter = await forwarded();
  await who("engineering").act(matter.id, "sign");
  const ask = (until: string) => refusal("engineering", matter.id, "extend", extension(matter, until));
  // Ten working days from 25 November end with 9 December.
  assert.deepEqual(await ask("2026-12-10T00:00:01"), [422, `${key}/6.2`]);
  const offered = (await who("engineering").case(matter.id)).actions.find((a) => a.name === "extend");
  assert.deepEqual([offered?.allowed, offered?.approval], [true, ["manager"]]);
  const asked = (await who("engineering").act(
    matter.id,
    "extend",
    extension(matter, "2026-12-10T00:00:00"),
    202,
  )) as unknown as Approval;
  assert.deepEqual([asked.clause, asked.waitsFor], [`${key}/6.3`, ["manager"]]);
  assert.equal((await who("gm").post(`/api/approvals/${asked.id}/approve`)).status, 403);
  await advance("2026-11-20T09:00:00");
  await done(who("manager").post(`/api/approvals/${asked.id}/approve`));
  const granted = await see(matter.id);
  assert.deepEqual(
    [clock(granted, "5").dueAt, clock(granted, "5").originalDueAt],
    ["2026-12-09T16:00:00.000Z", "2026-11-25T16:00:00.000Z"],
  );
  assert.deepEqual(
    [clock(granted, "6.4").state, clock(granted, "6.4").dueAt],
    ["open", "2026-11-23T16:00:00.000Z"],
    "told by the end of Monday",
  );
  await who("reception").act(matter.id, "inform", { means: "phone", text: "延至十二月九日" });
  assert.equal(await stateOf(matter.id, "6.4"), "met");
  assert.deepEqual(await ask("2026-12-11T00:00:00"), [422, `${key}/6.1`], "a second one");
});

test("6: asked after the time is over it is refused; asked in time but granted after, nothing is carried out", async () => {
  await reset();
  const [late, pending] = [await forwarded(), await forwarded()];
  const asked = (await who("engineering").act(
    pending.id,
    "extend",
    extension(pending, "2026-11-27T00:00:00"),
    202,
  )) as unknown as Approval;
  await advance("2026-11-26T00:00:01");
  const afterwards = extension(late, "2026-11-28T00:00:00");
  assert.deepEqual(await refusal("engineering", late.id, "extend", afterwards), [422, `${key}/5`]);
  assert.equal(await stateOf(pending.id, "5"), "open", "undecided, what was asked for in time is open");
  await who("manager").post(`/api/approvals/${asked.id}/approve`);
  const matter = await see(pending.id);
  assert.ok(!matter.events.some((e) => e.type === "case.extended"));
  assert.equal(clock(matter, "5").state, "breached");
  assert.equal((await who("gm").get<Approval>(`/api/approvals/${asked.id}`)).body.state, "void");
});

test("7: called back the next day; not satisfied, it is taken up again, counted, and the third time the chief is told", async () => {
  await reset();
  const matter = await forwarded();
  assert.equal(clock(await closed(matter.id), "7.1").dueAt, "2026-11-19T16:00:00.000Z");
  const other = await forwarded({ title: "另一件" });
  await closed(other.id);
  await advance("2026-11-20T00:00:00");
  const called = await who("reception").act(matter.id, "call-back", { satisfied: false, text: "又灭了" });
  assert.equal(clock(called, "7.1").state, "met");
  assert.equal(clock(called, "7.2").dueAt, "2026-11-20T16:00:00.000Z");
  await advance("PT1S");
  const happy = await who("reception").act(other.id, "call-back", { satisfied: true });
  assert.equal(clock(happy, "7.1").state, "late");
  assert.ok(!happy.obligations.some((o) => o.clause.endsWith("/7.2")));
  const again = await who("reception").act(matter.id, "reopen", { reason: "路灯又灭了" });
  assert.deepEqual([again.state, again.round, clock(again, "7.2").state], ["registered", 2, "met"]);
  assert.equal(clock(again, "5").dueAt, "2026-11-27T16:00:00.000Z", "five working days anew");
  assert.ok(!again.obligations.some((o) => o.clause.endsWith("/7.4")));
  await who("reception").act(matter.id, "forward", { department: "engineering" });
  await resolved(matter.id);
  const third = await who("reception").act(matter.id, "reopen", { reason: "仍然不亮" });
  assert.deepEqual([third.round, clock(third, "7.4").state], [3, "open"]);
  const reported = await who("reception").act(matter.id, "report", { to: "manager" });
  assert.equal(clock(reported, "7.4").state, "met");
  const evidence = await who("gm").get<{ month: { counted: number | null } }>(
    `/api/clauses/${key}/7.3/evidence?month=2026-11`,
  );
  assert.equal(evidence.body.month?.counted, 2, JSON.stringify(evidence.body).slice(0, 300));
});

test("a back-test says what one hour instead of two would have done", async () => {
  await reset();
  const [quick, slow] = [await forwarded(), await forwarded()];
  await advance("PT30M");
  await who("engineering").act(quick.id, "sign");
  await advance("PT1H");
  await who("engineering").act(slow.id, "sign");
  const answer = await who("admin").post<{
    before: { late: number };
    after: { late: number };
    differs: unknown[];
  }>(`/api/regulations/${key}/backtest`, {
    edition: yaml.replace("within: 2 hours", "within: 1 hour"),
    from: "2026-11-01T00:00:00+08:00",
    to: "2026-12-01T00:00:00+08:00",
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual([answer.body.before.late, answer.body.after.late], [0, 1]);
  assert.ok(answer.body.differs.some((d) => (d as { case: string }).case === slow.id));
});
