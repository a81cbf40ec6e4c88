// Chains of consents: in turn, all, any; the same person once; the asker's own authority; faults of other engines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { anyOf, satisfied } from "./chain.ts";
import { inTurn, office, Request, together } from "./testing/request.ts";

const consents = (r: Request) =>
  r.state.stages.map((s) =>
    s.seats.map((seat) => seat.line.map((l) => l.consent?.why ?? "open").join("+")).join(),
  );

test("in turn: the next is asked only after the one before has granted", () => {
  const r = new Request(inTurn(["sales", "finance", "head"]));
  assert.deepEqual(r.grants("Finance", "Head", "Sales"), ["may-not-decide", "may-not-decide", "done"]);
  assert.equal(r.step, 2);
  assert.deepEqual(r.grants("Sales", "Head"), ["approval-step-decided", "may-not-decide"]);
  assert.deepEqual(r.grants("Finance", "Head"), ["done", "done"]);
  assert.equal(r.status, "granted");
});

test("all of several sign in any order; any one of several is enough", () => {
  const all = new Request(together(["sales", "finance", "law"]));
  assert.deepEqual(all.grants("Law", "Law", "Sales"), ["done", "approval-step-decided", "done"]);
  assert.equal(all.status, "waiting");
  assert.deepEqual(all.grants("Finance"), ["done"]);
  assert.equal(all.status, "granted");
  const any = new Request(together(["sales", "finance"], false));
  assert.deepEqual(any.grants("Finance", "Sales"), ["done", "approval-decided"]);
  assert.equal(any.status, "granted");
});

test("one refusal among all that must sign ends it at once, and never hangs at the step", () => {
  const r = new Request(together(["sales", "finance", "law"]));
  r.grants("Sales");
  assert.equal(r.does("Finance", { act: "reject", comment: "不行" }), "done");
  assert.equal(r.status, "refused");
  assert.equal(r.state.steps.at(-1)?.did, "refused");
  assert.deepEqual(r.grants("Law"), ["approval-decided"]);
});

test("sent back out of a step that several sign together: it goes back, and on to nobody", () => {
  const chain = inTurn(["vice"]);
  const r = new Request({
    ...chain,
    steps: [...chain.steps, ...together(["sales", "finance"]).steps, ...inTurn(["head"]).steps],
  });
  r.grants("Vice", "Sales");
  assert.equal(r.does("Finance", { act: "send-back", to: 1, comment: "金额不对" }), "done");
  assert.equal(r.step, 1);
  assert.deepEqual(consents(r), ["open", "open,open", "open"]);
  assert.deepEqual(r.grants("Head", "Sales", "Vice", "Finance", "Sales", "Head"), [
    "may-not-decide",
    "may-not-decide",
    "done",
    "done",
    "done",
    "done",
  ]);
  assert.equal(r.status, "granted");
});

test("back only to an earlier step that somebody signed", () => {
  const r = new Request(inTurn(["clerk", "sales", "finance"]));
  r.grants("Sales");
  for (const to of [1, 3, 9])
    assert.equal(r.does("Finance", { act: "send-back", to }), "approval-no-such-step");
  assert.equal(r.does("Finance", { act: "send-back", to: 2 }), "done");
  assert.deepEqual(consents(r), ["asker", "open", "open"]);
});

test("the same person twice in a chain signs once, and the record says so", () => {
  const both = {
    ...office,
    members: office.members.map((m) => (m.id === "Sales" ? { ...m, posts: ["sales", "head"] } : m)),
  };
  const r = new Request(inTurn(["sales", "finance", "head"]), "Clerk", both);
  assert.deepEqual(r.grants("Sales", "Finance"), ["done", "done"]);
  assert.equal(r.status, "granted");
  assert.deepEqual(consents(r), ["signed", "signed", "same-person"]);
  const once = new Request(together(["sales", "head"]), "Clerk", both);
  assert.deepEqual(once.grants("Sales"), ["done"]);
  assert.deepEqual([once.status, consents(once)], ["granted", ["signed,same-person"]]);
});

test("sent back, who signed twice by one word is asked again", () => {
  const both = {
    ...office,
    members: office.members.map((m) => (m.id === "Sales" ? { ...m, posts: ["sales", "head"] } : m)),
  };
  const r = new Request(inTurn(["sales", "finance", "head"]), "Clerk", both);
  r.grants("Sales");
  assert.equal(r.does("Finance", { act: "send-back", to: 1 }), "done");
  assert.deepEqual(consents(r), ["open", "open", "open"]);
});

test("a step that was given without being asked is never shown as signed by somebody", () => {
  const r = new Request(inTurn(["clerk", "sales"]));
  assert.deepEqual(consents(r), ["asker", "open"]);
  assert.deepEqual(
    r.state.steps.map((s) => s.did),
    ["asked"],
  );
  r.grants("Sales");
  assert.deepEqual(
    r.state.steps.map((s) => `${s.by} ${s.did}`),
    ["Clerk asked", "Sales granted"],
  );
});

test("nobody left in a post: it falls to the head alone, visibly, never to nobody and never to several", () => {
  const r = new Request(inTurn(["left", "sales"]));
  assert.deepEqual(r.events[0]?.data.waitsFor, ["head"]);
  assert.deepEqual(r.events[0]?.data.tells, ["Head"]);
  assert.deepEqual(r.grants("Finance", "Head"), ["may-not-decide", "done"]);
  const gone = new Request(inTurn(["sales", "finance"]));
  gone.o = { ...gone.o, members: gone.o.members.filter((m) => m.id !== "Sales") };
  assert.deepEqual(gone.grants("Finance", "Head", "Finance"), ["may-not-decide", "done", "done"]);
  const empty = new Request(inTurn(["sales"]));
  empty.o = { ...empty.o, members: empty.o.members.map((m) => (m.id === "Sales" ? { ...m, posts: [] } : m)) };
  assert.deepEqual(empty.grants("Sales", "Head"), ["may-not-decide", "done"]);
});

test("several people in one post: any one of them signs for it", () => {
  const r = new Request(inTurn(["clerk", "sales"]), "Sales");
  assert.equal(r.status, "waiting");
  assert.deepEqual(r.grants("Helper", "Clerk"), ["done", "approval-decided"]);
});

test("roles mapped anew while it waits: the posts that stand for the role now are asked", () => {
  const r = new Request(inTurn(["sales", "finance"]));
  r.o = { ...r.o, roles: { ...r.o.roles, "text/sales": ["law"] } };
  assert.deepEqual(r.grants("Sales", "Law"), ["may-not-decide", "done"]);
  assert.equal(r.step, 2);
});

test("covered: every step, or the last by the asker's own posts; granters never skip a step", () => {
  const chain = inTurn(["sales", "head"]);
  assert.equal(satisfied(chain, ["head"]), true);
  assert.equal(satisfied(chain, ["sales"]), false);
  assert.equal(satisfied(chain, ["clerk", "head"], ["clerk"]), false);
  assert.equal(satisfied(chain, ["clerk", "sales", "head"], ["clerk"]), true);
  assert.equal(satisfied(together(["sales", "law"]), ["sales"]), false);
  assert.equal(satisfied(together(["sales", "law"], false), ["law"]), true);
  assert.equal(satisfied({ steps: [], within: null, cc: [] }, ["head"]), false);
  assert.equal(satisfied({ steps: [{ of: [], all: true }], within: null, cc: [] }, ["head"]), false);
});

test("what was asked before there were chains still folds: one step that any of the posts decides", () => {
  const r = new Request(anyOf(["sales", "law"]));
  const [asked] = r.events;
  const old = { case: "c", action: "settle", input: {}, clause: "text/1", waitsFor: ["sales", "law"] };
  r.events.splice(0, 1, { ...(asked as (typeof r.events)[0]), data: old });
  assert.deepEqual(
    r.state.stages.map((s) => [s.all, s.seats.length]),
    [[false, 1]],
  );
  const granted = {
    seq: 2,
    type: "approval.granted",
    at: r.now,
    recordedAt: r.now,
    by: "Law",
    data: { comment: "好" },
  };
  r.events.push(granted);
  assert.deepEqual([r.status, r.step, consents(r)], ["granted", null, ["signed"]]);
});
