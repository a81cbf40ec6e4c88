// Somebody leaves: what they hold is shown, goes to whoever takes over, and nothing is given to them any more.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Approval } from "#api/approval.ts";
import type { CaseWhole } from "#api/case.ts";
import type { Deputies } from "#api/deputy.ts";
import type { Held, StaffMember } from "#api/staff.ts";
import type { Problem } from "#api/words.ts";
import { clock, complaint, type Office, openOffice, type Person } from "./office.ts";

let office: Office;
const people: Record<string, Person> = {};
const who = (post: string): Person => people[post] as Person;
const day = 86_400_000;

/** Tries until it holds: what follows a leaver is carried out behind. */
const soon = async <T>(look: () => Promise<T>, holds: (t: T) => boolean): Promise<T> => {
  for (let n = 0; n < 150; n++) {
    const found = await look();
    if (holds(found)) return found;
    await sleep(100);
  }
  return look();
};

before(async () => {
  office = await openOffice();
  for (const post of ["reception", "reception2", "manager", "gm", "engineering", "security", "admin"])
    people[post] = await office.signIn(`wuye.${post}`);
});
after(() => office?.close());

const register = async (title: string): Promise<string> =>
  (await who("reception").post<CaseWhole>("/api/cases", complaint({ title }))).body.id;
const leave = (id: string, body: unknown) =>
  who("admin").post<StaffMember & Problem>(`/api/staff/${id}/leave`, body);
const held = async (id: string): Promise<Held> =>
  (await who("admin").get<Held>(`/api/staff/${id}/held`)).body;

test("an approval that was handed to somebody by name, a deputy and a post go on without them", async () => {
  const id = await register("电梯");
  await who("reception").act(id, "forward", { department: "engineering" });
  const signed = await who("engineering").act(id, "sign");
  const term = clock(signed, "2.10.1c");
  const until = new Date(Date.parse(term.dueAt ?? "") + day).toISOString();
  await who("engineering").act(id, "extend", { obligation: term.id, until, reason: "等配件" }, 202);
  const [asked] = (await who("gm").get<{ items: Approval[] }>("/api/approvals")).body.items;
  const on = await who("gm").post(`/api/approvals/${asked?.id}/hand-on`, {
    to: "wuye.security",
  });
  assert.equal(on.status, 200, JSON.stringify(on.body));
  const [from, to] = [new Date(Date.now() - day).toISOString(), new Date(Date.now() + 9 * day).toISOString()];
  const named = await who("manager").put<Deputies>(
    "/api/deputies",
    JSON.stringify({ items: [{ deputy: "wuye.security", from, to }] }),
    { "content-type": "application/json" },
  );
  assert.equal(named.status, 200, JSON.stringify(named.body));
  const has = await held("wuye.security");
  assert.deepEqual([has.approvals.count, has.deputies, has.posts.map((p) => p.key)], [1, 1, ["security"]]);
  const wanting = await leave("wuye.security", { reason: "调离", to: {} });
  assert.deepEqual([wanting.status, wanting.body.errors?.[0]?.field], [422, "to.approvals"]);
  const left = await leave("wuye.security", {
    reason: "调离",
    to: { approvals: "wuye.gm", posts: "wuye.engineering" },
  });
  assert.deepEqual([left.status, left.body.left], [200, true], JSON.stringify(left.body));
  const mine = await soon(
    () => who("gm").get<{ items: Approval[] }>("/api/approvals"),
    (a) => a.body.items.length > 0,
  );
  assert.deepEqual(
    mine.body.items.map((a) => a.id),
    [asked?.id],
  );
  assert.deepEqual((await who("manager").get<Deputies>("/api/deputies")).body.items, []);
  const heir = (await who("admin").get<StaffMember>("/api/staff/wuye.engineering")).body;
  assert.deepEqual(heir.posts, ["engineering", "security"]);
  const granted = await who("gm").post(`/api/approvals/${asked?.id}/approve`);
  assert.equal(granted.status, 200, JSON.stringify(granted.body));
});

test("matters go to the successor, and say from whom; who asked first stays on record", async () => {
  const ids = [await register("一"), await register("二")];
  const has = await held("wuye.reception");
  assert.equal(has.matters.count, 3);
  const refused = await leave("wuye.reception", { reason: "离职", to: { matters: "wuye.security" } });
  assert.match(refused.body.type, /member-left/);
  assert.equal(
    (await leave("wuye.reception", { reason: "离职", to: { matters: "wuye.reception" } })).status,
    422,
  );
  const left = await leave("wuye.reception", { reason: "离职", to: { matters: "wuye.reception2" } });
  assert.equal(left.status, 200, JSON.stringify(left.body));
  for (const id of ids) {
    const matter = await soon(
      () => who("reception2").case(id),
      (c) => c.firstAsked === "wuye.reception2",
    );
    assert.equal(matter.firstAsked, "wuye.reception2");
    assert.equal(matter.events[0]?.by, "wuye.reception");
    const handed = matter.events.find((e) => e.type === "case.handed-over");
    assert.equal(handed?.by, "wuye.admin");
    await who("reception2").act(id, "forward", { department: "engineering" });
  }
  const members = (
    await who("admin").get<{ items: { id: string; left?: boolean; name: string }[] }>("/api/members")
  ).body.items;
  const gone = members.find((m) => m.id === "wuye.reception");
  assert.deepEqual([gone?.left, gone?.name], [true, "林晓梅"]);
  const notices = await who("reception2").get<{ items: { about: string }[] }>("/api/notices");
  assert.ok(
    notices.body.items.some((n) => n.about === "case.handed-over"),
    JSON.stringify(notices.body).slice(0, 300),
  );
});

test("a leaver is let in nowhere and given nothing", async () => {
  const session = await soon(
    () => who("reception").get("/api/me"),
    (a) => a.status === 401,
  );
  assert.equal(session.status, 401);
  await assert.rejects(office.signIn("wuye.reception"));
  const id = (await who("reception2").post<CaseWhole>("/api/cases", complaint({ title: "三" }))).body.id;
  await who("reception2").act(id, "forward", { department: "engineering" });
  const assigned = await who("engineering").post<Problem>(`/api/cases/${id}/actions/assign`, {
    member: "wuye.reception",
  });
  assert.match(assigned.body.type, /member-left/);
  const deputy = {
    deputy: "wuye.reception",
    from: new Date().toISOString(),
    to: new Date(Date.now() + day).toISOString(),
  };
  const named = await who("manager").put<Problem>("/api/deputies", JSON.stringify({ items: [deputy] }), {
    "content-type": "application/json",
  });
  assert.match(named.body.type, /member-left/);
});

test("the head and the one administrator cannot simply go", async () => {
  const head = await leave("wuye.gm", { reason: "退休", to: {} });
  assert.match(head.body.type, /successor-posts/);
  assert.match((await leave("wuye.admin", { reason: "走", to: {} })).body.type, /leave-self/);
  const went = await leave("wuye.gm", {
    reason: "退休",
    to: { posts: "wuye.manager", approvals: "wuye.manager" },
  });
  assert.equal(went.status, 200, JSON.stringify(went.body));
  const manager = (await who("admin").get<StaffMember>("/api/staff/wuye.manager")).body;
  assert.deepEqual(manager.posts, ["manager", "gm"]);
});

test("whoever comes back has the same id, and gets back what is given", async () => {
  const back = await who("admin").post<StaffMember>("/api/staff/wuye.reception/return", {
    posts: ["reception"],
    department: "front-office",
  });
  assert.deepEqual([back.status, back.body.left, back.body.posts], [200, false, ["reception"]]);
  const again = await office.signIn("wuye.reception");
  assert.equal((await again.post("/api/cases", complaint({ title: "回来了" }))).status, 201);
});

test("somebody who stays gives away what they hold, and keeps their posts", async () => {
  const given = await who("admin").post<StaffMember>("/api/staff/wuye.reception2/hand-over", {
    reason: "长假",
    to: { matters: "wuye.reception" },
  });
  assert.deepEqual([given.status, given.body.posts], [200, ["reception2"]]);
  const left = await soon(
    () => held("wuye.reception2"),
    (h) => h.matters.count === 0,
  );
  assert.equal(left.matters.count, 0);
});
