// The right to be forgotten: somebody is looked up everywhere, what may go goes, and no byte of them is left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ExcelJS from "exceljs";
import type { PersonFound, PersonLine, Receipt } from "#api/erasure.ts";
import type { Problem } from "#api/words.ts";
import { verify } from "#server/log/proof/verify.ts";
import { textOf } from "#server/paper/testing/pdf.ts";
import { complaint, type Office, openOffice, type Person } from "../office.ts";
import { edition, regulation, scrawl } from "../paper-trial.ts";
import { attach, holding } from "./forgotten.ts";

let office: Office;
let admin: Person;
let reception: Person;
let manager: Person;
/** A customer with a matter, and somebody who was never registered. */
let theirs: { id: string; customer: string };
let others: { id: string };
let visit: string;
const password = "shouwen-demo";

before(async () => {
  office = await openOffice();
  [admin, reception, manager] = (await Promise.all(
    ["admin", "reception", "manager"].map((post) => office.signIn(`wuye.${post}`)),
  )) as [Person, Person, Person];
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  const headers = { "content-type": "text/yaml", reason: "trial" };
  const put = await admin.put(`/api/regulations/${regulation}/editions/${today}`, edition, headers);
  assert.equal(put.status, 200, JSON.stringify(put.body));

  const customer = { name: "欧阳忘川", phone: "13755556666", address: "忘川路七号" };
  const matter = await reception.post<{ id: string; customer: { id: string } }>(
    "/api/cases",
    complaint({ customer, title: "忘川家门前堆物", demand: "请回电 137-5555-6666" }),
  );
  theirs = { id: matter.body.id, customer: matter.body.customer.id };
  await attach(office, reception, theirs.id, "欧阳忘川来信.txt", "欧阳忘川敬上");
  const paper = `/api/cases/${theirs.id}/papers/compensation`;
  await reception.put(paper, JSON.stringify({ fields: { money: 7, way: "现金", remark: "忘川本人领取" } }));
  await manager.post(`${paper}/sign`, { step: "manager" });
  await reception.post(`${paper}/sign`, { step: "customer", drawing: scrawl() });
  await reception.act(theirs.id, "note", { text: "欧阳忘川已来电催办" });

  others = (await reception.post<{ id: string }>("/api/cases", complaint({ customer: { name: "郑留名" } })))
    .body;
  await reception.act(others.id, "note", { text: "邻居欧阳忘川可以作证" });
  await reception.act(others.id, "note", { text: "郑留名要求书面答复" });
  const fields = { visitor: "欧阳忘川", phone: "137 5555 6666" };
  visit = (await reception.post<{ id: string }>("/api/papers", { paper: "visitors", fields })).body.id;
});
after(() => office.close());

const find = (q: string, by = admin) => by.post<PersonFound & Problem>("/api/erasures/find", { q });
type Item = { stream: string; paper: string | null; only?: "all" | "naming" };
const itemOf = ({ stream, paper, own }: PersonLine): Item => ({
  stream,
  paper,
  only: own || paper !== null ? "all" : "naming",
});
const erase = (items: Item[], more: Record<string, unknown> = {}, by = admin) =>
  by.post<Receipt & Problem>("/api/erasures", {
    q: "欧阳忘川",
    items,
    reason: "本人要求",
    password,
    ...more,
  });

test("somebody is found as a customer, in papers, and in what was written of others", async () => {
  const { body } = await find("欧阳忘川");
  assert.deepEqual(
    body.people.map((p) => [p.id, p.name, p.phone]),
    [[theirs.customer, "欧阳忘川", "137****6666"]],
  );
  const told = body.lines.map((l) => [l.kind, l.stream, l.own, l.naming > 0, l.files]);
  for (const line of [
    ["customer", theirs.customer, true, true, 0],
    ["case", theirs.id, true, true, 1],
    ["paper", theirs.id, true, false, 0],
    ["case", others.id, false, true, 0],
    ["paper", visit, false, true, 0],
  ])
    assert.ok(
      told.some((l) => JSON.stringify(l) === JSON.stringify(line)),
      JSON.stringify([line, told]),
    );
  assert.ok(!JSON.stringify(body.lines).includes("忘川"));
  const byPhone = await find("137-5555-6666");
  assert.deepEqual(byPhone.body.people.length, 1);
  assert.ok(byPhone.body.lines.some((l) => l.stream === visit));
});

test("only the administrator may, with the password, and never with the name in the reason", async () => {
  assert.equal((await find("欧阳忘川", manager)).status, 403);
  assert.equal((await find("欧")).status, 400);
  const items = [{ stream: visit, paper: "visitors" }];
  assert.equal((await erase(items, {}, manager)).body.type, "urn:shouwen:refusal:may-not-admin");
  assert.equal((await erase(items, { password: "wrong" })).body.type, "urn:shouwen:refusal:password-wrong");
  const named = await erase(items, { reason: "欧阳忘川来信要求" });
  assert.equal(named.body.type, "urn:shouwen:refusal:erase-reason-names");
  assert.equal((await manager.get("/api/erasures")).status, 403);
});

test("while the matter is open a reason of its own is asked for", async () => {
  const items = [{ stream: theirs.id, paper: null }];
  const { status, body } = await erase(items);
  assert.deepEqual([status, body.type], [422, "urn:shouwen:refusal:erase-open"]);
  assert.notDeepEqual(await holding(office, "欧阳忘川"), []);
});

test("everything chosen goes, from every table and every file; what others said stays", async () => {
  const { lines } = (await find("欧阳忘川")).body;
  const key = { "idempotency-key": "forget-1" };
  const body = {
    q: "欧阳忘川",
    items: lines.map(itemOf),
    reason: "本人要求",
    force: "本人撤回同意",
    password,
  };
  const done = await admin.post<Receipt>("/api/erasures", body, key);
  assert.equal(done.status, 201, JSON.stringify(done.body));
  assert.ok(done.body.events >= 8 && done.body.files === 1, JSON.stringify(done.body));
  for (const word of ["忘川", "13755556666", "137 5555 6666", "137-5555-6666"])
    assert.deepEqual(await holding(office, word), [], word);
  assert.notDeepEqual(await holding(office, "郑留名要求书面答复"), []);
  const again = await admin.post<Receipt>("/api/erasures", body, key);
  assert.deepEqual([again.status, again.body.id], [201, done.body.id]);
  const { world } = office.running;
  assert.equal((await verify(world.pool, world.dataDir)).firstBad, null);
  assert.deepEqual((await find("欧阳忘川")).body, { people: [], lines: [], imports: 0, more: false });
});

test("what is left can still be worked with", async () => {
  const shown = await reception.case(theirs.id);
  assert.deepEqual([shown.title, shown.customer.name], ["", null]);
  await reception.act(theirs.id, "note", { text: "资料已删" });
  const kept = await reception.case(others.id);
  assert.equal(kept.customer.name, "郑留名");
});

test("the receipt says who, when, why and how much, on paper and as a workbook too", async () => {
  const list = await admin.get<{ items: Receipt[] }>("/api/erasures?why=request");
  const [receipt] = list.body.items;
  assert.ok(receipt);
  assert.deepEqual([receipt.by, receipt.reason, receipt.force], ["wuye.admin", "本人要求", "本人撤回同意"]);
  assert.deepEqual([...new Set(receipt.items.map((i) => i.kind))].sort(), ["case", "customer", "paper"]);
  const get = async (form: string) =>
    Buffer.from(
      await (
        await fetch(`${office.address}/api/erasures/${receipt.id}/${form}`, {
          headers: { cookie: admin.cookie },
        })
      ).arrayBuffer(),
    );
  assert.match(await textOf(await get("pdf")), /个人信息删除记录.*本人要求/s);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await get("xlsx")) as unknown as ArrayBuffer);
  assert.ok((book.worksheets[0]?.rowCount ?? 0) > receipt.items.length);
});

test("a paper that must be kept is refused with its clause, one of the organisation's own only without force", async () => {
  const fields = { visitor: "司徒常在" };
  const { id } = (await reception.post<{ id: string }>("/api/papers", { paper: "visitors", fields })).body;
  const thing = `${regulation}/visitors`;
  const own = { keeps: { [thing]: "3 years" }, every: null, post: null, says: "" };
  const set = await admin.put("/api/retention", JSON.stringify(own));
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const ask = (force?: string) =>
    erase([{ stream: id, paper: "visitors" }], { q: "司徒常在", ...(force ? { force } : {}) });
  assert.equal((await ask()).body.type, "urn:shouwen:refusal:erase-own-keep");
  const hold = await admin.post<{ id: string }>("/api/holds", {
    stream: id,
    paper: "visitors",
    reason: "诉讼",
  });
  assert.equal(hold.status, 201, JSON.stringify(hold.body));
  assert.equal((await ask("本人撤回同意")).body.type, "urn:shouwen:refusal:erase-held");
  assert.equal((await admin.post(`/api/holds/${hold.body.id}/lift`, { reason: "已结案" })).status, 200);
  const tomorrow = new Date(Date.now() + 86_400_000);
  const date = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(tomorrow);
  const kept = edition.replace("      customer: never\n", "      customer: never\n      keep: 2 years\n");
  const headers = { "content-type": "text/yaml", reason: "trial" };
  assert.equal(
    (await admin.put(`/api/regulations/${regulation}/editions/${date}`, kept, headers)).status,
    200,
  );
  // Under tomorrow's edition its clause will say two years; this one was opened under today's.
  assert.equal((await ask("本人撤回同意")).status, 201);
  assert.deepEqual(await holding(office, "司徒常在"), []);
});
