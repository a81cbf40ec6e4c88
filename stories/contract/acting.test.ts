// The contract, read line by line: who may do what from which state, versions, keys, extensions and approvals.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Problem } from "#api/words.ts";
import { clock, complaint, type Office, openOffice, type Person } from "../office.ts";

const posts = ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"] as const;
type Post = (typeof posts)[number];
let office: Office;
const people = {} as Record<Post, Person>;
before(async () => {
  office = await openOffice();
  for (const post of posts) people[post] = await office.signIn(`wuye.${post}`);
});
after(() => office.close());

const register = async (more: Record<string, unknown> = {}): Promise<CaseWhole> => {
  const answer = await people.reception.post<CaseWhole>("/api/cases", complaint(more));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
const act = (
  post: Post,
  id: string,
  action: string,
  body: unknown = {},
  headers: Record<string, string> = {},
) => people[post].post<CaseWhole & Approval & Problem>(`/api/cases/${id}/actions/${action}`, body, headers);

const desk: Post[] = ["reception", "reception2", "manager"];
const open = ["registered", "forwarded", "accepted", "resolved", "informed"];
/** Action → body, who may (here the matter is with engineering), and from where; as the contract says it. */
const table: Record<string, { body: unknown; who: readonly Post[]; from: readonly string[] }> = {
  amend: { body: { place: "五楼" }, who: desk, from: open },
  grade: { body: { severity: "important" }, who: desk, from: open },
  forward: { body: { department: "engineering" }, who: desk, from: ["registered", "accepted"] },
  sign: { body: {}, who: ["engineering"], from: ["forwarded"] },
  return: { body: { reason: "不属本部门" }, who: ["engineering"], from: ["forwarded"] },
  report: { body: { to: "manager" }, who: posts, from: open },
  note: { body: { text: "已安抚" }, who: posts, from: open },
  investigate: { body: { finding: "轴承磨损" }, who: ["engineering"], from: open },
  settle: { body: { remedy: "更换", amount: 12.3 }, who: ["engineering"], from: ["accepted"] },
  reject: { body: { reason: "不成立" }, who: ["engineering"], from: ["accepted"] },
  resolve: { body: { outcome: "已修好" }, who: ["engineering"], from: ["accepted"] },
  "hand-back": { body: {}, who: ["engineering"], from: ["resolved"] },
  inform: { body: { means: "phone" }, who: desk, from: open },
  confirm: { body: { satisfied: true }, who: desk, from: ["informed"] },
  close: { body: {}, who: desk, from: ["informed"] },
  pause: { body: { reason: "awaiting-customer" }, who: posts, from: open },
  withdraw: { body: { reason: "误会" }, who: desk, from: open },
  reopen: { body: { reason: "又坏了" }, who: desk, from: ["resolved", "informed", "closed"] },
};
const way: [string, Post, string][] = [
  ["registered", "reception", "forward"],
  ["forwarded", "engineering", "sign"],
  ["accepted", "engineering", "resolve"],
  ["resolved", "reception", "inform"],
  ["informed", "reception", "close"],
];
/** A matter that has come as far as this state. */
const matterIn = async (state: string): Promise<string> => {
  const { id } = await register();
  for (const [here, post, action] of way) {
    if (here === state || (here === "forwarded" && state === "withdrawn")) break;
    await people[post].act(id, action, table[action]?.body);
  }
  if (state === "withdrawn") await people.reception.act(id, "withdraw", { reason: "误会" });
  return id;
};

for (const state of [...open, "closed", "withdrawn"])
  test(`from ${state}: each action, by each of the seven posts`, async () => {
    for (const [action, { body, who, from }] of Object.entries(table)) {
      // Before it is forwarded no department has it.
      const may = (post: Post): boolean =>
        who.includes(post) && (post !== "engineering" || who === posts || state !== "registered");
      const id = await matterIn(state);
      for (const post of posts) {
        const { actions } = await people[post].case(id);
        const said = actions.find((a) => a.name === action);
        const allowed = may(post) && from.includes(state);
        assert.equal(said?.allowed, allowed, `${post} is told of ${action} in ${state}: ${said?.reason}`);
        if (allowed) continue;
        assert.ok(said?.reason);
        const answer = await act(post, id, action, body);
        assert.equal(answer.status, may(post) ? 422 : answer.status, `${post} ${action} in ${state}`);
        assert.ok([403, 422].includes(answer.status), `${post} ${action} in ${state}: ${answer.status}`);
        if (!who.includes(post)) assert.equal(answer.status, 403, `${post} ${action} in ${state}`);
      }
      const doer = posts.find((post) => may(post));
      if (doer && from.includes(state))
        assert.equal((await act(doer, id, action, body)).status, 200, `${doer} ${action} in ${state}`);
    }
  });

test("unknown actions and matters are 404, wrong bodies 400", async () => {
  const { id } = await register();
  for (const action of ["frobnicate", "toString", "__proto__", "x".repeat(100)])
    assert.equal((await act("reception", id, action)).status, 404, action);
  for (const unknown of ["nope", "00000000-0000-4000-8000-000000000000"])
    assert.equal((await act("reception", unknown, "note", { text: "x" })).status, 404);
  const wrong: [string, unknown][] = [
    ["note", {}],
    ["note", { text: "" }],
    ["note", { text: "x", more: 1 }],
    ["note", { text: "\u0000" }],
    ["note", []],
    ["grade", { severity: "huge" }],
    ["amend", { severity: "minor" }],
    ["amend", { place: null }],
    ["settle", { remedy: "x", amount: 1.234 }],
    ["inform", { means: "sms" }],
    ["confirm", { satisfied: "yes" }],
    ["confirm", { satisfied: true, rating: 6 }],
  ];
  for (const [action, body] of wrong)
    assert.equal((await act("reception", id, action, body)).status, 400, `${action} ${JSON.stringify(body)}`);
  assert.equal((await act("reception", id, "forward", { department: "kitchen" })).status, 422);
  assert.equal((await act("reception", id, "report", { to: "nobody" })).status, 422);
  assert.equal((await act("reception", id, "resume")).status, 422);
});

test("a stale version is 409 and says who changed what; the present one is taken bare or in quotes", async () => {
  const { id, version } = await register();
  assert.equal(
    (await act("manager", id, "note", { text: "先到" }, { "if-match": `"${version}"` })).status,
    200,
  );
  const stale = await act("gm", id, "note", { text: "后到" }, { "if-match": String(version) });
  assert.equal(stale.status, 409);
  assert.match(stale.body.detail, /陈国栋 备注/);
  const now = (await people.gm.case(id)).version;
  const together = await Promise.all(
    posts.map((p) => act(p, id, "note", { text: p }, { "if-match": String(now) })),
  );
  assert.deepEqual(together.map((a) => a.status).sort(), [200, 409, 409, 409, 409, 409, 409]);
  for (const bad of ["abc", "*", "-1", "1.5"])
    assert.equal((await act("gm", id, "note", { text: "x" }, { "if-match": bad })).status, 400, bad);
});

test("conflicts inside the server are nobody's business: together, each note is taken, and only one forwarding", async () => {
  const { id } = await register();
  const notes = await Promise.all(
    Array.from({ length: 15 }, (_, n) => act("reception", id, "note", { text: `${n}` })),
  );
  assert.ok(notes.every((a) => a.status === 200));
  const forwards = await Promise.all(
    ["engineering", "security", "engineering", "security"].map((d) =>
      act("reception", id, "forward", { department: d }),
    ),
  );
  assert.deepEqual(forwards.map((a) => a.status).sort(), [200, 422, 422, 422]);
  assert.equal((await people.gm.case(id)).events.filter((e) => e.type === "case.noted").length, 15);
});

test("a key makes a POST happen once: replayed, refused with another body, its own for each member and path", async () => {
  const key = { "idempotency-key": "first-key" };
  const first = await people.reception.post<CaseWhole>("/api/cases", complaint(), key);
  const reversed = Object.fromEntries(Object.entries(complaint()).reverse());
  const again = await people.reception.post<CaseWhole>("/api/cases", reversed, key);
  assert.deepEqual(
    [again.status, again.headers.get("idempotency-replayed"), again.body],
    [201, "true", first.body],
  );
  assert.equal(first.headers.get("idempotency-replayed"), null);
  assert.equal((await people.reception.post("/api/cases", complaint({ title: "另一件" }), key)).status, 422);
  assert.notEqual(
    (await people.reception2.post<CaseWhole>("/api/cases", complaint(), key)).body.id,
    first.body.id,
  );
  assert.equal((await act("reception", first.body.id, "note", { text: "x" }, key)).status, 200);
  const twice = { "idempotency-key": "same-moment" };
  const together = await Promise.all(
    Array.from({ length: 6 }, () => people.reception.post<CaseWhole>("/api/cases", complaint(), twice)),
  );
  assert.deepEqual(
    together.map((a) => a.status),
    Array(6).fill(201),
  );
  assert.equal(new Set(together.map((a) => a.body.id)).size, 1);
  assert.equal(together.filter((a) => a.headers.get("idempotency-replayed") === "true").length, 5);
  const mended = { "idempotency-key": "mended" };
  assert.equal(
    (await people.reception.post("/api/cases", complaint({ against: { department: "kitchen" } }), mended))
      .status,
    422,
  );
  assert.equal(
    (await people.reception.post("/api/cases", complaint(), mended)).status,
    201,
    "a refusal keeps nothing",
  );
  assert.equal(
    (await people.reception.post("/api/cases", complaint(), { "idempotency-key": "x".repeat(201) })).status,
    400,
  );
});

const later = (dueAt: string | null, days = 1) =>
  new Date(Date.parse(dueAt ?? "") + days * 86_400_000).toISOString();

test("an extension: where a clause names who approves, by who owes it or leads them, to a later time, once", async () => {
  const matter = await register();
  const term = clock(matter, "2.10.1c");
  const ten = clock(matter, "2.9.4a");
  const ask = (post: Post, obligation: string, until: string) =>
    act(post, matter.id, "extend", { obligation, until, reason: "等配件" });
  for (const post of ["reception", "gm"] as const)
    assert.equal((await ask(post, ten.id, later(ten.dueAt))).status, 422, "no clause names who approves");
  for (const post of ["security", "admin", "reception2", "engineering"] as const)
    assert.equal((await ask(post, term.id, later(term.dueAt))).status, 403, post);
  assert.equal((await ask("reception", "nothing", later(term.dueAt))).status, 422);
  for (const until of [term.dueAt ?? "", term.openedAt])
    assert.equal((await ask("reception", term.id, until)).status, 422);
  const asked = await ask("reception", term.id, later(term.dueAt));
  assert.deepEqual(
    [asked.status, asked.body.state, asked.body.waitsFor, asked.body.clause],
    [202, "waiting", ["gm"], "pm-front-office/2.10.1d"],
  );
  assert.equal((await ask("reception", term.id, later(term.dueAt, 2))).status, 422, "one waits already");
  const path = `/api/approvals/${asked.body.id}`;
  for (const post of posts)
    if (post !== "gm") assert.equal((await people[post].post(`${path}/approve`)).status, 403, post);
  const both = await Promise.all([
    people.gm.post<Approval>(`${path}/approve`),
    people.gm.post<Approval>(`${path}/reject`),
  ]);
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 422], "decided once");
  for (const answer of ["approve", "reject"])
    assert.equal((await people.gm.post(`${path}/${answer}`)).status, 422);
  assert.equal(
    (await people.gm.post("/api/approvals/00000000-0000-4000-8000-000000000000/approve")).status,
    404,
  );
});

test("who holds the authority needs no approval, and nobody else's authority stands in for it", async () => {
  const minor = await register({ severity: "minor" });
  const term = clock(minor, "2.10.1a");
  const extend = { obligation: term.id, until: later(term.dueAt), reason: "等配件" };
  assert.equal((await act("manager", minor.id, "extend", extend)).status, 200);
  const other = await register({ severity: "minor" });
  const its = clock(other, "2.10.1a");
  const asked = await act("reception", other.id, "extend", {
    obligation: its.id,
    until: later(its.dueAt),
    reason: "等配件",
  });
  assert.deepEqual(asked.body.waitsFor, ["manager"]);
  assert.equal((await people.gm.post(`/api/approvals/${asked.body.id}/approve`)).status, 403);
  const refused = await people.manager.post<Approval>(`/api/approvals/${asked.body.id}/reject`, {
    comment: "抓紧",
  });
  assert.deepEqual([refused.status, refused.body.state], [200, "refused"]);
  assert.equal(clock(await people.gm.case(other.id), "2.10.1a").dueAt, its.dueAt);
});
