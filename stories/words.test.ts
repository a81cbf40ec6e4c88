// 用语: what to say at a place and in an act, and set phrases in what is written, noted beside it as advice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import type { Prompt } from "#api/prompt.ts";
import type { Clause } from "#api/regulation.ts";
import { complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let admin: Person;
let reception: Person;
let engineering: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  engineering = await office.signIn("yanlian.engineering");
  await admin.post("/api/rehearsal/reset", {
    at: "2026-03-04T10:00:00+08:00",
    regulations: ["pm-front-office", "property-window-handbook"],
  });
});
after(() => office.close());

type Words = { hours: string; items: Prompt[] };
type Findings = { findings: { clause: string; phrase: string; kind: string; from: number; to: number }[] };

const words = async (query: string): Promise<Words> =>
  (await reception.get<Words>(`/api/words${query}`)).body;
const clausesOf = async (query: string): Promise<string[]> => (await words(query)).items.map((p) => p.clause);
const notes = (matter: CaseWhole) => matter.events.filter((e) => e.type === "words.found");
const register = async (more: Record<string, unknown> = {}): Promise<CaseWhole> =>
  (
    await reception.post<CaseWhole>(
      "/api/cases",
      complaint({ occurredAt: "2026-03-04T09:00:00+08:00", ...more }),
    )
  ).body;

test("the telephone has its words, the lobby others; each names its clause and can be found by pinyin", async () => {
  const phone = await words("?place=phone");
  assert.equal(phone.hours, "in");
  assert.ok(phone.items.length > 5);
  assert.ok(phone.items.every((p) => p.at.includes("phone") && p.clause.includes("/") && p.title));
  const all = await words("");
  assert.ok(all.items.length > phone.items.length);
  const greeting = phone.items.find((p) => p.forbidden.includes("喂"));
  assert.match(greeting?.pinyin ?? "", /dianhua/);
});

test("a complaint being registered brings its words, an enquiry does not", async () => {
  const apologise = "pm-front-office/2.8.3";
  assert.ok((await clausesOf("?event=case.registered&kind=complaint&channel=phone")).includes(apologise));
  assert.ok(!(await clausesOf("?event=case.registered&kind=enquiry&channel=phone")).includes(apologise));
});

test("an angry caller and a call out of hours bring their own words", async () => {
  const query = "?place=phone&event=case.registered&kind=complaint&channel=phone";
  const calm = new Set(await clausesOf(query));
  const angry = (await clausesOf(`${query}&mood=angry`)).filter((c) => !calm.has(c));
  assert.ok(angry.length > 0, "words for somebody angry");
  assert.equal((await words("?place=phone&hours=out")).hours, "out");
});

test("unknown places and parameters are refused", async () => {
  for (const query of ["?place=moon", "?mood=sad", "?colour=red"])
    assert.equal((await reception.get(`/api/words${query}`)).status, 400, query);
});

test("a text is checked before it is sent: width, spacing and traditional characters make no difference", async () => {
  const check = async (text: string, more: Record<string, unknown> = {}) =>
    (await reception.post<Findings>("/api/words/check", { text, ...more })).body.findings;
  for (const text of ["喂，哪位？", "這個我不知道", "不 知 道！"]) {
    const [found] = await check(text);
    assert.match(found?.clause ?? "", /^property-window-handbook\//, text);
    assert.ok(found && found.from < found.to && found.to <= text.length);
  }
  for (const text of ["住户在楼下喂猫", "客户说他不知道", "您好，马上为您核实", ""])
    assert.deepEqual(await check(text), [], text);
  assert.equal((await reception.post("/api/words/check", {})).status, 400);
});

test("what is written in an act is noted beside it with its clause, and never refused", async () => {
  const { id } = await register();
  const quiet = await reception.act(id, "note", { text: "已向住户核实楼栋与电话" });
  assert.deepEqual(notes(quiet), []);
  const noted = await reception.act(id, "note", { text: "住户来电催问，已答复：不知道。" });
  const [note] = notes(noted);
  assert.equal(notes(noted).length, 1);
  assert.equal(note?.data.phrase, "不知道");
  assert.equal(note?.data.field, "text");
  assert.equal(note?.data.kind, "forbidden");
  assert.equal(note?.data.act, "case.noted");
  assert.equal(note?.by, noted.events.find((e) => e.type === "case.noted")?.by);
  assert.deepEqual(note?.clauses, [note?.data.clause]);
  assert.equal(noted.events.at(-2)?.type, "case.noted");
});

test("the department's outcome is read too; what the customer said is not held against anybody", async () => {
  const { id } = await register();
  await reception.act(id, "forward", { department: "engineering" });
  await engineering.act(id, "sign");
  const quoted = await engineering.act(id, "investigate", {
    finding: "住户说“这事不知道找谁”，已联系厂家。",
  });
  assert.deepEqual(notes(quoted), []);
  const done = await engineering.act(id, "resolve", { outcome: "我是才到的新员工，门机已更换" });
  assert.equal(done.state, "resolved");
  assert.deepEqual(
    notes(done).map((n) => [n.data.act, n.data.field]),
    [["case.resolved", "outcome"]],
  );
});

test("what was found is kept as evidence of its clause, with who wrote it", async () => {
  const { rows } = await office.running.world.side.query<{ clause: string; kind: string; member: string }>(
    "select clause, kind, member from shouwen.words_found where org = 'yanlian' order by at, seq",
  );
  assert.equal(rows.length, 2);
  assert.ok(rows.every((r) => r.clause.startsWith("property-window-handbook/") && r.kind === "forbidden"));
  const [, resolved] = rows;
  const me = (await engineering.get<{ member: { id: string } }>("/api/me")).body;
  assert.ok(JSON.stringify(me).includes(String(resolved?.member)));
  const { items } = (await admin.get<{ items: Clause[] }>("/api/clauses")).body;
  const counted = items.filter((c) => c.evidence.month.phrases > 0);
  assert.deepEqual(new Set(counted.map((c) => c.id)), new Set(rows.map((r) => r.clause)));
});

test("online the greeting is demanded of an answer that goes by chat, not of one by telephone", async () => {
  const regulations = ["pm-front-office", "online-shop-two-shift"];
  await admin.post("/api/rehearsal/reset", { at: "2026-03-04T10:00:00+08:00", regulations });
  const { id } = await register({ kind: "enquiry", channel: "chat" });
  const phone = await reception.act(id, "inform", { means: "phone", text: "今天下午寄出" });
  assert.deepEqual(notes(phone), []);
  const bare = await reception.act(id, "inform", { means: "chat", text: "今天下午寄出" });
  const missing = notes(bare).map((n) => [n.data.kind, n.data.phrase]);
  assert.deepEqual(missing, [
    ["required", "亲"],
    ["required", "您好"],
  ]);
  const whole = await reception.act(id, "inform", { means: "chat", text: "亲，您好，今天下午寄出" });
  assert.equal(notes(whole).length, 2);
});

test("a label nobody defined is refused at the desk; words that ask a label come with the matter", async () => {
  const regulations = ["real-estate-marketing"];
  await admin.post("/api/rehearsal/reset", { at: "2026-03-04T10:00:00+08:00", regulations });
  const body = (business: string) => complaint({ kind: "application", labels: { business } });
  const wrong = await reception.post<{ errors: { field: string }[] }>("/api/cases", body("weather"));
  assert.deepEqual([wrong.status, wrong.body.errors[0]?.field], [422, "labels.business"]);
  const matters = await Promise.all(
    ["filing", "mortgage"].map((business) => reception.post<CaseWhole>("/api/cases", body(business))),
  );
  const shown = async (query: string) => {
    const found = await reception.get<Words>(`/api/words?event=case.informed${query}`);
    assert.equal(found.status, 200, JSON.stringify(found.body));
    return found.body.items.map((p) => p.situation).filter((s) => /领取/.test(s));
  };
  assert.deepEqual(await shown(`&case=${matters[0]?.body.id}`), ["通知客户领取已备案的合同"]);
  assert.deepEqual(await shown(`&case=${matters[1]?.body.id}`), ["银行贷款到账后通知按揭客户领取合同"]);
  assert.deepEqual(await shown(""), []);
  assert.equal((await reception.get("/api/words?case=nothing")).status, 404);
});
