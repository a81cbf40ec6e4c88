// An important complaint from the first call to the archive, every clause kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { verify } from "#server/log/proof/verify.ts";
import { clock, complaint, type Office, openOffice, type Person, states } from "./office.ts";

let office: Office;
const people: Record<string, Person> = {};
const who = (name: string): Person => people[name] as Person;
before(async () => {
  office = await openOffice();
  for (const post of ["reception", "manager", "gm", "engineering", "security", "admin"])
    people[post] = await office.signIn(`wuye.${post}`);
});
after(() => office.close());

test("an important complaint, kept in time from the first call to the archive", async () => {
  const registered = await who("reception").post<CaseWhole>("/api/cases", complaint());
  assert.equal(registered.status, 201);
  const { id } = registered.body;
  assert.deepEqual(states(registered.body), {
    "2.9.3c": "open",
    "2.9.4a": "open",
    "2.9.4c": "open",
    "2.10.1c": "open",
  });
  const tenMinutes =
    Date.parse(clock(registered.body, "2.9.4a").dueAt ?? "") - Date.parse(registered.body.receivedAt);
  assert.equal(tenMinutes, 600_000);

  const forwarded = await who("reception").act(id, "forward", { department: "engineering" });
  assert.equal(forwarded.state, "forwarded");
  assert.equal(clock(forwarded, "2.9.4a").state, "met");
  assert.equal(clock(forwarded, "2.9.4b").owner, "wuye.engineering");
  assert.equal(clock(forwarded, "2.9.4b").dueAt, null);

  const refused = await who("security").post<{ detail: string }>(`/api/cases/${id}/actions/sign`);
  assert.equal(refused.status, 403);
  const signed = await who("engineering").act(id, "sign");
  assert.equal(signed.state, "accepted");
  assert.equal(clock(signed, "2.9.4b").state, "met");

  const reported = await who("reception").act(id, "report", { to: "manager" });
  assert.equal(clock(reported, "2.9.3c").state, "met");
  const further = await who("manager").act(id, "report", { to: "gm" });
  assert.equal(clock(further, "2.9.4c").state, "met");

  const term = clock(further, "2.10.1c");
  const until = new Date(Date.parse(term.dueAt ?? "") + 2 * 86_400_000).toISOString();
  const asked = (await who("engineering").act(
    id,
    "extend",
    { obligation: term.id, until, reason: "等门机配件到货" },
    202,
  )) as unknown as Approval;
  assert.equal(asked.state, "waiting");
  assert.deepEqual(asked.waitsFor, ["gm"]);
  assert.equal((await who("manager").post(`/api/approvals/${asked.id}/approve`)).status, 403);
  const granted = await who("gm").post<Approval>(`/api/approvals/${asked.id}/approve`, { comment: "同意" });
  assert.equal(granted.status, 200);
  assert.equal(granted.body.state, "granted");
  const extended = await who("engineering").case(id);
  assert.equal(clock(extended, "2.10.1c").dueAt, until);
  assert.equal(clock(extended, "2.10.1c").extendedBy, asked.id);
  assert.equal((await who("gm").post(`/api/approvals/${asked.id}/approve`)).status, 422);

  const resolved = await who("engineering").act(id, "resolve", { outcome: "更换门机，已试运行两小时" });
  assert.equal(resolved.upheld, true);
  assert.equal(clock(resolved, "2.10.1c").state, "met");
  const back = await who("engineering").act(id, "hand-back");
  assert.equal(clock(back, "2.9.5c").state, "met");
  assert.equal(clock(back, "2.9.6b").state, "open");
  await who("reception").act(id, "report", { to: "manager" });
  const told = await who("reception").act(id, "inform", { means: "phone", text: "已更换门机，当面致歉" });
  assert.equal(told.state, "informed");
  const closed = await who("reception").act(id, "close");
  assert.equal(closed.state, "closed");
  assert.ok(
    Object.values(states(closed)).every((s) => s === "met"),
    JSON.stringify(states(closed)),
  );

  const seen = await who("admin").case(id);
  const acts = seen.events.map((e) => e.type).filter((t) => !t.startsWith("obligation."));
  assert.deepEqual(acts, [
    "case.registered",
    "case.forwarded",
    "case.signed",
    "case.reported",
    "case.reported",
    "case.extension-asked",
    "case.extended",
    "case.resolved",
    "case.handed-back",
    "case.reported",
    "case.informed",
    "case.closed",
  ]);
  assert.equal((await verify(office.running.world.side, office.dataDir)).firstBad, null);
});
