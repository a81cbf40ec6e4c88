// The same command sent several times at once, under one key: carried out once, and everybody hears the same answer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import { type Answer, complaint, type Office, openOffice, type Person } from "../office.ts";

let office: Office;
let admin: Person;
let reception: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("wuye.admin");
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

/** Sends it five times at once. @returns the answer that all of them had */
const fiveTimes = async <T>(who: Person, path: string, body: object, key: string): Promise<Answer<T>> => {
  const send = () => who.post<T>(path, body, { "Idempotency-Key": key });
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  const [first] = answers;
  assert.ok(first);
  for (const one of answers) assert.deepEqual([one.status, one.body], [first.status, first.body]);
  const again = answers.filter((a) => a.headers.get("idempotency-replayed") === "true");
  assert.equal(again.length, first.status < 300 ? 4 : 0, JSON.stringify(first.body));
  return first;
};

test("an act that can happen only once", async () => {
  const { body } = await reception.post<CaseWhole>("/api/cases", complaint({ title: "只转一次" }));
  const path = `/api/cases/${body.id}/actions/forward`;
  const forwarded = await fiveTimes<CaseWhole>(
    reception,
    path,
    { department: "engineering" },
    "forward-once",
  );
  assert.equal(forwarded.status, 200);
  const events = (await reception.case(body.id)).events.filter((e) => e.type === "case.forwarded");
  assert.equal(events.length, 1);
});

test("an act that could happen often", async () => {
  const { body } = await reception.post<CaseWhole>("/api/cases", complaint({ title: "只记一次" }));
  const path = `/api/cases/${body.id}/actions/note`;
  assert.equal((await fiveTimes(reception, path, { text: "住户来电" }, "note-once")).status, 200);
  const notes = (await reception.case(body.id)).events.filter((e) => e.type === "case.noted");
  assert.equal(notes.length, 1);
});

test("a change of the configuration, whose repetition alone would be refused", async () => {
  const department = { key: "garden", name: "绿化部" };
  assert.equal((await fiveTimes(admin, "/api/departments", department, "garden-once")).status, 201);
  const again = await admin.post("/api/departments", department, { "Idempotency-Key": "garden-twice" });
  assert.equal(again.status, 422);
});

test("what is refused is refused each time, and keeps nothing under its key", async () => {
  const { body } = await reception.post<CaseWhole>("/api/cases", complaint({ title: "还不能结案" }));
  const path = `/api/cases/${body.id}/actions/close`;
  const refused = await fiveTimes(reception, path, {}, "close-too-soon");
  assert.ok(refused.status >= 400 && refused.status < 500);
});
