// What can be done to a request while it waits: hand on, add a signer, deputise, withdraw, remind, run out of time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { always, at, office as hours, shown } from "#domain/time/testing/calendars.ts";
import { dueOf } from "./due.ts";
import { authorityOf, consentedPosts, nextUp } from "./office.ts";
import { inTurn, office, Request, together } from "./testing/request.ts";

const due = (r: Request) => {
  const instant = dueOf(r.state, always);
  return instant === null ? null : shown(instant);
};

test("nobody decides their own request, not as deputy either", () => {
  const r = new Request(inTurn(["sales"]));
  r.o = { ...r.o, deputies: { Sales: [{ deputy: "Clerk", from: r.now, to: r.now + 1 }] } };
  assert.deepEqual(r.grants("Clerk"), ["may-not-decide"]);
  assert.equal(r.does("Clerk", { act: "reject" }), "may-not-decide");
  assert.equal(r.does("Sales", { act: "hand-on", to: "Clerk" }), "approval-own");
  assert.equal(r.does("Sales", { act: "add-signer", member: "Clerk", place: "before" }), "approval-own");
});

test("handed on: the other signs in that place, whoever handed it on no longer", () => {
  const r = new Request(inTurn(["sales", "finance"]));
  assert.equal(r.does("Finance", { act: "hand-on", to: "Law" }), "may-not-decide");
  assert.equal(r.does("Sales", { act: "hand-on", to: "Nobody" }), "member-unknown");
  assert.equal(r.does("Sales", { act: "hand-on", to: "Sales" }), "approval-already-asked");
  assert.equal(r.does("Sales", { act: "hand-on", to: "Law", comment: "请法务看" }), "done");
  assert.deepEqual(r.events.at(-1)?.data.tells, ["Law"]);
  assert.deepEqual(r.grants("Sales", "Law"), ["may-not-decide", "done"]);
  assert.deepEqual(consentedPosts(r.o, r.state).sort(), ["law", "sales"]);
});

test("handed on to somebody who then leaves: it goes back to the posts, else to the head", () => {
  const r = new Request(inTurn(["sales"]));
  r.does("Sales", { act: "hand-on", to: "Law" });
  const without = (...gone: string[]) => ({
    ...r.o,
    members: r.o.members.filter((m) => !gone.includes(m.id)),
  });
  assert.deepEqual(nextUp(without("Law"), r.state, r.now), ["Sales"]);
  assert.deepEqual(nextUp(without("Law", "Sales"), r.state, r.now), ["Head"]);
});

test("a signer added before me signs first, one added after me follows, and both must", () => {
  const r = new Request(inTurn(["sales", "finance"]));
  assert.equal(r.does("Sales", { act: "add-signer", member: "Law", place: "before" }), "done");
  assert.deepEqual(r.grants("Sales", "Law"), ["may-not-decide", "done"]);
  assert.equal(r.does("Sales", { act: "add-signer", member: "Vice", place: "after" }), "done");
  assert.deepEqual(r.grants("Vice", "Sales"), ["may-not-decide", "done"]);
  assert.equal(r.step, 1);
  assert.deepEqual(r.grants("Finance", "Vice", "Finance"), ["may-not-decide", "done", "done"]);
  assert.equal(r.status, "granted");
  const any = new Request(together(["sales", "law"], false));
  any.does("Sales", { act: "add-signer", member: "Vice", place: "after" });
  any.grants("Sales");
  assert.equal(any.status, "waiting");
  any.grants("Vice");
  assert.equal(any.status, "granted");
});

test("a deputy decides from one instant to another, and the record says for whom", () => {
  const [from, to] = [at("2026-11-18 12:00"), at("2026-11-19 12:00")];
  const deputies = { Sales: [{ deputy: "Law", from, to }] };
  const r = new Request(inTurn(["sales", "law"]), "Clerk", { ...office, deputies });
  assert.deepEqual(r.grants("Law"), ["may-not-decide"]);
  r.waits("2026-11-18 12:00");
  assert.deepEqual(nextUp(r.o, r.state, r.now), ["Sales", "Law"]);
  r.waits("2026-11-19 12:00");
  assert.deepEqual(r.grants("Law"), ["done"]);
  const [first, second] = r.state.stages.map((s) => s.seats[0]?.line[0]?.consent);
  assert.deepEqual([first?.by, first?.for, first?.why], ["Law", "Sales", "signed"]);
  // Who signed for another has granted: the own step is not asked again.
  assert.deepEqual([second?.by, second?.why, r.status], ["Law", "same-person", "granted"]);
  const late = new Request(inTurn(["sales"]), "Clerk", { ...office, deputies });
  late.waits("2026-11-19 12:01");
  assert.deepEqual(late.grants("Law", "Sales"), ["may-not-decide", "done"]);
});

test("only who asked withdraws and reminds, while it waits; whoever has to do with it may say something", () => {
  const r = new Request(inTurn(["sales", "finance"], { cc: ["vice"] }));
  for (const act of ["withdraw", "remind"] as const) assert.equal(r.does("Sales", { act }), "may-not-asker");
  assert.equal(r.does("Clerk", { act: "remind" }), "done");
  assert.deepEqual(r.events.at(-1)?.data.tells, ["Sales"]);
  for (const who of ["Clerk", "Finance", "Vice"])
    assert.equal(r.does(who, { act: "comment", comment: "急" }), "done");
  assert.equal(r.does("Law", { act: "comment", comment: "急" }), "may-not-decide");
  assert.equal(r.does("Clerk", { act: "withdraw", comment: "不用了" }), "done");
  assert.equal(r.status, "withdrawn");
  assert.deepEqual(r.grants("Sales"), ["approval-decided"]);
  assert.equal(r.does("Clerk", { act: "withdraw" }), "approval-decided");
});

test("each step has its own time, counted from when its turn came; exactly then is in time", () => {
  const r = new Request(inTurn(["sales", "finance"], { within: "2 hours" }));
  assert.equal(due(r), "2026-11-18 12:00");
  r.waits("2026-11-18 12:00");
  assert.deepEqual([r.status, r.grants("Sales")], ["waiting", ["done"]]);
  assert.equal(due(r), "2026-11-18 14:00");
  r.now = at("2026-11-18 14:00") + 1;
  // Before any wake-up it is over already, and nobody decides it any more.
  assert.deepEqual([r.state.state, r.status], ["waiting", "expired"]);
  assert.deepEqual(r.grants("Finance"), ["approval-decided"]);
  assert.equal(r.does("Clerk", { act: "withdraw" }), "approval-decided");
  r.waits("2026-11-18 14:01");
  assert.deepEqual([r.state.state, r.state.steps.at(-1)?.by], ["expired", "clock"]);
  assert.ok(!r.state.steps.some((s) => s.did === "refused" || s.did === "granted"));
});

test("sent back, the time of the step begins anew and runs out again", () => {
  const r = new Request(inTurn(["sales", "finance"], { within: "1 day" }));
  r.waits("2026-11-19 09:00").grants("Sales");
  r.waits("2026-11-20 08:00");
  assert.equal(r.does("Finance", { act: "send-back", to: 1 }), "done");
  assert.equal(due(r), "2026-11-21 24:00");
  r.waits("2026-11-22 00:01");
  assert.equal(r.status, "expired");
});

test("a step's time is counted on the calendar; handing on does not lengthen it", () => {
  const r = new Request(inTurn(["sales"], { within: "2 working hours" }));
  r.now = at("2026-11-18 11:00");
  r.does("Sales", { act: "hand-on", to: "Law" });
  assert.equal(shown(dueOf(r.state, hours) ?? 0), "2026-11-18 12:00");
  const none = new Request(inTurn(["sales"], { within: "promptly" }));
  assert.equal(due(none), null);
});

test("the head stands in for posts that nobody holds, when asking too", () => {
  const o = office;
  const head = o.members.find((m) => m.id === "Head");
  const clerk = o.members.find((m) => m.id === "Clerk");
  assert.ok(head && clerk);
  assert.deepEqual(authorityOf(o, head, inTurn(["left", "sales"])), ["head", "left"]);
  assert.deepEqual(authorityOf(o, clerk, inTurn(["left"])), ["clerk"]);
});
