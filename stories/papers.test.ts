// Papers as offices use them: a form that shows the matter, one that is signed in turn, a register on its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { CaseWhole } from "#api/case.ts";
import type { Notice } from "#api/notice.ts";
import type { Obligation } from "#api/obligation.ts";
import type { PaperShown } from "#api/paper.ts";
import type { PaperAlone, PaperRow } from "#api/paper-alone.ts";
import type { Problem } from "#api/words.ts";
import { textOf } from "#server/paper/testing/pdf.ts";
import { type Answer, complaint, type Office, openOffice, type Person } from "./office.ts";
import { edition, regulation, scrawl } from "./paper-trial.ts";

let office: Office;
const people: Record<string, Person> = {};
const who = (name: string): Person => people[name] ?? assert.fail(name);
before(async () => {
  office = await openOffice();
  for (const post of ["reception", "manager", "gm", "engineering", "admin"])
    for (const org of ["wuye", "yanlian"]) people[`${org}.${post}`] = await office.signIn(`${org}.${post}`);
  const admin = who("wuye.admin");
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  const headers = { "content-type": "text/yaml", reason: "trial" };
  const put = await admin.put(`/api/regulations/${regulation}/editions/${today}`, edition, headers);
  assert.equal(put.status, 200, JSON.stringify(put.body));
});
after(() => office.close());

type Both = Omit<PaperAlone, "state" | "number" | "events"> & CaseWhole & Problem;
const put = (by: string, path: string, body: unknown): Promise<Answer<Both>> =>
  who(by).put<Both>(path, JSON.stringify(body));
const post = (by: string, path: string, body: unknown): Promise<Answer<Both>> =>
  who(by).post<Both>(path, body);
const pdf = async (by: string, path: string): Promise<string> => {
  const response = await fetch(office.address + path, { headers: { cookie: who(by).cookie } });
  assert.equal(response.status, 200, await response.clone().text());
  assert.equal(response.headers.get("content-type"), "application/pdf");
  return textOf(Buffer.from(await response.arrayBuffer()));
};
const register = async (by: string, more: Record<string, unknown> = {}): Promise<CaseWhole> => {
  const answer = await who(by).post<CaseWhole>("/api/cases", complaint(more));
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
};
/** The papers that wait for somebody's signature. */
const turns = async (by: string): Promise<string[]> =>
  (await who(by).get<{ items: PaperRow[] }>("/api/papers?turn=mine")).body.items.map((r) => r.paper);
const notices = async (by: string): Promise<string[]> =>
  (await who(by).get<{ items: { about: string }[] }>("/api/notices")).body.items.map((n) => n.about);

const paperOf = (matter: CaseWhole, key: string): PaperShown =>
  matter.papers.find((p) => p.key === key) ?? assert.fail(`no ${key}`);

for (const org of ["wuye", "yanlian"])
  test(`${org}: the complaint form shows the matter; filling it amends the matter`, async () => {
    const matter = await register(`${org}.reception`, { place: undefined, demand: undefined });
    assert.deepEqual(paperOf(matter, "resident-complaint-form").blank, ["place", "demand"]);
    const path = `/api/cases/${matter.id}/papers/resident-complaint-form`;
    const blank = await pdf(`${org}.gm`, `${path}.pdf`);
    assert.match(blank, /住户投诉意见表.*发生地点.*工程部.*三号楼电梯停在五楼/s);
    const fields = { place: "三号楼大厅", demand: "当面道歉，更换门机" };
    assert.equal((await put(`${org}.engineering`, path, { fields })).status, 403);
    const filled = await put(`${org}.reception`, path, { fields });
    assert.equal(filled.status, 200, JSON.stringify(filled.body));
    assert.equal(filled.body.place, "三号楼大厅");
    assert.deepEqual(filled.body.missing, []);
    assert.equal(paperOf(filled.body, "resident-complaint-form").state, "completed");
    const types = filled.body.events.map((e) => e.type);
    assert.deepEqual(types.slice(-3), ["case.amended", "paper.filled", "paper.completed"]);
    const again = await put(`${org}.reception`, path, { fields: { place: "四号楼" } });
    assert.equal(again.status, 200, JSON.stringify(again.body));
    const text = await pdf(`${org}.reception`, `${path}.pdf`);
    assert.match(text, /四号楼.*当面道歉，更换门机.*13900000001/s);
    for (const [body, field] of [
      [{ fields: { amount: 5 } }, "fields.amount"],
      [{ fields: { occurredAt: "gestern" } }, "fields.occurredAt"],
      [{ fields: { place: "x".repeat(301) } }, "fields.place"],
    ] as const) {
      const wrong = await put(`${org}.reception`, path, body);
      assert.deepEqual(
        [wrong.status, wrong.body.errors?.[0]?.field],
        [400, field],
        JSON.stringify(wrong.body),
      );
    }
    assert.equal((await post(`${org}.reception`, `${path}/sign`, { step: "customer" })).status, 422);
    assert.equal((await post(`${org}.reception`, `${path}/dance`, {})).status, 404);
    assert.equal(
      (await put(`${org}.reception`, path.replace("resident", "nobody"), { fields: {} })).status,
      404,
    );
    const absent = await who(`${org}.gm`).get(`/api/cases/${matter.id}/papers/nothing.pdf`);
    assert.equal(absent.status, 404);
  });

test("a paper signed in turn: order, roles, the customer's own hand, the password, then the gate opens", async () => {
  const matter = await register("wuye.reception");
  const path = `/api/cases/${matter.id}/papers/compensation`;
  const fill = (by: string, fields: unknown) => put(by, path, { fields });
  const sign = (by: string, body: unknown) => post(by, `${path}/sign`, body);
  assert.equal((await fill("wuye.engineering", { money: 5 })).status, 403);
  const wrong = await fill("wuye.reception", { money: 1.234 });
  assert.deepEqual([wrong.status, wrong.body.clause], [400, `${regulation}/2`]);
  const first = await fill("wuye.reception", { money: 1500 });
  assert.match(paperOf(first.body, "compensation").number ?? "", /^PC\d{4}0001$/);
  const early = await sign("wuye.manager", { step: "manager" });
  assert.deepEqual([early.status, early.body.errors?.[0]?.field], [422, "way"]);
  assert.match(early.body.detail, /支付方式/);
  await fill("wuye.reception", { way: "转账" });
  assert.equal((await sign("wuye.reception", { step: "manager" })).status, 403);
  assert.deepEqual(await turns("wuye.manager"), ["compensation"]);
  assert.deepEqual(await turns("wuye.gm"), []);
  assert.ok((await notices("wuye.manager")).includes("paper.filled"));
  assert.equal((await sign("wuye.reception", { step: "customer", drawing: scrawl() })).status, 422);
  const password = await sign("wuye.manager", { step: "manager", password: "wrong" });
  assert.deepEqual([password.status, password.body.errors?.[0]?.field], [422, "password"]);
  const signed = await sign("wuye.manager", { step: "manager", password: "shouwen-demo" });
  assert.equal(signed.status, 200, JSON.stringify(signed.body));
  const twice = await sign("wuye.manager", { step: "manager" });
  assert.deepEqual([twice.status, twice.body.version], [200, signed.body.version]);
  assert.equal((await fill("wuye.reception", { money: 5 })).status, 422);
  assert.equal((await sign("wuye.reception", { step: "customer" })).status, 422);
  const picture = await sign("wuye.reception", { step: "customer", drawing: "PHN2Zz4=" });
  assert.equal(picture.status, 400);
  const drawn = await sign("wuye.reception", {
    step: "customer",
    drawing: `data:image/png;base64,${scrawl()}`,
  });
  assert.equal(drawn.status, 200, JSON.stringify(drawn.body));
  assert.equal(JSON.stringify(drawn.body).includes(scrawl().slice(0, 60)), false);
  assert.deepEqual(paperOf(drawn.body, "compensation").unsigned, ["chief"]);
  assert.deepEqual(await turns("wuye.gm"), ["compensation"]);
  assert.ok((await notices("wuye.gm")).includes("paper.signed"));
  const r = who("wuye.reception");
  await r.act(matter.id, "forward", { department: "engineering" });
  await who("wuye.engineering").act(matter.id, "sign");
  await who("wuye.engineering").act(matter.id, "resolve", { outcome: "已换" });
  await r.act(matter.id, "inform", { means: "phone" });
  const close = await post("wuye.reception", `/api/cases/${matter.id}/actions/close`, {});
  assert.deepEqual([close.status, close.body.clause], [422, `${regulation}/4`]);
  const done = await sign("wuye.gm", { step: "chief" });
  assert.equal(paperOf(done.body, "compensation").state, "completed");
  assert.equal(done.body.events.at(-1)?.type, "paper.completed");
  const text = await pdf("wuye.gm", `${path}.pdf`);
  assert.match(
    text,
    /编号：PC\d{4}0001.*赔偿单.*1,500\.00 元.*□ 现金　■ 转账.*陈国栋.*何志远.*第二联 财务部存/s,
  );
  assert.equal((await post("wuye.reception", `${path}/issue`, { copy: "第二联", to: "财务部" })).status, 200);
  assert.equal((await post("wuye.reception", `${path}/renew`, { reason: "金额有误" })).status, 200);
  const next = await fill("wuye.reception", { money: 5, way: "现金" });
  const paper = paperOf(next.body, "compensation");
  assert.deepEqual([paper.round, paper.number?.slice(-4), paper.former.length], [2, "0002", 1]);
  await post("wuye.reception", `${path}/void`, { reason: "住户放弃" });
  const voided = await pdf("wuye.gm", `${path}.pdf`);
  assert.match(
    voided,
    /已作废：住户放弃.*附：第 1 份（编号 PC\d{4}0001）.*编号：PC\d{4}0001.*1,500\.00 元.*何志远/s,
  );
});

test("numbers have no gaps, however many fill at once and whatever is refused", async () => {
  const all = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      post("wuye.reception", "/api/papers", {
        paper: "visitors",
        fields: n % 4 === 3 ? { visitor: 5 } : { visitor: `访客${n}`, host: "manager" },
      }),
    ),
  );
  assert.deepEqual(new Set(all.map((a) => a.status)), new Set([201, 400]));
  const numbers = all.flatMap((a) => (a.status === 201 ? Number(a.body.number?.slice(-3)) : []));
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 18 }, (_, n) => n + 1),
  );
});

test("a search goes on page by page until the last paper that holds the word, whatever else holds it too", async () => {
  const ids: string[] = [];
  for (const visitor of ["访客甲特寻", "访客乙特寻", "访客丙特寻"])
    ids.push(
      (await post("wuye.reception", "/api/papers", { paper: "visitors", fields: { visitor } })).body.id,
    );
  const found: string[] = [];
  for (let after: string | null | undefined = ""; after != null; ) {
    const query: string = `/api/papers?paper=visitors&q=${encodeURIComponent("特寻")}&limit=1${after ? `&after=${after}` : ""}`;
    const page: { body: { items: PaperRow[]; next: string | null } } = await who("wuye.gm").get<{
      items: PaperRow[];
      next: string | null;
    }>(query);
    found.push(...page.body.items.map((r) => r.id));
    after = page.body.next;
  }
  assert.deepEqual(found, ids.toReversed());
  const none = `/api/papers?q=${encodeURIComponent("特寻")}&state=voided`;
  assert.deepEqual((await who("wuye.gm").get<{ items: PaperRow[] }>(none)).body.items, []);
});

test("a register on its own: found by its words, number and pinyin, exported, internal, with its own clock", async () => {
  const fields = {
    visitor: "欧阳建国",
    phone: "+86 13900001234",
    at: "2026-03-04T10:00:00+08:00",
    host: "me",
  };
  const opened = await post("wuye.reception", "/api/papers", { paper: "visitors", fields });
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const { id, number, obligations } = opened.body;
  assert.deepEqual([obligations[0]?.clause, obligations[0]?.state], [`${regulation}/5`, "open"]);
  for (const q of ["欧阳", "oyjg", number, "来访登记簿", "1234"]) {
    const query = `/api/papers?paper=visitors&q=${encodeURIComponent(q ?? "")}`;
    const found = await who("wuye.gm").get<{ items: PaperRow[] }>(query);
    assert.ok(
      found.body.items.some((r) => r.id === id),
      q ?? "",
    );
  }
  const alone = await who("wuye.manager").get<PaperAlone>(`/api/papers/${id}`);
  assert.equal(alone.body.fields.find((f) => f.field === "host")?.text, "林晓梅");
  const internal = await post("wuye.reception", `/api/papers/${id}/issue`, { copy: "一", to: "customer" });
  assert.deepEqual([internal.status, internal.body.clause], [422, `${regulation}/3`]);
  assert.match(
    await pdf("wuye.gm", `/api/papers/${id}.pdf`),
    /来访登记簿内部文件，不得交客户.*2026年3月4日 10:00/s,
  );
  const rare = await post("wuye.reception", "/api/papers", {
    paper: "visitors",
    fields: { visitor: "𠮷田" },
  });
  const missing = await who("wuye.gm").get<Problem>(`/api/papers/${rare.body.id}.pdf`);
  assert.deepEqual([missing.status, /𠮷/.test(missing.body.detail)], [422, true]);
  const evil = { paper: "visitors", fields: { visitor: '=HYPERLINK("http://x")' } };
  await post("wuye.reception", "/api/papers", evil);
  const file = await fetch(`${office.address}/api/papers/export?paper=visitors`, {
    headers: { cookie: who("wuye.gm").cookie },
  });
  assert.equal(file.status, 200);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await file.arrayBuffer());
  const names = book.worksheets[0]?.getColumn(5).values.map(String) ?? [];
  assert.ok(names.includes("来访人") && names.includes("欧阳建国"));
  assert.ok(names.includes(`'=HYPERLINK("http://x")`));
  const empty = await who("wuye.gm").get("/api/papers?paper=nothing");
  assert.equal(empty.status, 400);
  const shut = await post("wuye.reception", `/api/papers/${id}/void`, { reason: "误登" });
  assert.equal(shut.body.obligations[0]?.state, "met");
  assert.equal((await who("yanlian.gm").get(`/api/papers/${id}`)).status, 404);
  const forms = await who("wuye.gm").get<{ items: { key: string; of: string[] }[] }>("/api/papers/forms");
  assert.deepEqual(
    forms.body.items.map((f) => [f.key, f.of.length]),
    [
      ["resident-complaint-form", 1],
      ["compensation", 1],
      ["visitors", 0],
    ],
  );
});

test("a register beside a rule is counted for its clause too", async () => {
  const path = "/api/clauses/pm-front-office/2.9.5d/evidence";
  const counted = async () =>
    (await who("yanlian.gm").get<{ month: { papers: number | null } }>(path)).body.month.papers;
  assert.equal(await counted(), 0);
  const matter = await register("yanlian.reception");
  const paper = `/api/cases/${matter.id}/papers/disposal-register`;
  const filled = await put("yanlian.reception", paper, { fields: { disposal: "已更换门机，当面道歉" } });
  const { state, blank } = paperOf(filled.body, "disposal-register");
  assert.deepEqual([filled.status, state], [200, "completed"], blank.join());
  assert.equal(await counted(), 1);
});

test("a clause about a register runs out by itself, and what the text says follows", async () => {
  const admin = who("yanlian.admin");
  await admin.post("/api/rehearsal/reset", { at: "2026-03-03T08:00:00+08:00", regulations: [regulation] });
  const headers = { "content-type": "text/yaml", reason: "trial" };
  await admin.put(`/api/regulations/${regulation}/editions/2026-03-03`, edition, headers);
  const opened = await post("yanlian.reception", "/api/papers", {
    paper: `${regulation}/visitors`,
    fields: { visitor: "来客\u200b\t一" },
  });
  assert.equal(opened.body.number, "202603-001", JSON.stringify(opened.body));
  assert.equal(opened.body.obligations[0]?.dueAt, "2026-03-03T00:10:00.000Z");
  const moved = await admin.post<{ fired: { type: string; clause: string }[] }>("/api/rehearsal/advance", {
    by: "PT10M1S",
  });
  assert.deepEqual(
    moved.body.fired.map((f) => [f.type, f.clause]),
    [["obligation.breached", `${regulation}/5`]],
  );
  const after = await who("yanlian.gm").get<PaperAlone>(`/api/papers/${opened.body.id}`);
  assert.equal(after.body.obligations[0]?.state, "breached");
  assert.equal(after.body.events.at(-1)?.type, "paper.escalated");
  assert.ok((await notices("yanlian.gm")).includes("paper.escalated"));
  const told = await who("yanlian.gm").get<{ items: Notice[] }>("/api/notices");
  assert.equal(told.body.items.find((n) => n.about === "paper.escalated")?.paper, opened.body.id);
  const owed = await who("yanlian.gm").get<{ items: Obligation[] }>("/api/obligations?state=breached");
  const { id, number } = opened.body;
  const where = owed.body.items.map((o) => [o.case, o.paper?.id, o.paper?.number, o.paper?.name]);
  assert.deepEqual(where, [[null, id, number, "来访登记簿"]]);
  const book = await who("yanlian.gm").get<{ items: PaperRow[] }>("/api/papers?paper=visitors");
  assert.deepEqual(
    book.body.items.map((r) => r.cells?.length),
    [opened.body.fields.length],
  );
  assert.match(await pdf("yanlian.gm", `/api/papers/${opened.body.id}.pdf`), /来客 一/);
});

test("what a customer wrote is gone with the customer: values, drawings, the words it was found by", async () => {
  const customer = { name: "消逝客", phone: "13911112222" };
  const matter = await register("wuye.reception", { customer, place: "二号楼" });
  const path = `/api/cases/${matter.id}/papers/compensation`;
  await put("wuye.reception", path, { fields: { money: 7, way: "现金", remark: "欠款备注特别词" } });
  await post("wuye.manager", `${path}/sign`, { step: "manager" });
  await post("wuye.reception", `${path}/sign`, { step: "customer", drawing: scrawl() });
  const q = `/api/papers?q=${encodeURIComponent("欠款备注特别词")}`;
  assert.equal((await who("wuye.gm").get<{ items: PaperRow[] }>(q)).body.items.length, 1);
  const erased = await post("wuye.admin", `/api/customers/${matter.customer.id}/erase`, {
    reason: "本人要求",
    force: "本人撤回同意",
  });
  assert.equal(erased.status, 200, JSON.stringify(erased.body));
  assert.equal((await who("wuye.gm").get<{ items: PaperRow[] }>(q)).body.items.length, 0);
  const { body } = await who("wuye.gm").get<CaseWhole>(`/api/cases/${matter.id}`);
  assert.ok(!JSON.stringify(paperOf(body, "compensation")).includes("特别词"));
  assert.match(paperOf(body, "compensation").number ?? "", /^PC/);
  const { rows } = await office.running.world.pool.query(
    "select 1 from shouwen.event where stream = $1 and private is not null",
    [matter.id],
  );
  assert.equal(rows.length, 0);
});

test("what a register says of people can be erased, its number stays", async () => {
  const fields = { visitor: "速朽访客", phone: "13933334444" };
  const { id, number } = (await post("wuye.reception", "/api/papers", { paper: "visitors", fields })).body;
  const q = `/api/papers?q=${encodeURIComponent("速朽")}`;
  assert.equal((await who("wuye.gm").get<{ items: PaperRow[] }>(q)).body.items.length, 1);
  const erase = (by: string) => post(by, `/api/papers/${id}/erase`, { reason: "本人要求" });
  assert.equal((await erase("wuye.gm")).status, 403);
  const erased = await erase("wuye.admin");
  assert.equal(erased.status, 200, JSON.stringify(erased.body));
  assert.deepEqual(
    [erased.body.number, erased.body.fields.map((f) => f.value)],
    [number, [null, null, null, null]],
  );
  assert.equal((await who("wuye.gm").get<{ items: PaperRow[] }>(q)).body.items.length, 0);
  assert.equal((await erase("wuye.admin")).status, 422);
});

test("a password entered wrongly too often closes the account to it for a while", async () => {
  const matter = await register("wuye.reception");
  const path = `/api/cases/${matter.id}/papers/compensation/sign`;
  const wrong = { step: "manager", password: "guess" };
  for (let n = 0; n < 5; n++) assert.equal((await post("wuye.engineering", path, wrong)).status, 422);
  assert.equal((await post("wuye.engineering", path, wrong)).status, 429);
});

test("all papers stand in one list, page by page, whatever they live on", async () => {
  const seen: PaperRow[] = [];
  for (let after = ""; ; ) {
    const page: { body: { items: PaperRow[]; next: string | null } } = await who("wuye.gm").get<{
      items: PaperRow[];
      next: string | null;
    }>(`/api/papers?limit=7${after}`);
    seen.push(...page.body.items);
    if (page.body.next === null) break;
    after = `&after=${page.body.next}`;
  }
  assert.equal(new Set(seen.map((r) => `${r.id}/${r.paper}`)).size, seen.length);
  assert.deepEqual(new Set(seen.map((r) => r.host)), new Set(["case", "paper"]));
  const voided = await who("wuye.gm").get<{ items: PaperRow[] }>("/api/papers?state=voided");
  assert.deepEqual(voided.body.items.map((r) => r.paper).toSorted(), ["compensation", "visitors"]);
});
