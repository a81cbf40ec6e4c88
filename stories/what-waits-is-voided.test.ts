// A matter that ends leaves no request waiting, and what a clause says follows a breach is carried out once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import { clock, complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
let admin: Person;
let reception: Person;
let gm: Person;
before(async () => {
  office = await openOffice();
  admin = await office.signIn("yanlian.admin");
  reception = await office.signIn("yanlian.reception");
  gm = await office.signIn("yanlian.gm");
});
after(() => office.close());

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let n = 0; n < 200; n++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error("It did not come about.");
};

const register = async (): Promise<CaseWhole> => {
  const answer = await reception.post<CaseWhole>(
    "/api/cases",
    complaint({ occurredAt: "2026-11-17T20:00:00+08:00" }),
  );
  assert.equal(answer.status, 201);
  return answer.body;
};

test("a withdrawn complaint's request for more time is voided, and the general manager has nothing to decide", async () => {
  await admin.post("/api/rehearsal/reset", {
    at: "2026-11-18T10:00:00+08:00",
    regulations: ["pm-front-office"],
  });
  const { id, obligations } = await register();
  const term = obligations.find((o) => o.clause.endsWith("2.10.1c"));
  const ask = { obligation: term?.id, until: "2026-11-26T10:00:00+08:00", reason: "配件" };
  const approval = (await reception.act(id, "extend", ask, 202)) as unknown as Approval;
  await reception.act(id, "withdraw", { reason: "住户撤诉" });
  const waiting = async () => (await gm.get<{ items: Approval[] }>("/api/approvals")).body.items;
  await until(async () => (await waiting()).length === 0);
  const mine = await reception.get<{ items: Approval[] }>("/api/approvals?as=asker");
  assert.equal(mine.body.items.find((a) => a.id === approval.id)?.state, "void");
  assert.equal((await gm.post(`/api/approvals/${approval.id}/approve`)).status, 422);
  assert.equal(clock(await reception.case(id), "2.10.1c").state, "waived");
});

test("a clause that escalates: the general manager is told once, the matter says so with the clause", async () => {
  await admin.post("/api/rehearsal/reset", {
    at: "2026-11-18T10:00:00+08:00",
    regulations: ["pm-front-office"],
  });
  const path = "/api/regulations/pm-front-office/editions";
  const kept = (await admin.get<string>(`${path}/beginning`)).body;
  const changed = kept.replace(
    "within: 10 minutes",
    "within: 10 minutes, otherwise: [{ escalate: general-manager }]",
  );
  const put = await admin.put(`${path}/2026-11-18`, changed, {
    "content-type": "text/yaml",
    reason: "escalate",
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const { id } = await register();
  await admin.post("/api/rehearsal/advance", { by: "PT11M" });
  const matter = await reception.case(id);
  const escalated = matter.events.filter((e) => e.type === "case.escalated");
  assert.equal(escalated.length, 1);
  assert.deepEqual(escalated[0]?.data.clause, "pm-front-office/2.9.4a");
  await admin.post("/api/rehearsal/advance", { by: "PT1H" });
  const notices = await gm.get<{ items: { about: string; case: string }[] }>("/api/notices");
  assert.equal(notices.body.items.filter((n) => n.about === "case.escalated" && n.case === id).length, 1);
});
