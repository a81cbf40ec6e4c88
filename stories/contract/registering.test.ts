// The contract, read line by line: what may be registered, and what is refused for its shape or by a rule.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import type { Problem } from "#api/words.ts";
import { complaint, type Office, openOffice, type Person, states } from "../office.ts";

let office: Office;
let reception: Person;
before(async () => {
  office = await openOffice();
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

const register = (more: Record<string, unknown> = {}) =>
  reception.post<CaseWhole & Problem>("/api/cases", complaint(more));
const taken = async (more: Record<string, unknown>): Promise<CaseWhole> => {
  const answer = await register(more);
  assert.equal(
    answer.status,
    201,
    `${JSON.stringify(more).slice(0, 120)}: ${JSON.stringify(answer.body).slice(0, 300)}`,
  );
  return answer.body;
};
const refused = async (status: number, more: Record<string, unknown>, field?: string): Promise<Problem> => {
  const answer = await register(more);
  const what = `${JSON.stringify(more).slice(0, 120)}: ${JSON.stringify(answer.body).slice(0, 300)}`;
  assert.equal(answer.status, status, what);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  if (field)
    assert.ok(
      answer.body.errors?.some((e) => e.field?.startsWith(field)),
      what,
    );
  return answer.body;
};
/** Sends a body as it stands. */
const raw = async (body: string, type = "application/json"): Promise<number> => {
  const headers = { cookie: reception.cookie, "content-type": type };
  return (await fetch(`${office.address}/api/cases`, { method: "POST", headers, body })).status;
};

test("titles and descriptions up to their last character", async () => {
  assert.equal((await taken({ title: "字".repeat(200) })).title.length, 200);
  await refused(400, { title: "字".repeat(201) }, "title");
  await refused(400, { title: "" }, "title");
  assert.equal((await taken({ description: "字".repeat(20_000) })).description.length, 20_000);
  await refused(400, { description: "字".repeat(20_001) }, "description");
});

test("what no database and no reader can hold", async () => {
  const whole = JSON.stringify(complaint());
  for (const field of ["title", "description", "place", "demand"])
    await refused(400, { [field]: "a\u0000b" }, field);
  await refused(400, { customer: { name: "a\u0000" } }, "customer");
  for (const lone of ["\\ud800", "\\udc00x", "x\\ud83d"]) {
    assert.equal(await raw(whole.replace("三号楼电梯反复困人", lone)), 400);
    assert.equal(await raw(whole.replace("张伟民", lone)), 400);
  }
  assert.equal(await raw(whole.replace("三号楼电梯反复困人", "\\ud83d\\ude00")), 201);
});

test("unknown keys and values, and every field that must be there", async () => {
  await refused(400, { colour: "red" });
  await refused(400, { customer: { name: "张", age: 3 } });
  await refused(400, { against: { department: "engineering", member: "security" } });
  for (const [field, value] of Object.entries({ kind: "toString", channel: "sms", severity: "huge" }))
    await refused(400, { [field]: value }, field);
  for (const field of ["kind", "title", "channel", "description", "customer"]) {
    await refused(400, { [field]: undefined }, field);
    await refused(400, { [field]: null }, field);
  }
  for (const body of ["[]", "null", "5", '"x"', "{", "", '{"__proto__":{"kind":"complaint"}}'])
    assert.equal(await raw(body), 400, body);
});

test("bodies too big or too deep are refused, never answered 500", async () => {
  assert.equal(await raw(`{"title":"${"a".repeat(2_000_000)}"}`), 413);
  assert.equal(await raw(`{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), 400);
  assert.equal(await raw(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`), 400);
  assert.equal(await raw("<a/>", "application/xml"), 415);
});

test("amounts are yuan with at most two decimals", async () => {
  for (const amount of [0, 0.01, 12.34, 1.1, 123_456_789.99])
    assert.equal((await taken({ amount })).amount, amount);
  for (const amount of [-1, -0.01, 1.234, 0.001, 1e-9, 1e300, "1", Number.NaN])
    await refused(400, { amount }, "amount");
});

test("received: never later, over five minutes back only with a reason, and the clocks count from then", async () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  await refused(422, { receivedAt: ago(-60_000) }, "receivedAt");
  await taken({ receivedAt: ago(240_000) });
  await refused(422, { receivedAt: ago(360_000) }, "lateReason");
  await refused(422, { receivedAt: ago(360_000), lateReason: "  " }, "lateReason");
  const receivedAt = ago(3_600_000);
  const late = await taken({ receivedAt, lateReason: "电话占线，记在纸上", severity: "minor" });
  assert.equal(late.receivedAt, receivedAt);
  assert.equal(late.lateReason, "电话占线，记在纸上");
  assert.equal(states(late)["2.9.4a"], "breached");
  assert.ok(late.obligations.every((o) => o.openedAt === receivedAt));
  assert.ok(late.overdue);
});

test("times are RFC 3339, in years that a calendar counts", async () => {
  const bad = [
    "2026-11-20",
    "2026-11-20T10:00:00",
    "2026-02-30T10:00:00Z",
    "2026-11-20T10:00:00+99:00",
    5,
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
  ];
  for (const field of ["receivedAt", "occurredAt", "wantedBy"])
    for (const value of bad) await refused(400, { [field]: value, lateReason: "x" }, field);
  assert.equal((await taken({ wantedBy: "2026-12-31T23:59:59+14:00" })).wantedBy, "2026-12-31T09:59:59.000Z");
});

test("blank fields stand in `missing`, and the step that needs the form names its clause", async () => {
  assert.deepEqual((await taken({ description: "" })).missing, ["description"]);
  assert.deepEqual((await taken({ customer: {} })).missing, ["customer"]);
  assert.deepEqual((await taken({ customer: { name: "", phone: "", address: "" } })).missing, ["customer"]);
  assert.deepEqual(
    (await taken({ customer: { name: "张伟民" } })).missing,
    ["customer"],
    "a name alone reaches nobody",
  );
  const blank = await taken({
    description: "",
    customer: {},
    occurredAt: undefined,
    place: undefined,
    against: undefined,
    demand: undefined,
  });
  assert.deepEqual([...blank.missing].sort(), [
    "against",
    "customer",
    "demand",
    "description",
    "occurredAt",
    "place",
  ]);
  const path = `/api/cases/${blank.id}/actions/forward`;
  const stopped = await reception.post<Problem>(path, { department: "engineering" });
  assert.equal(stopped.status, 422);
  assert.equal(stopped.body.clause, "pm-front-office/2.8.4c");
  assert.equal(stopped.body.errors?.length, 6);
  const { description, customer, occurredAt, place, against, demand } = complaint();
  const amended = await reception.act(blank.id, "amend", {
    description,
    customer,
    occurredAt,
    place,
    against,
    demand,
  });
  assert.deepEqual(amended.missing, []);
  assert.equal((await reception.post(path, { department: "engineering" })).status, 200);
});

test("every kind, channel and severity; whom it is against and who it comes from must exist", async () => {
  for (const kind of ["enquiry", "query", "request", "suggestion", "praise", "application"])
    await taken({ kind, severity: undefined });
  for (const channel of ["phone", "visit", "chat", "email", "letter", "fax", "web", "field"])
    await taken({ channel });
  for (const severity of ["minor", "important", "major", "crisis", undefined])
    assert.equal((await taken({ severity })).severity, severity ?? null);
  assert.deepEqual((await taken({ against: { member: "me" } })).against, { member: "wuye.reception" });
  assert.deepEqual((await taken({ against: { member: "security" } })).against, { member: "wuye.security" });
  await refused(422, { against: { department: "kitchen" } }, "against");
  await refused(422, { against: { member: "nobody" } }, "against");
  await refused(422, { customer: { id: "00000000-0000-4000-8000-000000000000" } }, "customer");
  await refused(400, { customer: { id: "x", name: "y" } });
});

test("only the desk registers", async () => {
  for (const post of ["reception2", "manager"])
    assert.equal(
      (await (await office.signIn(`wuye.${post}`)).post("/api/cases", complaint())).status,
      201,
      post,
    );
  for (const post of ["gm", "engineering", "security", "admin"])
    assert.equal(
      (await (await office.signIn(`wuye.${post}`)).post("/api/cases", complaint())).status,
      403,
      post,
    );
});

test("the same caller is found again by phone, however it is written", async () => {
  const first = await taken({ customer: { name: "钱多", phone: "13911223344" } });
  for (const phone of ["139 1122 3344", "+86 139-1122-3344", "008613911223344"])
    assert.equal((await taken({ customer: { phone } })).customer.id, first.customer.id, phone);
  const known = await taken({ customer: { id: first.customer.id } });
  assert.equal(known.customer.phone, "13911223344");
});

test("ten registrations, each sent three times at once, are ten matters; another body under a key is refused", async () => {
  const who = await office.signIn("wuye.reception2");
  const send = (n: number, more = {}) =>
    who.post<CaseWhole>("/api/cases", complaint({ title: `同一封信 ${n}`, ...more }), {
      "Idempotency-Key": `letter-${n}`,
    });
  const all = Array.from({ length: 30 }, (_, n) => n % 10);
  const answers = await Promise.all(all.map((n) => send(n)));
  assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([201]));
  assert.equal(new Set(answers.map((a) => a.body.number)).size, 10);
  const again = answers.filter((a) => a.headers.get("idempotency-replayed") === "true");
  assert.equal(again.length, 20);
  for (const [i, a] of answers.entries()) assert.equal(a.body.title, `同一封信 ${all[i]}`);
  const other = await Promise.all([send(0, { title: "另一封信" }), send(1)]);
  assert.deepEqual(
    other.map((a) => a.status),
    [422, 201],
  );
});

test("one sent before comes together with new ones of a new caller: the old answer, and one customer for the new", async () => {
  const send = (key: string, phone: string) =>
    reception.post<CaseWhole>("/api/cases", complaint({ customer: { phone } }), { "Idempotency-Key": key });
  const first = await send("came-before", "13700008888");
  const news = ["x", "y", "z"].map((n) => send(`came-new-${n}`, "13700009999"));
  const [again, ...fresh] = await Promise.all([send("came-before", "13700008888"), ...news]);
  assert.deepEqual(again?.body, first.body);
  assert.equal(new Set(fresh.map((f) => f.body.id)).size, 3);
  assert.equal(new Set(fresh.map((f) => f.body.customer.id)).size, 1);
});
