// Keeping times: counted by the calendar, to the end of the day, never shorter for being longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { always, at, shown } from "#domain/time/testing/calendars.ts";
import { keptUntil, monthsOf } from "./keep.ts";

test("a length ends with the same day of its month, or the last one that the month has", () => {
  for (const [since, keep, until] of [
    ["2026-03-02 09:00", "6 months", "2026-09-02 24:00"],
    ["2026-03-02 00:00", "1 year", "2027-03-02 24:00"],
    ["2026-08-31 23:59", "1 month", "2026-09-30 24:00"],
    ["2024-02-29 12:00", "1 years", "2025-02-28 24:00"],
  ] as const)
    assert.equal(shown(keptUntil(at(since), keep, always) ?? 0), until, keep);
});

test("what is kept for ever, or longer than calendars count, never ends; what is no length is none", () => {
  const since = at("2026-03-02 09:00");
  for (const keep of ["for ever", "999 years", "soon", "0 years", ""])
    assert.equal(keptUntil(since, keep, always), null, keep);
  assert.deepEqual(["for ever", "2 years", "3 weeks"].map(monthsOf), ["ever", 24, null]);
});

test("later is kept at least as long, longer too, and always at least the months' shortest days", () => {
  const instant = fc.integer({ min: at("2001-01-01 00:00"), max: at("2090-01-01 00:00") });
  fc.assert(
    fc.property(instant, fc.nat(400 * 86_400_000), fc.integer({ min: 1, max: 999 }), (since, more, n) => {
      const until = keptUntil(since, `${n} months`, always) ?? Number.POSITIVE_INFINITY;
      assert.ok(until > since + n * 28 * 86_400_000);
      assert.ok((keptUntil(since + more, `${n} months`, always) ?? Number.POSITIVE_INFINITY) >= until);
      if (n < 999)
        assert.ok((keptUntil(since, `${n + 1} months`, always) ?? Number.POSITIVE_INFINITY) > until);
    }),
  );
});
