// Consents as offices know them: in turn, all, any; back, on to others, in somebody's place, and out of time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Deputies } from "#api/deputy.ts";
import { clock, complaint, type Office, openOffice, type Person } from "./office.ts";

const text = `
regulation: pm-front-office
title: 审批试行办法
roles: { receptionist: 接待员, manager: 主管经理, general-manager: 总经理, works: 工程部, guard: 保安部 }
clauses:
  - { id: "1", says: 撤诉依次经工程部、主管经理、总经理同意，抄送保安部,
      gate: { do: case.withdraw, need: [{ approval: { inTurn: [works, manager, general-manager], within: 2 hours, cc: [guard] } }] } }
  - { id: "2", says: 备注由工程部和保安部会签, gate: { do: case.note, need: [{ approval: { all: [works, guard] } }] } }
  - { id: "3", says: 暂停由工程部或保安部同意, gate: { do: case.pause, need: [{ approval: { any: [works, guard] } }] } }
  - id: "4"
    says: 超过一千元的定级另经总经理批准
    gate: { do: case.grade, need: [{ approval: [{ while: { amount: { over: 1000 } }, by: { inTurn: [manager, general-manager] } }, { by: manager }] }] }
  - { id: "5", says: 两日内转送, rule: { when: case.registered, must: case.forwarded, who: receptionist, within: 2 days } }
  - { id: "6", says: 延期经主管经理同意, gate: { do: case.extend, need: [{ approval: { inTurn: [manager, general-manager], within: 1 hour } }] } }
`;

let office: Office;
const people: Record<string, Person> = {};
const who = (post: string): Person => people[post] as Person;
const roles = async (mapped: Record<string, string[]>) => {
  const items = Object.entries(mapped).map(([role, posts]) => ({
    regulation: "pm-front-office",
    role,
    posts,
  }));
  const put = await who("admin").put("/api/roles", JSON.stringify({ items }), {
    "content-type": "application/json",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
};
const edition = async (date: string, yaml: string) => {
  const put = await who("admin").put(`/api/regulations/pm-front-office/editions/${date}`, yaml, {
    "content-type": "text/yaml",
    reason: "trial",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
};

before(async () => {
  office = await openOffice();
  for (const post of ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"])
    people[post] = await office.signIn(`yanlian.${post}`);
  const at = "2026-11-18T10:00:00+08:00";
  await who("admin").post("/api/rehearsal/reset", { at, regulations: ["pm-front-office"] });
  await edition("2026-11-18", text);
  await roles({ works: ["engineering"], guard: ["security"] });
});
after(() => office.close());

const register = async (more: Record<string, unknown> = {}): Promise<CaseWhole> => {
  const body = complaint({ occurredAt: "2026-11-17T20:00:00+08:00", ...more });
  const answer = await who("reception").post<CaseWhole>("/api/cases", body);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const ask = async (id: string, action: string, body: unknown, by = "reception"): Promise<Approval> =>
  (await who(by).act(id, action, body, 202)) as unknown as Approval;
const say = (by: string, a: Approval, act: string, body: unknown = {}) =>
  who(by).post<Approval>(`/api/approvals/${a.id}/${act}`, body);
const done = async (by: string, a: Approval, act: string, body: unknown = {}): Promise<Approval> => {
  const answer = await say(by, a, act, body);
  assert.equal(answer.status, 200, `${by} ${act}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const waitingFor = async (post: string, query = ""): Promise<string[]> =>
  (await who(post).get<{ items: Approval[] }>(`/api/approvals${query}`)).body.items.map((a) => a.id);
const advance = async (by: string) =>
  (await who("admin").post<{ fired: { type: string; case: string }[] }>("/api/rehearsal/advance", { by }))
    .body.fired;
const happened = (matter: CaseWhole, type: string) => matter.events.filter((e) => e.type === type);
const told = async (post: string, about: string, id: string) =>
  (await who(post).get<{ items: { about: string; case: string }[] }>("/api/notices")).body.items.filter(
    (n) => n.about === about && n.case === id,
  ).length;

test("in turn: each finds it when it is their turn, the last one's word carries it out, who is copied hears of it", async () => {
  const { id } = await register();
  const asked = await ask(id, "withdraw", { reason: "住户撤诉" });
  assert.deepEqual(
    [asked.state, asked.waitsFor, asked.dueAt, asked.chain.map((s) => s.state)],
    ["waiting", ["engineering"], "2026-11-18T04:00:00.000Z", ["now", "later", "later"]],
  );
  assert.ok(!(await waitingFor("manager")).includes(asked.id));
  for (const early of ["manager", "gm", "security", "reception"])
    assert.equal((await say(early, asked, "approve")).status, 403, early);
  const first = await done("engineering", asked, "approve", { comment: "同意" });
  assert.deepEqual([first.state, first.waitsFor, first.mine], ["waiting", ["manager"], false]);
  assert.equal((await say("engineering", asked, "approve")).status, 422);
  assert.ok((await waitingFor("manager")).includes(asked.id));
  assert.equal(await told("manager", "approval.signed", id), 1);
  await done("manager", asked, "approve");
  assert.equal((await who("reception").case(id)).state, "registered");
  const last = await done("gm", asked, "approve");
  assert.deepEqual(
    [last.state, last.steps.map((s) => `${s.by.split(".")[1]} ${s.did}`)],
    ["granted", ["reception asked", "engineering signed", "manager signed", "gm granted"]],
  );
  const matter = await who("reception").case(id);
  assert.equal(matter.state, "withdrawn");
  assert.equal(happened(matter, "case.withdrawn")[0]?.by, "yanlian.reception");
  assert.ok((await waitingFor("security", "?as=copied")).includes(asked.id));
  assert.equal(await told("security", "approval.granted", id), 1);
  assert.ok((await waitingFor("engineering", "?state=granted")).includes(asked.id));
});

test("a step's time is over: the request expires, written as that, and nothing is carried out", async () => {
  const { id } = await register();
  const asked = await ask(id, "withdraw", { reason: "住户撤诉" });
  await done("engineering", asked, "approve");
  assert.deepEqual(await advance("PT2H"), []);
  assert.ok((await waitingFor("manager")).includes(asked.id));
  const fired = await advance("PT1S");
  assert.deepEqual(
    fired.map((f) => [f.type, f.case]),
    [["approval.expired", id]],
  );
  const shown = (await who("reception").get<Approval>(`/api/approvals/${asked.id}`)).body;
  assert.deepEqual(
    [shown.state, shown.steps.at(-1)?.by, shown.steps.at(-1)?.did],
    ["expired", "clock", "expired"],
  );
  for (const by of ["manager", "reception"])
    assert.equal((await say(by, asked, by === "manager" ? "approve" : "withdraw")).status, 422);
  const matter = await who("reception").case(id);
  assert.deepEqual([matter.state, happened(matter, "case.approval-expired").length], ["registered", 1]);
  assert.equal(
    happened(matter, "case.approval-refused").length + happened(matter, "case.withdrawn").length,
    0,
  );
  assert.ok(!(await waitingFor("manager")).includes(asked.id));
  assert.ok((await waitingFor("reception", "?as=asker&state=expired")).includes(asked.id));
  assert.equal(await told("reception", "approval.expired", id), 1);
});

test("sent back, the step's time begins anew and its end still comes about by itself", async () => {
  const { id } = await register();
  const asked = await ask(id, "withdraw", { reason: "住户撤诉" });
  await advance("PT1H");
  await done("engineering", asked, "approve");
  await advance("PT1H");
  await done("manager", asked, "send-back", { to: 1, comment: "原因不清" });
  assert.deepEqual(await advance("PT2H"), []);
  assert.deepEqual(
    (await advance("PT1S")).map((f) => [f.type, f.case]),
    [["approval.expired", id]],
  );
  assert.equal(happened(await who("reception").case(id), "case.approval-expired").length, 1);
});

test("an extension that nobody decides in time is refused as expired, and the old time stands", async () => {
  const matter = await register();
  const term = clock(matter, "5");
  const extend = { obligation: term.id, until: "2026-11-25T10:00:00+08:00", reason: "等配件" };
  const asked = await ask(matter.id, "extend", extend);
  await advance("PT1H1S");
  const [refused] = happened(await who("reception").case(matter.id), "case.extension-refused");
  assert.deepEqual([refused?.data.how, refused?.by, refused?.data.approval], ["expired", "clock", asked.id]);
  const now = clock(await who("reception").case(matter.id), "5");
  assert.deepEqual([now.dueAt, now.awaiting, now.state], [term.dueAt, null, "open"]);
  assert.equal((await who("reception").post(`/api/cases/${matter.id}/actions/extend`, extend)).status, 202);
});

test("all must sign, and one refusal ends it; any one is enough, and of two at the same moment one wins", async () => {
  const { id } = await register();
  const all = await ask(id, "note", { text: "甲" });
  assert.deepEqual(all.waitsFor.sort(), ["engineering", "security"]);
  await done("security", all, "approve");
  assert.deepEqual((await done("engineering", all, "reject", { comment: "不必" })).state, "refused");
  assert.equal(happened(await who("reception").case(id), "case.noted").length, 0);
  const again = await ask(id, "note", { text: "乙" });
  const both = await Promise.all(["engineering", "security"].map((p) => say(p, again, "approve")));
  assert.deepEqual(
    both.map((a) => a.status),
    [200, 200],
  );
  assert.equal(happened(await who("reception").case(id), "case.noted").length, 1);
  const any = await ask(id, "pause", { reason: "等待" });
  const race = await Promise.all(["engineering", "security"].map((p) => say(p, any, "approve")));
  assert.deepEqual(race.map((a) => a.status).sort(), [200, 422]);
  assert.equal((await who("reception").case(id)).paused, true);
});

test("who holds a step is not asked for it, who holds the last is asked for nothing", async () => {
  const { id } = await register();
  const by = await ask(id, "withdraw", { reason: "撤" }, "manager");
  assert.deepEqual(
    by.chain.map((s) => s.seats[0]?.[0]?.consent?.why ?? null),
    [null, "asker", null],
  );
  assert.deepEqual((await done("engineering", by, "approve")).waitsFor, ["gm"]);
  assert.equal((await done("gm", by, "reject")).state, "refused");
  await who("engineering").act(id, "note", { text: "丙" }, 202);
});

test("the amount has changed meanwhile: the consent given for less does not carry it out", async () => {
  const { id } = await register({ amount: 500 });
  const asked = await ask(id, "grade", { severity: "major" });
  await who("reception").act(id, "amend", { amount: 2000 });
  assert.equal((await done("manager", asked, "approve")).state, "void");
  const matter = await who("reception").case(id);
  assert.deepEqual([matter.severity, happened(matter, "case.approval-voided").length], ["important", 1]);
  const anew = await ask(id, "grade", { severity: "major" });
  assert.equal(anew.chain.length, 2);
  await done("manager", anew, "approve");
  assert.equal((await done("gm", anew, "approve")).state, "granted");
  assert.equal((await who("reception").case(id)).severity, "major");
});

test("handed on, a signer added, sent back, reminded and taken back: all on record with who and why", async () => {
  const { id } = await register();
  const asked = await ask(id, "withdraw", { reason: "撤" });
  await done("engineering", asked, "hand-on", { to: "security", comment: "请安保看" });
  assert.ok(!(await waitingFor("engineering")).includes(asked.id));
  assert.ok((await waitingFor("security")).includes(asked.id));
  await done("security", asked, "approve");
  await done("manager", asked, "add-signer", { member: "reception2", place: "before" });
  assert.equal((await say("manager", asked, "approve")).status, 403);
  assert.deepEqual((await done("reception2", asked, "approve")).backTo, [1]);
  const back = await done("manager", asked, "send-back", { to: 1, comment: "写清楚" });
  assert.deepEqual(
    [back.waitsFor, back.chain.map((s) => s.state)],
    [["security"], ["now", "later", "later"]],
  );
  assert.equal((await say("manager", asked, "send-back", { to: 1, comment: "再" })).status, 403);
  assert.equal((await say("security", asked, "send-back", { to: 1 })).status, 400);
  await done("reception", asked, "remind");
  assert.equal(await told("security", "approval.reminded", id), 1);
  assert.equal((await say("security", asked, "withdraw")).status, 403);
  assert.equal((await done("reception", asked, "withdraw", { comment: "不撤了" })).state, "withdrawn");
  const matter = await who("reception").case(id);
  assert.deepEqual([matter.state, happened(matter, "case.approval-withdrawn").length], ["registered", 1]);
  const did = (await who("gm").get<Approval>(`/api/approvals/${asked.id}`)).body.steps.map((s) => s.did);
  const wanted = "asked handed-on signed signer-added signed sent-back reminded withdrawn";
  assert.equal(did.join(" "), wanted);
});

test("a deputy decides in somebody's place, and the record says in whose", async () => {
  const period = { deputy: "security", from: "2026-11-18T00:00:00+08:00", to: "2026-11-30T00:00:00+08:00" };
  const put = (items: unknown[]) =>
    who("manager").put<Deputies>("/api/deputies", JSON.stringify({ items }), {
      "content-type": "application/json",
    });
  assert.equal((await put([{ ...period, deputy: "me" }])).status, 422);
  assert.equal((await put([{ ...period, to: period.from }])).status, 422);
  assert.equal((await put([period])).body.items[0]?.deputy, "yanlian.security");
  assert.equal((await who("security").get<Deputies>("/api/deputies")).body.for[0]?.member, "yanlian.manager");
  const { id } = await register({ amount: 800 });
  const asked = await ask(id, "grade", { severity: "minor" });
  const count = async () =>
    (await who("security").get<{ approvals: { count: number } }>("/api/counts")).body.approvals.count;
  assert.equal(await count(), (await waitingFor("security")).length);
  const granted = await done("security", asked, "approve");
  const consent = granted.chain[0]?.seats[0]?.[0]?.consent;
  assert.deepEqual(
    [granted.state, consent?.by, consent?.for],
    ["granted", "yanlian.security", "yanlian.manager"],
  );
  assert.equal((await who("reception").case(id)).severity, "minor");
  assert.deepEqual((await put([])).body.items, []);
  const next = await ask((await register({ amount: 1 })).id, "grade", { severity: "minor" });
  assert.equal((await say("security", next, "approve")).status, 403);
});

test("roles mapped anew and another edition put in force do not lose what waits", async () => {
  const { id } = await register();
  const asked = await ask(id, "withdraw", { reason: "撤" });
  await roles({ works: ["reception2"], guard: [] });
  assert.ok(!(await waitingFor("engineering")).includes(asked.id));
  assert.equal((await say("engineering", asked, "approve")).status, 403);
  assert.ok((await waitingFor("reception2")).includes(asked.id));
  await edition("2026-11-19", text.replace("within: 2 hours", "within: 3 hours"));
  await done("reception2", asked, "approve");
  await done("manager", asked, "approve");
  assert.equal((await done("gm", asked, "approve")).state, "granted");
  // A role without a post falls to the head.
  const note = await ask((await register()).id, "note", { text: "丁" });
  assert.deepEqual(note.waitsFor.sort(), ["gm", "reception2"]);
});
