// The official calendar as the package knows it: named days of 2026, and no year that is only half known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chinaDays } from "#server/china/holidays.ts";

test("days off, make-up workdays and their names", () => {
  const { days } = chinaDays();
  assert.deepEqual(days["2026-10-01"], { working: false, name: "国庆节" });
  assert.equal(days["2026-10-07"]?.working, false);
  assert.equal(days["2026-10-08"], undefined);
  for (const date of ["2026-09-20", "2026-10-10"]) assert.equal(days[date]?.working, true, date);
});

test("published are the years with a National Day, without gaps", () => {
  const { published } = chinaDays();
  assert.equal(published[0], 2004);
  assert.ok(published.includes(2026));
  published.forEach((year, n) => {
    assert.equal(year, 2004 + n);
  });
});

test("only the years asked for", () => {
  const { days, published } = chinaDays([2025, 2026, 2100]);
  assert.deepEqual(published, [2025, 2026]);
  assert.ok(Object.keys(days).every((date) => date >= "2025" && date < "2027"));
});
