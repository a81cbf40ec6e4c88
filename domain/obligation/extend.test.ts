// Extensions: asked in time the outcome waits, granted it moves, refused it stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { frontOffice, run, trial } from "#domain/regulation/testing/files.ts";
import { at, shown } from "#domain/time/testing/calendars.ts";
import { Matter } from "./testing/matter.ts";

const until = "2026-11-25T00:00:00+08:00";
const overtime = { until, reason: "配件未到" };

/** A minor complaint whose 2 days end on Friday at 24:00. */
const complaint = (): Matter =>
  new Matter(run(frontOffice))
    .registers("2026-11-18 10:00", { severity: "minor" })
    .does("2026-11-18 10:05", "forwarded", { department: "engineering" })
    .does("2026-11-18 10:20", "signed", { department: "engineering" });
const asked = (when: string, approval = "a1", m = complaint()): Matter =>
  m.does(when, "extension-asked", { obligation: m.owes("2.10.1a").id, approval, ...overtime });
const decided = (m: Matter, when: string, mark: string, approval: string | null = "a1"): Matter =>
  m.does(when, mark, { obligation: m.owes("2.10.1a").id, approval, ...overtime });

test("asked in time, the outcome waits for the decision", () => {
  const m = asked("2026-11-20 20:00");
  assert.equal(m.owes("2.10.1a").awaiting, "a1");
  assert.equal(m.owes("2.10.1a", "2026-11-22 10:00").state, "open");
  assert.equal(m.derived().next, null);
});

test("asked exactly at the due instant is in time, a millisecond later is not", () => {
  const due = at("2026-11-20 24:00");
  const inTime = complaint();
  inTime.does(due, "extension-asked", { obligation: inTime.owes("2.10.1a").id, approval: "a1", ...overtime });
  assert.equal(inTime.owes("2.10.1a", due + 5).state, "open");
  const late = complaint();
  late.does(due + 1, "extension-asked", { obligation: late.owes("2.10.1a").id, approval: "a1", ...overtime });
  assert.deepEqual([late.owes("2.10.1a").state, late.owes("2.10.1a").awaiting], ["breached", null]);
});

test("granted, it moves with every open one of the same duty that is due before, and no other", () => {
  const m = complaint();
  m.does("2026-11-18 12:00", "amended", { wantedBy: "2026-11-19T12:00:00+08:00" });
  decided(asked("2026-11-19 10:00", "a1", m), "2026-11-19 11:00", "extended");
  for (const clause of ["2.10.1a", "2.9.3d"]) {
    assert.equal(m.owes(clause).dueAt, Date.parse(until));
    assert.equal(m.owes(clause).extensions.length, 1);
  }
  assert.equal(shown(m.owes("2.10.1a").originalDueAt ?? 0), "2026-11-20 24:00");
  assert.equal(m.owes("2.10.1a", Date.parse(until) + 1).state, "breached");
});

test("a sibling due after the new time keeps its own", () => {
  const m = complaint();
  m.does("2026-11-18 12:00", "amended", { wantedBy: "2026-12-01T12:00:00+08:00" });
  decided(asked("2026-11-19 10:00", "a1", m), "2026-11-19 11:00", "extended");
  assert.equal(m.owes("2.9.3d").dueAt, Date.parse("2026-12-01T12:00:00+08:00"));
});

test("granted without waiting by who holds the authority", () => {
  const m = decided(complaint(), "2026-11-19 11:00", "extended", null);
  assert.equal(m.owes("2.10.1a").dueAt, Date.parse(until));
  assert.equal(m.owes("2.9.3d").dueAt, Date.parse(until));
});

test("granted after the old due time, it was never breached", () => {
  const m = decided(asked("2026-11-20 20:00"), "2026-11-22 10:00", "extended");
  assert.equal(m.owes("2.10.1a").state, "open");
  assert.ok(
    !m.events.some((e) => e.type === "obligation.breached" && String(e.data.clause).endsWith("/2.10.1a")),
  );
});

test("refused after the old due time, it is breached at the old due time", () => {
  const m = decided(asked("2026-11-20 20:00"), "2026-11-22 10:00", "extension-refused");
  assert.equal(m.owes("2.10.1a").state, "breached");
  const breach = m.events.find(
    (e) => e.type === "obligation.breached" && String(e.data.clause).endsWith("/2.10.1a"),
  );
  assert.equal(Date.parse(String(breach?.data.effectiveAt)), at("2026-11-20 24:00"));
});

test("refused before the due time, the clock runs on", () => {
  const m = decided(asked("2026-11-19 20:00"), "2026-11-20 10:00", "extension-refused");
  assert.deepEqual([m.owes("2.10.1a").state, m.owes("2.10.1a").awaiting], ["open", null]);
  assert.equal(m.derived().next, at("2026-11-20 24:00") + 1);
});

test("an act while it waits is decided by the answer", () => {
  const acted = () =>
    asked("2026-11-20 20:00").does("2026-11-21 09:00", "resolved", { department: "engineering" });
  assert.equal(acted().owes("2.10.1a").state, "open");
  const granted = decided(acted(), "2026-11-22 10:00", "extended").owes("2.10.1a");
  assert.deepEqual([granted.state, granted.metAt], ["met", at("2026-11-21 09:00")]);
  const refused = decided(acted(), "2026-11-22 10:00", "extension-refused").owes("2.10.1a");
  assert.deepEqual(
    [refused.state, refused.metAt, refused.dueAt],
    ["late", at("2026-11-21 09:00"), at("2026-11-20 24:00")],
  );
  const early = asked("2026-11-20 10:00").does("2026-11-20 11:00", "resolved", { department: "engineering" });
  assert.equal(decided(early, "2026-11-22 10:00", "extension-refused").owes("2.10.1a").state, "met");
});

test("asked twice, it waits for both answers", () => {
  const m = asked("2026-11-20 11:00", "a2", asked("2026-11-20 10:00", "a1"));
  decided(m, "2026-11-21 10:00", "extension-refused", "a2");
  assert.deepEqual([m.owes("2.10.1a").state, m.owes("2.10.1a").awaiting], ["open", "a1"]);
  decided(m, "2026-11-22 10:00", "extended", "a1");
  assert.deepEqual([m.owes("2.10.1a").state, m.owes("2.10.1a").dueAt], ["open", Date.parse(until)]);
});

test("a report to somebody else is another duty, though it is the same event", () => {
  const report = (to: string) =>
    `rule: { when: case.registered, must: { event: case.reported, with: { to: ${to} } }, who: desk, within: 1 hour }`;
  const m = new Matter(run(trial({ 1: report("chief"), 2: report("director"), 3: report("chief") })));
  m.registers("2026-11-18 10:00");
  m.does("2026-11-18 10:10", "extended", { obligation: m.owes("1").id, until, reason: "r", approval: null });
  assert.deepEqual(
    ["1", "2", "3"].map((id) => m.owes(id).dueAt === Date.parse(until)),
    [true, false, true],
  );
});
