// The administrator maps a role to another post: what is owed moves with it, at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let admin: Person;
let reception: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("wuye.admin");
  reception = await office.signIn("wuye.reception");
});
after(() => office.close());

type Roles = { items: { regulation: string; role: string; posts: string[]; fallsToHead: boolean }[] };
type Owed = { items: { clause: string; case: string }[] };

test("what GET answers is changed and sent back; the receptionist's duties go to the other desk, then to the head", async () => {
  const made = await reception.post<CaseWhole>("/api/cases", complaint());
  const owes = async (post: string): Promise<string[]> => {
    const found = await admin.get<Owed>(`/api/obligations?owner=${post}&state=open`);
    return found.body.items.filter((o) => o.case === made.body.id).map((o) => o.clause.split("/")[1] ?? "");
  };
  assert.ok((await owes("reception")).includes("2.9.4a"));
  const map = async (posts: string[]) => {
    const { body } = await admin.get<Roles>("/api/roles");
    for (const row of body.items) if (row.role === "receptionist") row.posts = posts;
    const put = await admin.put<Roles>("/api/roles", JSON.stringify(body));
    assert.equal(put.status, 200, JSON.stringify(put.body));
    return put.body.items.find((r) => r.role === "receptionist");
  };
  assert.deepEqual((await map(["reception2"]))?.posts, ["reception2"]);
  assert.ok((await owes("reception2")).includes("2.9.4a"));
  assert.ok(!(await owes("reception")).includes("2.9.4a"));
  assert.equal((await map([]))?.fallsToHead, true);
  assert.ok((await owes("gm")).includes("2.9.4a"), "a role without a post falls to the head, visibly");
  assert.equal(clock(await reception.case(made.body.id), "2.9.4a").owner, "wuye.gm");
  assert.equal((await reception.put("/api/roles", JSON.stringify({ items: [] }))).status, 403);
});
