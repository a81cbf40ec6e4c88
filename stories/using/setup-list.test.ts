// The checklist of setting up: each step as it really stands, put off or said to be right by the administrator alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Checklist } from "#api/checklist.ts";
import { type Office, openOffice, type Person } from "../office.ts";

let office: Office;
let admin: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("wuye.admin");
});
after(async () => {
  await office?.close();
});

const list = async (at?: string): Promise<Checklist> =>
  (await admin.get<Checklist>(`/api/setup/list${at ? `?at=${encodeURIComponent(at)}` : ""}`)).body;
const step = (of: Checklist, name: string) => {
  const found = of.steps.find((one) => one.name === name);
  assert.ok(found, name);
  return found;
};
const put = (body: unknown) => admin.put<unknown>("/api/setup/list", JSON.stringify(body));

test("each step is judged by what is there", async () => {
  const steps = await list(office.running.address);
  assert.ok(step(steps, "organisation").done);
  assert.ok(step(steps, "departments").done);
  assert.ok(step(steps, "regulations").done);
  assert.deepEqual(step(steps, "departments").facts, { n: 3 });
  assert.equal(step(steps, "figures").done, false, "promptly and at once have no figure yet");
  assert.equal(step(steps, "first").done, false);
  assert.equal(steps.done, false);
  const reception = await office.signIn("wuye.reception");
  await reception.post("/api/cases", {
    kind: "complaint",
    title: "楼道灯不亮",
    channel: "phone",
    description: "",
    customer: {},
  });
  assert.ok(step(await list(), "first").done);
});

test("the address fits where the browser's is the public one", async () => {
  const [first] = (await list("http://elsewhere.example")).steps.filter((one) => one.name === "address");
  const own = String(first?.facts.publicUrl);
  assert.equal(first?.done, false);
  assert.ok(step(await list(own), "address").done);
});

test("a step may be put off, or be right as it stands; on a shared server the backups are made by whoever runs it", async () => {
  const kept = { later: ["figures"], settled: ["hours", "print"], away: true };
  assert.equal((await put(kept)).status, 200);
  const steps = await list();
  assert.deepEqual([step(steps, "figures").later, step(steps, "figures").done], [true, false]);
  assert.deepEqual([step(steps, "hours").settled, step(steps, "hours").done], [true, true]);
  assert.equal(steps.away, true);
  await put({ later: [], settled: [], away: false });
  const backup = step(await list(), "backup");
  assert.deepEqual([backup.done, backup.settled, backup.facts], [true, false, { at: "", alone: 0 }]);
  assert.equal((await put({ later: ["nothing-known"], settled: [], away: false })).status, 400);
});

test("only an administrator sees the list or changes it", async () => {
  for (const name of ["wuye.reception", "wuye.gm"]) {
    const other = await office.signIn(name);
    assert.equal((await other.get("/api/setup/list")).status, 403);
    const body = JSON.stringify({ later: [], settled: [], away: true });
    assert.equal((await other.put("/api/setup/list", body)).status, 403);
  }
});
