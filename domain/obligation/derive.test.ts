// The fold: who owes what as a matter goes on, from hand to hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frontOffice, posts, run, trial } from "#domain/regulation/testing/files.ts";
import type { Facts } from "#domain/stream/event.ts";
import { at } from "#domain/time/testing/calendars.ts";
import { Matter } from "./testing/matter.ts";

const desk = run(frontOffice);
const registered = (severity: string): Matter => new Matter(desk).registers("2026-11-18 10:00", { severity });

test("a minor complaint kept in every clause owes nothing at the end", () => {
  const department = "engineering";
  const m = registered("minor")
    .does("2026-11-18 10:05", "forwarded", { department })
    .does("2026-11-18 10:30", "signed", { department })
    .does("2026-11-19 09:00", "resolved", { department })
    .does("2026-11-19 10:00", "handed-back", { department })
    .does("2026-11-19 10:30", "reported", { to: ["manager"] })
    .does("2026-11-19 11:00", "informed", { means: "phone" })
    .does("2026-11-19 12:00", "closed");
  assert.deepEqual(m.states().toSorted(), [
    "2.10.1a met",
    "2.9.3d met",
    "2.9.4a met",
    "2.9.4b met",
    "2.9.5c met",
    "2.9.5d met",
    "2.9.6a met",
    "2.9.6b met",
  ]);
  assert.equal(m.derived().next, null);
});

test("a rejected complaint is dealt with in time as a resolved one is", () => {
  const m = registered("important").does("2026-11-19 09:00", "rejected", { department: "engineering" });
  assert.deepEqual([m.owes("2.10.1c").state, m.owes("2.9.5c").state], ["met", "open"]);
});

test("telling the customer by e-mail does not keep the clause that says telephone or visit", () => {
  const m = registered("minor").does("2026-11-18 11:00", "handed-back", { department: "e" });
  assert.equal(m.does("2026-11-18 11:10", "informed", { means: "email" }).owes("2.9.6b").state, "open");
  assert.equal(m.does("2026-11-18 11:20", "informed", { means: "visit" }).owes("2.9.6b").state, "met");
});

test("by way of the manager, in that order", () => {
  const apart = run(
    frontOffice,
    {},
    { ...posts, "management-manager": ["vice"], "operations-manager": ["ops"] },
  );
  const m = new Matter(apart).registers("2026-11-18 10:00", { severity: "major" });
  m.does("2026-11-18 10:10", "reported", { to: ["gm"] });
  assert.deepEqual([m.owes("2.9.3b").state, m.owes("2.9.4c").state], ["met", "open"]);
  m.does("2026-11-18 10:20", "reported", { to: ["ops"] });
  assert.equal(m.owes("2.9.4c").state, "open");
  m.does("2026-11-18 10:30", "reported", { to: ["vice"] });
  assert.equal(m.owes("2.9.4c").state, "met");
});

test("where one person holds both steps, one report meets both", () => {
  const m = registered("important").does("2026-11-18 10:20", "reported", { to: ["manager"] });
  assert.deepEqual([m.owes("2.9.3c").state, m.owes("2.9.4c").state], ["met", "met"]);
});

test("each department signs for itself; returned, nobody need sign any more", () => {
  const m = registered("minor").does("2026-11-18 10:05", "forwarded", { department: "engineering" });
  const first = m.owes("2.9.4b");
  assert.deepEqual(first.owner, { department: "engineering" });
  m.does("2026-11-18 10:10", "signed", { department: "security" });
  assert.equal(m.owes("2.9.4b").state, "open");
  m.does("2026-11-18 10:15", "returned", { department: "engineering", reason: "不归我们" });
  assert.deepEqual([m.owes("2.9.4b").state, m.owes("2.9.4b").why], ["waived", "ended"]);
  m.does("2026-11-18 10:20", "forwarded", { department: "security" });
  assert.notEqual(m.owes("2.9.4b").id, first.id);
  assert.equal(m.does("2026-11-18 10:30", "signed", { department: "security" }).owes("2.9.4b").state, "met");
  assert.equal(m.obligations().find((o) => o.id === first.id)?.state, "waived");
});

test("forwarded again to the same department, its clock starts afresh, and the old one never comes back", () => {
  const m = registered("minor").does("2026-11-18 10:05", "forwarded", { department: "engineering" });
  const first = m.owes("2.9.4b").id;
  m.does("2026-11-18 10:06", "forwarded", { department: "engineering" });
  const state = () => m.obligations().find((o) => o.id === first)?.state;
  assert.equal(state(), "superseded");
  m.does("2026-11-18 10:07", "forwarded", { department: "security" });
  m.does("2026-11-18 10:08", "signed", { department: "engineering" });
  assert.deepEqual(
    m.obligations().flatMap((o) => (o.clause.endsWith("/2.9.4b") ? [o.state] : [])),
    ["superseded", "met", "open"],
  );
});

test("the promise to the customer does not start afresh with a hand-over", () => {
  const m = registered("minor");
  const { dueAt, id } = m.owes("2.10.1a");
  m.does("2026-11-18 10:05", "forwarded", { department: "engineering" });
  m.does("2026-11-19 10:05", "forwarded", { department: "security" });
  assert.deepEqual([m.owes("2.10.1a").id, m.owes("2.10.1a").dueAt], [id, dueAt]);
});

test("withdrawn, what is open is waived and what is breached stays", () => {
  const m = registered("important").does("2026-11-18 12:00", "withdrawn", { reason: "住户撤诉" });
  assert.deepEqual(m.states(), ["2.9.3c breached", "2.9.4a breached", "2.9.4c waived", "2.10.1c waived"]);
  assert.equal(m.derived().next, null);
});

test("a second round has its own clocks, and the first round's results stay", () => {
  const m = registered("minor")
    .does("2026-11-18 12:00", "resolved")
    .does("2026-11-20 09:00", "reopened", { reason: "复发" });
  const rounds = m.obligations().filter((o) => o.clause.endsWith("/2.10.1a"));
  assert.deepEqual(
    rounds.map((o) => [o.state, o.openedAt]),
    [
      ["met", at("2026-11-18 10:00")],
      ["open", at("2026-11-20 09:00")],
    ],
  );
});

const chat = (again: string): Matter =>
  new Matter(
    run(
      trial({
        1: `rule: { when: case.noted, must: case.informed, who: desk, within: 1 hour, again: ${again} }`,
      }),
    ),
  )
    .registers("2026-11-18 09:00")
    .does("2026-11-18 10:00", "noted")
    .does("2026-11-18 10:30", "noted");

test("a repeated trigger makes a new clock, keeps the first, or starts afresh, as the rule says", () => {
  const dues = (m: Matter) => m.obligations().map((o) => [o.state, o.openedAt === at("2026-11-18 10:00")]);
  assert.deepEqual(dues(chat("new")), [
    ["open", true],
    ["open", false],
  ]);
  assert.deepEqual(dues(chat("keep")), [["open", true]]);
  assert.deepEqual(dues(chat("restart")), [
    ["superseded", true],
    ["open", false],
  ]);
  const answered = chat("keep").does("2026-11-18 10:40", "informed").does("2026-11-18 10:50", "noted");
  assert.equal(answered.obligations().length, 2);
});

test("an act that ends the condition itself still meets what was open", () => {
  const rule =
    "rule: { when: case.registered, while: { state: registered }, must: case.forwarded, who: desk, within: 1 hour }";
  const m = new Matter(run(trial({ 1: rule }))).registers("2026-11-18 10:00");
  assert.equal(m.does("2026-11-18 10:10", "forwarded", { department: "e" }).owes("1").state, "met");
});

const imported = (carries: string[], more: (m: Matter) => Matter): Matter => {
  const m = more(registeredFrom({ severity: "minor", receivedAt: "2026-03-02T10:00:00+08:00", carries }));
  for (const e of m.events) e.recordedAt = at("2026-11-18 09:00");
  return m;
};
const registeredFrom = (data: Facts): Matter => new Matter(desk).registers("2026-03-02 10:00", data);

test("a clause whose act an imported file does not carry is not recorded, never breached", () => {
  const m = imported(["case.registered", "case.resolved"], (x) => x.does("2026-03-03 09:00", "resolved"));
  m.wakes("2026-11-18 10:00");
  assert.deepEqual(m.states(), ["2.9.3d met", "2.9.4a waived", "2.10.1a met", "2.9.5c waived"]);
  assert.equal(m.owes("2.9.4a").why, "not-recorded");
  assert.equal(m.derived().next, null);
});

test("an act that the file carries is judged, also when it came late", () => {
  const m = imported(["case.registered", "case.resolved"], (x) => x.does("2026-03-09 09:00", "resolved"));
  assert.equal(m.owes("2.10.1a").state, "late");
});

test("of a file that carries no act nothing is judged, also not what has a long time", () => {
  const m = imported([], (x) => x).wakes("2026-11-18 10:00");
  assert.deepEqual(m.states(), ["2.9.3d waived", "2.9.4a waived", "2.10.1a waived"]);
});

test("what an imported matter goes through afterwards is judged as any other's", () => {
  const m = imported(["case.resolved"], (x) => x);
  m.does("2026-11-18 10:00", "reopened").wakes("2026-11-18 10:11");
  assert.deepEqual(m.states().slice(3), ["2.9.3d open", "2.9.4a breached", "2.10.1a open"]);
  const late = imported(["case.resolved"], (x) => x).does("2026-11-18 10:00", "resolved");
  assert.equal(late.owes("2.9.5c").state, "open");
});

test("an imported matter that is levelled later still does not breach what it cannot show", () => {
  const m = registeredFrom({ carries: ["case.registered", "case.resolved"] });
  m.does("2026-03-05 10:00", "graded", { severity: "important" }).wakes("2026-11-18 10:00");
  assert.deepEqual(m.states(), ["2.9.3c waived", "2.9.4a waived", "2.9.4c waived", "2.10.1c breached"]);
});

/** Carries out what follows each breach once, as the log's reactions do. */
const escalate = (m: Matter, rules: ReturnType<typeof run>["rules"], done: Set<number>): number => {
  const breaches = m.events.filter((e) => e.type === "obligation.breached" && !done.has(e.seq));
  for (const e of breaches) {
    done.add(e.seq);
    for (const effect of rules.find((r) => r.clause === e.data.clause)?.otherwise ?? [])
      m.does(m.now, "escalated", {
        to: posts[effect.escalate.split("/")[1] ?? ""],
        obligation: e.data.obligation,
      });
  }
  return breaches.length;
};

test("a breach escalates once, the next breach to the next leader, and there it ends", () => {
  const running = run(
    trial({
      1: "rule: { when: case.registered, must: case.forwarded, who: desk, within: 1 hour, otherwise: [{ escalate: chief }] }",
      2: "rule: { when: { event: case.escalated, with: { to: chief } }, must: case.noted, who: chief, within: 1 hour, otherwise: [{ escalate: director }] }",
      3: "rule: { when: { event: case.escalated, with: { to: director } }, must: case.noted, who: director, within: 1 hour }",
    }),
  );
  const m = new Matter(running).registers("2026-11-18 10:00");
  const done = new Set<number>();
  let next = m.derived().next;
  for (let n = 0; next !== null; n++) {
    assert.ok(n < 10, "the chain ends");
    m.wakes(next).wakes(next);
    escalate(m, running.rules, done);
    next = m.derived().next;
  }
  assert.deepEqual(m.states(), ["1 breached", "2 breached", "3 breached"]);
  assert.equal(m.events.filter((e) => e.type === "case.escalated").length, 2);
});
