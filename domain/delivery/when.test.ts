// When a message may leave: never too early, never in quiet hours unless it is urgent, and not a moment later than it must.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { serviceBetween } from "#domain/time/count.ts";
import { always, at, office, shown } from "#domain/time/testing/calendars.ts";
import { pauseAfter } from "./retry.ts";
import type { Quiet } from "./settings.ts";
import { quietEnd, whenDelivered } from "./when.ts";

const night: Quiet = { mode: "daily", from: "22:00", to: "07:30" };
const noon: Quiet = { mode: "daily", from: "12:00", to: "13:30" };
const closed: Quiet = { mode: "closed", from: "22:00", to: "07:30" };
const sent = (quiet: Quiet, now: string, urgent = false, calendar = office, gathering = 60_000) =>
  shown(whenDelivered(urgent, { quiet }, calendar, at(now), gathering).at);

test("by day it leaves as soon as it is gathered", () => {
  assert.equal(sent(night, "2026-11-20 10:00"), "2026-11-20 10:01");
  assert.equal(sent(closed, "2026-11-20 10:00"), "2026-11-20 10:01");
});

test("at night it waits for the morning, on either side of midnight", () => {
  assert.equal(sent(night, "2026-11-20 22:00"), "2026-11-21 07:30");
  assert.equal(sent(night, "2026-11-20 21:59"), "2026-11-21 07:30");
  assert.equal(sent(night, "2026-11-21 03:00"), "2026-11-21 07:30");
  assert.equal(sent(night, "2026-11-21 07:29"), "2026-11-21 07:30");
  assert.equal(sent(noon, "2026-11-21 12:15"), "2026-11-21 13:30");
});

test("outside the hours of service it waits for the next: over lunch, a weekend, a holiday, to a day made up", () => {
  assert.equal(sent(closed, "2026-11-20 12:30"), "2026-11-20 13:30");
  assert.equal(sent(closed, "2026-11-20 18:00"), "2026-11-23 08:30");
  assert.equal(sent(closed, "2026-09-30 18:00"), "2026-10-08 08:30");
  assert.equal(sent(closed, "2026-10-09 18:00"), "2026-10-10 08:30");
});

test("round the clock there is no hour outside service", () => {
  assert.equal(sent(closed, "2026-11-20 03:00", false, always), "2026-11-20 03:01");
});

test("what is urgent keeps no quiet hours", () => {
  assert.equal(sent(night, "2026-11-20 23:00", true), "2026-11-20 23:01");
  assert.equal(sent(closed, "2026-10-01 12:00", true), "2026-10-01 12:01");
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
const quiets: fc.Arbitrary<Quiet> = fc.record({
  mode: fc.constantFrom("none", "closed", "daily"),
  from: clock,
  to: clock,
});
const instants = fc.integer({ min: at("2026-01-02 00:00"), max: at("2026-12-30 00:00") });
const gatherings = fc.integer({ min: 0, max: 3_600_000 });

/** Whether an instant is quiet, asked in another way than the code does. */
const isQuiet = (q: Quiet, instant: number): boolean => {
  if (q.mode === "none") return false;
  if (q.mode === "closed") return serviceBetween(office, instant, instant + 1) === 0;
  const time = new Date(instant + 8 * 3_600_000).toISOString().slice(11, 16);
  return q.from <= q.to ? time >= q.from && time < q.to : time >= q.from || time < q.to;
};

test("never before it is gathered, never in quiet hours, and at once when they end", () => {
  fc.assert(
    fc.property(quiets, instants, gatherings, fc.boolean(), (quiet, now, gathering, urgent) => {
      const { at: when, held } = whenDelivered(urgent, { quiet }, office, now, gathering);
      assert.ok(when >= now + gathering);
      assert.equal(held, when > now + gathering);
      if (urgent) return assert.equal(when, now + gathering);
      assert.ok(!isQuiet(quiet, when));
      if (held) {
        assert.ok(isQuiet(quiet, now + gathering));
        assert.ok(isQuiet(quiet, when - 1));
      }
    }),
    { numRuns: 2000 },
  );
});

test("between being gathered and leaving there is no moment that is not quiet", () => {
  fc.assert(
    fc.property(quiets, instants, fc.double({ min: 0, max: 1, noNaN: true }), (quiet, now, part) => {
      const end = quietEnd(quiet, office, now);
      const between = Math.floor(now + (end - now) * part);
      if (between < end) assert.ok(isQuiet(quiet, between));
    }),
    { numRuns: 2000 },
  );
});

test("pauses grow up to a day, and then it is given up", () => {
  const pauses = Array.from({ length: 9 }, (_, n) => pauseAfter(n + 1));
  const minutes = pauses.map((ms) => (ms === null ? null : ms / 60_000));
  assert.deepEqual(minutes, [1, 5, 15, 60, 180, 360, 720, 1440, null]);
});
