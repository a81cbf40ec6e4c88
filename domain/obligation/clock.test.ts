// One clock: when it is due, what moves it, when it never began in time.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { frontOffice, run, trial } from "#domain/regulation/testing/files.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import { dueAfter } from "#domain/time/due.ts";
import { parseLength } from "#domain/time/length.ts";
import { at, office, shown, sources } from "#domain/time/testing/calendars.ts";
import { stateAt } from "./obligation.ts";
import { Matter } from "./testing/matter.ts";

const wednesday = "2026-11-18 10:00";
const desk = run(frontOffice);
const complaint = (severity: string | null, data = {}): Matter =>
  new Matter(desk).registers(wednesday, { ...(severity ? { severity } : {}), ...data });

test("an important complaint starts the clocks of its level and no other", () => {
  assert.deepEqual(complaint("important").states(), [
    "2.9.3c open",
    "2.9.4a open",
    "2.9.4c open",
    "2.10.1c open",
  ]);
});

test("a complaint without a level starts only what holds for all; levelled, the rest counts from the start", () => {
  const m = complaint(null);
  assert.deepEqual(m.states(), ["2.9.4a open"]);
  m.does("2026-11-18 10:30", "graded", { severity: "important" });
  assert.equal(shown(m.owes("2.9.3c").dueAt ?? 0), "2026-11-18 11:00");
});

test("other matters than complaints owe nothing here", () => {
  assert.deepEqual(
    new Matter(desk).registers(wednesday, { kind: "enquiry", severity: "minor" }).states(),
    [],
  );
});

test("the due instant is in time and the next millisecond is not", () => {
  const due = at("2026-11-18 10:10");
  const m = complaint("minor");
  assert.equal(m.owes("2.9.4a", due).state, "open");
  assert.equal(m.owes("2.9.4a", due + 1).state, "breached");
  assert.equal(stateAt(m.owes("2.9.4a"), due), "open");
  assert.equal(stateAt(m.owes("2.9.4a"), due + 1), "breached");
  assert.equal(m.derived().next, due + 1);
  assert.equal(complaint("minor").does(due, "forwarded", { department: "e" }).owes("2.9.4a").state, "met");
  const late = complaint("minor")
    .does(due + 1, "forwarded", { department: "e" })
    .owes("2.9.4a");
  assert.deepEqual([late.state, late.metAt, late.dueAt], ["late", due + 1, due]);
});

test("days end at 24:00 of the last, the first not counted", () => {
  const m = complaint("minor");
  assert.equal(shown(m.owes("2.10.1a").dueAt ?? 0), "2026-11-20 24:00");
  assert.equal(shown(complaint("major").owes("2.9.3b").dueAt ?? 0), "2026-11-18 24:00");
  assert.equal(shown(complaint("major").owes("2.10.2b").dueAt ?? 0), "2026-11-28 24:00");
  assert.equal(complaint("major").owes("2.10.2b").strength, "should");
});

test("clocks count from when the matter was received; one that is late at its birth is marked", () => {
  const m = complaint("important", { receivedAt: "2026-11-18T09:00:00+08:00" });
  assert.equal(shown(m.owes("2.9.3c").dueAt ?? 0), "2026-11-18 10:00");
  const late = m.owes("2.9.4a");
  assert.deepEqual(
    [shown(late.dueAt ?? 0), late.state, late.bornLate],
    ["2026-11-18 09:10", "breached", true],
  );
  assert.equal(m.owes("2.9.3c").bornLate, false);
});

test("the customer's own term takes the figure's place, earlier or later, in the clause that names it", () => {
  for (const wantedBy of ["2026-11-18T18:00:00+08:00", "2026-11-25T18:00:00+08:00"]) {
    const m = complaint("minor", { wantedBy });
    assert.equal(m.owes("2.9.3d").dueAt, Date.parse(wantedBy));
    assert.equal(m.owes("2.9.3d").figureOf, "customer");
    assert.equal(shown(m.owes("2.10.1a").dueAt ?? 0), "2026-11-20 24:00");
  }
});

test("a term given, changed or dropped later moves the open clock", () => {
  const m = complaint("minor");
  const due = () => shown(m.owes("2.9.3d").dueAt ?? 0);
  assert.equal(due(), "2026-11-20 24:00");
  m.does("2026-11-18 11:00", "amended", { wantedBy: "2026-11-19T12:00:00+08:00" });
  assert.equal(due(), "2026-11-19 12:00");
  m.does("2026-11-18 12:00", "amended", { wantedBy: null });
  assert.equal(due(), "2026-11-20 24:00");
  m.does("2026-11-19 12:00", "amended", { wantedBy: "2026-11-18T20:00:00+08:00" });
  assert.deepEqual([m.owes("2.9.3d").state, m.owes("2.9.3d").bornLate], ["breached", true]);
});

test("re-graded, the old level's clocks are superseded and acts since the beginning count", () => {
  const m = complaint("minor")
    .does("2026-11-18 10:05", "reported", { to: ["manager"] })
    .does("2026-11-18 12:00", "graded", { severity: "important" });
  assert.equal(m.owes("2.10.1a").state, "superseded");
  assert.deepEqual([m.owes("2.9.3c").state, m.owes("2.9.3c").metAt], ["met", at("2026-11-18 10:05")]);
  assert.equal(shown(m.owes("2.10.1c").dueAt ?? 0), "2026-11-21 24:00");
});

test("back to the old level, it is the same obligation with the same due time", () => {
  const m = complaint("minor");
  const before = m.owes("2.10.1a");
  m.does("2026-11-18 11:00", "graded", { severity: "major" }).does("2026-11-18 12:00", "graded", {
    severity: "minor",
  });
  const after = m.owes("2.10.1a");
  assert.deepEqual([after.id, after.dueAt, after.state], [before.id, before.dueAt, "open"]);
  assert.equal(m.obligations().filter((o) => o.clause.endsWith("/2.10.1a")).length, 1);
});

test("a level that comes after its time is breached at once and marked as born late", () => {
  const m = complaint("minor").does("2026-11-18 15:00", "graded", { severity: "important" });
  const late = m.owes("2.9.3c");
  assert.deepEqual([late.state, late.bornLate], ["breached", true]);
  m.does("2026-11-18 15:30", "reported", { to: ["manager"] });
  assert.deepEqual([m.owes("2.9.3c").state, m.owes("2.9.3c").bornLate], ["late", true]);
});

test("a breach stays when the level changes", () => {
  const m = complaint("important")
    .wakes("2026-11-18 12:00")
    .does("2026-11-18 12:30", "graded", { severity: "minor" });
  assert.equal(m.owes("2.9.3c").state, "breached");
  m.does("2026-11-18 13:00", "reported", { to: ["manager"] });
  assert.equal(m.owes("2.9.3c").state, "breached");
});

const pausing = (within: string): string =>
  `rule: { when: case.registered, must: case.resolved, who: desk, within: ${within}, pause: [waiting-for-customer] }`;

test("a pause moves the deadline by exactly what was counted of it", () => {
  const lengths = ["10 minutes", "48 hours", "2 days", "2 working days", "4 working hours", "1 week"];
  fc.assert(
    fc.property(
      sources,
      fc.constantFrom(...lengths),
      fc.integer({ min: 0, max: 400 * 24 * 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 20 * 86_400_000 }),
      (source, within, minute, share, rest) => {
        const calendar = buildCalendar({ ...source, published: [] });
        const begin = Date.UTC(2025, 6, 1) + minute * 60_000;
        const m = new Matter(run(trial({ 1: pausing(within) })), calendar).registers(begin);
        const due = m.owes("1").dueAt ?? 0;
        const from = Math.floor(begin + (due - begin) * share);
        m.does(from, "paused", { reason: "waiting-for-customer" });
        assert.equal(m.owes("1", due + 1_000_000_000).state, "open");
        m.does(from + rest, "resumed");
        const length = parseLength(within);
        assert.ok(length);
        const pause = { pausedAt: from, resumedAt: from + rest };
        const moved = m.owes("1", from + rest).dueAt;
        assert.equal(moved, dueAfter(calendar, begin, length, [pause]).due);
        if (within.endsWith("minutes") || within === "48 hours") assert.equal(moved, due + rest);
      },
    ),
    { numRuns: 400 },
  );
});

test("a reason that the rule does not list stops nothing", () => {
  const m = new Matter(run(trial({ 1: pausing("1 hour") }))).registers(wednesday);
  m.does("2026-11-18 10:30", "paused", { reason: "lunch" }).does("2026-11-18 12:00", "resumed");
  assert.deepEqual([m.owes("1").state, shown(m.owes("1").dueAt ?? 0)], ["breached", "2026-11-18 11:00"]);
  const none = complaint("minor").does("2026-11-18 10:05", "paused", { reason: "waiting-for-customer" });
  assert.equal(none.owes("2.9.4a", "2026-11-18 10:20").state, "breached");
});

test("what is done while the clock stands still is in time, and a clock born then begins standing still", () => {
  const m = new Matter(
    run(trial({ 1: pausing("1 hour"), 2: pausing("1 hour").replace("registered", "noted") })),
  );
  m.registers(wednesday).does("2026-11-18 10:30", "paused", { reason: "waiting-for-customer" });
  m.does("2026-11-18 11:30", "noted");
  assert.equal(m.owes("2", "2026-11-19 11:30").state, "open");
  m.does("2026-11-18 15:00", "resolved");
  assert.deepEqual([m.owes("1").state, m.owes("2").state], ["met", "met"]);
});

test("on an office calendar the day ends at closing, and what comes after it counts as the next day's", () => {
  const m = new Matter(desk, office).registers("2026-09-30 16:00", { severity: "minor" });
  assert.equal(shown(m.owes("2.10.1a").dueAt ?? 0), "2026-10-08 17:30");
  const evening = new Matter(desk, office).registers("2026-09-30 18:00", { severity: "major" });
  assert.equal(shown(evening.owes("2.9.3b").dueAt ?? 0), "2026-10-08 17:30");
  const newYear = new Matter(desk, office).registers("2026-12-31 16:00", { severity: "minor" });
  assert.deepEqual(newYear.owes("2.10.1a").missingYears, [2027]);
});

test("the owner is warned once, before the due time, and again after an extension", () => {
  const rule =
    "rule: { when: case.registered, must: case.resolved, who: desk, within: 4 hours, warn: 1 hour }";
  const m = new Matter(run(trial({ 1: rule }))).registers(wednesday);
  assert.equal(m.derived().next, at("2026-11-18 13:00"));
  m.wakes("2026-11-18 13:00").wakes("2026-11-18 13:00").wakes("2026-11-18 13:30");
  const warnings = () => m.events.filter((e) => e.type === "obligation.warned").length;
  assert.equal(warnings(), 1);
  assert.equal(m.derived().next, at("2026-11-18 14:00") + 1);
  const { id } = m.owes("1");
  m.does("2026-11-18 13:40", "extended", { obligation: id, until: "2026-11-18T18:00:00+08:00", reason: "r" });
  m.wakes("2026-11-18 16:00");
  assert.equal(warnings(), 1);
  m.wakes("2026-11-18 17:00");
  assert.equal(warnings(), 2);
});
