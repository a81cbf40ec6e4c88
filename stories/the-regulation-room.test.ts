// The regulation room: a draft weighed on what happened, put in force, sent to be signed, and running matters moved to it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Backtest } from "#api/backtest.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Clause } from "#api/regulation.ts";
import type { Problem } from "#api/words.ts";
import { clock, complaint, type Office, openOffice, type Person, states } from "./office.ts";

const key = "pm-front-office";
const text = (within: string, more = "") => `
regulation: ${key}
title: 试行服务办法
roles: { receptionist: 接待员, manager: 主管经理 }
until: [case.withdrawn]
clauses:
  - { id: "1", says: 接待员${within}内转送, rule: { when: case.registered, must: case.forwarded, who: receptionist, within: ${within} } }
  - { id: "2", says: 部门五小时内办结, rule: { when: case.forwarded, must: case.resolved, who: trigger.department, within: 5 hours } }
  - { id: "3", says: 及时告知, rule: { when: case.registered, must: case.informed, who: receptionist, within: promptly },
      proof: { given: [{ register: {} }], act: { inform: { means: phone } }, due: "2026-03-04 12:00", blanks: { "3": 2 hours } } }
  - { id: "4", says: 本月备注次数, tally: { name: 本月备注次数, of: case.noted, whose: department, in: month }, proof: { given: [{ register: {} }, { note: { text: 一 } }], counts: 1 } }
  - { id: "5", says: 一个月最多备注两次, gate: { do: case.note, need: [{ tally: "4", under: 2 }] } }
${more}`;
const settling = `  - { id: "6", says: 补救须经主管经理同意, gate: { do: case.settle, need: [{ approval: manager }] } }
  - { id: "7", says: 一小时内定级, rule: { when: case.registered, must: case.graded, who: receptionist, within: 1 hour } }`;

let office: Office;
const people: Record<string, Person> = {};
const who = (post: string): Person => people[post] as Person;
const put = (date: string, yaml: string, query = "") =>
  who("admin").put<{ editions: unknown[] }>(`/api/regulations/${key}/editions/${date}${query}`, yaml, {
    "content-type": "text/yaml",
    reason: "trial",
  });
const advance = async (by: string) => {
  const answer = await who("admin").post("/api/rehearsal/advance", { by });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
const register = async (): Promise<CaseWhole> => {
  const answer = await who("reception").post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: "2026-11-17T20:00:00+08:00" }),
  );
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const weigh = (edition: string, by = "admin", more: Record<string, unknown> = {}) =>
  who(by).post<Backtest>(`/api/regulations/${key}/backtest`, {
    edition,
    from: "2026-11-01T00:00:00+08:00",
    to: "2026-12-01T00:00:00+08:00",
    ...more,
  });

before(async () => {
  office = await openOffice();
  for (const post of ["reception", "manager", "gm", "engineering", "security", "admin"])
    people[post] = await office.signIn(`yanlian.${post}`);
  await who("admin").post("/api/rehearsal/reset", { at: "2026-11-18T10:00:00+08:00", regulations: [key] });
  const first = await put("2026-11-18", text("3 hours"));
  assert.equal(first.status, 200, JSON.stringify(first.body));
});
after(() => office.close());

let slow: CaseWhole;
let quick: CaseWhole;

test("the edition in force differs nowhere from itself; a shorter time is late where work was slow", async () => {
  slow = await register();
  quick = await register();
  await who("reception").act(quick.id, "forward", { department: "engineering" });
  await advance("PT2H");
  await who("reception").act(slow.id, "forward", { department: "engineering" });
  for (const { id } of [slow, quick]) await who("engineering").act(id, "sign");
  await who("engineering").act(quick.id, "settle", { remedy: "换门机", amount: 300 });
  await advance("PT4H");
  const same = await weigh(text("3 hours"));
  assert.equal(same.status, 200, JSON.stringify(same.body));
  assert.deepEqual([same.body.state, same.body.differing, same.body.differs], ["done", 0, []]);
  assert.deepEqual(same.body.before, same.body.after);
  const { body } = await weigh(text("1 hour", settling));
  assert.deepEqual([body.before?.late, body.after?.late], [0, 1]);
  const [worst] = body.differs ?? [];
  assert.equal(worst?.number, slow.number);
  assert.deepEqual([worst?.before?.state, worst?.after?.state], ["met", "late"]);
  assert.deepEqual(body.approvals, [{ posts: ["manager"], before: 0, after: 1 }]);
  // Two clocks of grading that nobody ever stopped.
  const graded = body.clauses?.find((c) => c.clause === `${key}/7`);
  assert.deepEqual([graded?.before.obligations, graded?.after.breached], [0, 2]);
});

test("a back-test is taken away as a file, and is nobody's business who leads nothing", async () => {
  const { body } = await weigh(text("1 hour"));
  const file = await who("admin").get<string>(`/api/regulations/${key}/backtests/${body.id}/download`);
  assert.match(file.headers.get("content-type") ?? "", /csv/);
  assert.match(file.body, new RegExp(`${slow.number}.*按时.*超时补办`));
  assert.equal((await weigh(text("1 hour"), "reception")).status, 403);
  assert.equal((await who("reception").get(`/api/regulations/${key}/backtests/${body.id}`)).status, 403);
  assert.equal((await weigh("regulation: x")).status, 400);
  assert.equal((await weigh(text("1 hour"), "admin", { to: "2026-10-01T00:00:00Z" })).status, 400);
});

test("one that nobody waits for says how far it is, and can be ended", async () => {
  const { status, body } = await weigh(text("1 hour"), "manager", { wait: 0 });
  assert.ok(status === 202 || status === 200);
  for (let n = 0; n < 100; n++) {
    const now = await who("manager").get<Backtest>(`/api/regulations/${key}/backtests/${body.id}`);
    if (now.body.state === "done") break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const ended = await fetch(`${office.address}/api/regulations/${key}/backtests/${body.id}`, {
    method: "DELETE",
    headers: { cookie: who("manager").cookie, origin: office.address },
  });
  assert.equal(ended.status, 200);
});

test("a new edition says what it changes, and goes to those whom it binds to be signed", async () => {
  const coming = await put("2026-11-19", text("1 hour", settling));
  assert.equal(coming.status, 200, JSON.stringify(coming.body));
  const compared = await who("manager").get<{ same: number; items: { clause: string; change: string }[] }>(
    `/api/regulations/${key}/editions/2026-11-19/compare`,
  );
  assert.deepEqual(
    compared.body.items.map((i) => [i.clause, i.change]),
    [
      [`${key}/1`, "changed"],
      [`${key}/6`, "added"],
      [`${key}/7`, "added"],
    ],
  );
  type Waiting = { items: { edition: string; dueAt: string | null }[] };
  const mine = await who("reception").get<Waiting>("/api/acknowledgements");
  const copy = mine.body.items.find((i) => i.edition === "2026-11-19");
  // Before it comes into force.
  assert.equal(copy?.dueAt, "2026-11-18T16:00:00.000Z");
  const notices = await who("reception").get<{ items: { about: string; title: string }[] }>("/api/notices");
  assert.ok(notices.body.items.some((n) => n.about === "regulation.sent" && n.title === "试行服务办法"));
  const sign = () => who("reception").post(`/api/regulations/${key}/editions/2026-11-19/acknowledge`);
  assert.equal((await sign()).status, 200);
  assert.equal((await sign()).status, 422);
  const stranger = await who("security").post(`/api/regulations/${key}/editions/2026-11-19/acknowledge`);
  assert.equal(stranger.status, 422);
  type List = { items: { member: string; acknowledgedAt: string | null }[]; sent: number; signed: number };
  // Another text of that day is read, and signed, again.
  assert.equal((await put("2026-11-19", text("1 hour", settling))).status, 200);
  assert.equal((await sign()).status, 200);
  const list = await who("admin").get<List>(`/api/regulations/${key}/editions/2026-11-19/acknowledgements`);
  assert.deepEqual([list.body.sent, list.body.signed], [3, 1]);
  assert.equal(list.body.items[0]?.acknowledgedAt, null);
});

test("running matters stay under theirs until somebody moves them, and what is on record stays", async () => {
  const date = "2026-11-19";
  const move = (by: string, cases: unknown) =>
    who(by).post<{ moved: number }>(`/api/regulations/${key}/editions/${date}/move`, {
      cases,
      reason: "统一",
    });
  assert.equal((await move("admin", "all")).status, 422);
  await advance("PT12H");
  type Touched = { items: { case: string; clocks: { clause: string }[] }[]; running: { count: number } };
  const touched = await who("admin").get<Touched>(`/api/regulations/${key}/touched?edition=${date}`);
  assert.equal(touched.body.running.count, 2);
  assert.ok(touched.body.items.every((i) => i.clocks.every((c) => c.clause === `${key}/7`)));
  assert.equal((await move("reception", "all")).status, 403);
  assert.deepEqual((await move("admin", [slow.id])).body, { moved: 1 });
  const moved = await who("manager").case(slow.id);
  // Forwarded in time by the figure of then; the grading that the new edition asks for is over, and nobody's fault.
  assert.equal(states(moved)["1"], "met");
  assert.equal(clock(moved, "7").state, "breached");
  assert.equal(clock(moved, "7").explanation.bornLate, true);
  assert.ok(moved.events.some((e) => e.type === "case.edition-moved" && e.by === "yanlian.admin"));
  assert.equal(states(await who("manager").case(quick.id))["7"], undefined);
  assert.deepEqual((await move("admin", "all")).body, { moved: 1 });
  assert.deepEqual((await move("admin", "all")).body, { moved: 0 });
});

test("a blank that the organisation fills counts for what is registered from then on", async () => {
  const figures = (items: unknown, by = "admin") =>
    who(by).put<{ items: { clause: string; running: boolean; from: string | null }[] } & Problem>(
      "/api/figures",
      JSON.stringify({ items }),
      { "content-type": "application/json" },
    );
  const earlier = await register();
  assert.equal((await figures([{ for: "promptly", figure: "2 hours" }], "manager")).status, 403);
  assert.equal((await figures([{ for: `${key}/1`, figure: "2 hours" }])).status, 422);
  assert.equal((await figures([{ for: "promptly", figure: "at once" }])).status, 422);
  const set = await figures([{ for: "promptly", figure: "2 hours" }]);
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const blank = set.body.items.find((i) => i.clause === `${key}/3`);
  assert.deepEqual([blank?.running, blank?.from], [true, "general"]);
  const later = await register();
  assert.equal(states(await who("manager").case(earlier.id))["3"], undefined);
  assert.equal(clock(later, "3").explanation.figureOf, "organisation");
});

test("a duty whose period the organisation fills is raised from then on", async () => {
  const today = text("1 hour").replace(/\n$/, "");
  const daily = `${today}
  - { id: "8", says: 定期清点, rule: { when: { every: unset }, who: receptionist }, proof: { raised: "2026-04-01 00:00", due: "2026-04-01 24:00", blanks: { "8": month } } }`;
  assert.equal((await put("2026-11-20", daily)).status, 200);
  await advance("P1D");
  const clause = `${key}/8`;
  const fill = (figure: string) =>
    who("admin").put<Problem>("/api/figures", JSON.stringify({ items: [{ for: clause, figure }] }), {
      "content-type": "application/json",
    });
  assert.equal((await fill("30 minutes")).status, 422);
  assert.equal((await fill("day")).status, 200);
  const raised = async () =>
    (await who("reception").get<{ items: unknown[] }>(`/api/duties?clause=${encodeURIComponent(clause)}`))
      .body.items.length;
  assert.equal(await raised(), 0);
  await advance("P2D");
  assert.ok((await raised()) >= 1);
});

test("a gate that counts holds when two note at the same moment, and the clause shows the month's count", async () => {
  const one = await register();
  for (const { id } of [one]) await who("reception").act(id, "forward", { department: "security" });
  const note = (text: string) => who("security").post<Problem>(`/api/cases/${one.id}/actions/note`, { text });
  const answers = await Promise.all(["一", "二", "三", "四"].map(note));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 422, 422]);
  assert.equal(answers.find((a) => a.status === 422)?.body.clause, `${key}/5`);
  type Evidence = { month: { counted: number; ran: number }; behind: { items: { id: string }[] } };
  const tally = await who("manager").get<Evidence>(`/api/clauses/${key}/4/evidence`);
  assert.equal(tally.body.month.counted, 2);
  assert.deepEqual([...new Set(tally.body.behind.items.map((i) => i.id))], [one.id]);
  const forwards = await who("manager").get<Evidence>(`/api/clauses/${key}/1/evidence?month=2026-11`);
  assert.equal(forwards.body.month.ran, forwards.body.behind.items.length);
});

test("a clause that others carry shows what they came to, marked as theirs", async () => {
  const pointing = `  - { id: "8", says: 接待员按时转送并登记备注, see: ["1", "4", "1"] }
  - { id: "9", says: 同上, see: ["8"] }`;
  assert.equal((await put("2026-11-30", text("1 hour", pointing))).status, 200);
  await advance("P11D");
  const matter = await register();
  await who("reception").act(matter.id, "forward", { department: "security" });
  await who("security").act(matter.id, "note", { text: "已到现场" });
  const { items } = (await who("manager").get<{ items: Clause[] }>("/api/clauses")).body;
  const of = (id: string) => items.find((c) => c.id === `${key}/${id}`) as Clause;
  assert.deepEqual(of("8").evidenceOf, [`${key}/1`, `${key}/4`]);
  assert.ok(of("1").evidence.met > 0 && of("4").evidence.month.counted !== null);
  for (const state of ["met", "late", "open"] as const)
    assert.equal(of("8").evidence[state], of("1").evidence[state] + of("4").evidence[state]);
  const { ran, counted, persons } = of("8").evidence.month;
  assert.deepEqual([ran, persons], [of("1").evidence.month.ran, of("1").evidence.month.persons]);
  assert.equal(counted, of("4").evidence.month.counted);
  // What only points on to another pointer is carried by nothing.
  assert.deepEqual([of("9").evidenceOf, of("9").evidence.met], [undefined, 0]);
  assert.equal(items.filter((c) => c.evidenceOf).length, 1);
});

test("coverage counts every clause once, and says for what the others wait", async () => {
  type Coverage = { clauses: number; running: number; waiting: number; reasons: { clauses: number }[] };
  const { body } = await who("manager").get<Coverage>("/api/coverage");
  assert.equal(body.clauses, 7);
  assert.equal(body.running + body.waiting, body.clauses);
  assert.equal(
    body.reasons.reduce((n, r) => n + r.clauses, 0),
    body.waiting,
  );
});
