// Hours of service as they are typed: several intervals a day, in order, and what is wrong with them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { missingYears } from "#domain/office/missing.ts";
import { keyFrom } from "#domain/office/posts.ts";
import { asTime, inOrder, type Week, weekFault } from "#domain/office/week.ts";

const week = (monday: [string, string][]): Week => ({
  "1": monday,
  "2": [],
  "3": [],
  "4": [],
  "5": [],
  "6": [],
  "7": [],
});

test("a lunch break is two intervals, typed in any order; what overlaps or ends before it begins is said", () => {
  const noon = week([
    ["13:30", "17:30"],
    ["08:30", "12:00"],
  ]);
  assert.equal(weekFault(noon)?.code, "hours-order");
  assert.equal(weekFault(inOrder(noon)), null);
  assert.equal(weekFault(week([["09:00", "24:00"]])), null);
  assert.deepEqual(
    weekFault(
      week([
        ["09:00", "12:00"],
        ["11:00", "13:00"],
      ]),
    ),
    { day: "1", code: "hours-order" },
  );
  assert.equal(weekFault(week([["9:00", "12:00"]]))?.code, "hours-shape");
  assert.equal(weekFault(week([]))?.code, "hours-none");
  assert.equal(weekFault("always"), null);
});

test("a time is read however it is typed", () => {
  for (const typed of ["830", "8:30", "08:30", "8.30", "８：３０", " 8:30 "])
    assert.equal(asTime(typed), "08:30", typed);
  assert.equal(asTime("9"), "09:00");
  assert.equal(asTime("24:00"), "24:00");
  assert.equal(asTime("soon"), "soon");
});

test("this year is always missed aloud, the next from October on", () => {
  assert.deepEqual(missingYears([2026], "2026-09-30"), [{ year: 2027, loud: false }]);
  assert.deepEqual(missingYears([2026], "2026-10-01"), [{ year: 2027, loud: true }]);
  assert.deepEqual(missingYears([2026, 2027], "2026-12-31"), []);
  assert.deepEqual(
    missingYears([2026], "2027-01-01").map((y) => y.loud),
    [true, false],
  );
});

test("a key comes of pinyin, of Latin letters, or of what it is a key for, and is nobody else's", () => {
  assert.equal(keyFrom(["qian", "tai"], "前台", "post", []), "qiantai");
  assert.equal(keyFrom(["qian", "tai"], "前台", "post", ["qiantai", "qiantai-2"]), "qiantai-3");
  assert.equal(keyFrom([], "Front Desk", "post", []), "front-desk");
  assert.equal(keyFrom([], "№ 1", "post", []), "post");
});
