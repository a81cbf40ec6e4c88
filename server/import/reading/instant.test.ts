import assert from "node:assert/strict";
import { test } from "node:test";
import { buildCalendar } from "#domain/time/calendar.ts";
import { readInstant } from "./instant.ts";

const calendar = (timeZone: string) =>
  buildCalendar({ key: "test", timeZone, week: "always", days: {}, published: [], years: [2019, 2026] });
const shanghai = calendar("Asia/Shanghai");
const read = (text: string, edge: "first" | "last" = "first", c = shanghai): string | null => {
  const at = readInstant(c, text, edge);
  return at === null ? null : new Date(at).toISOString();
};

test("the usual ways of writing a time are read in the organisation's zone", () => {
  for (const text of [
    "2019-04-25 09:32:09",
    "2019/4/25 9:32:09",
    "2019.4.25 09:32:09",
    "2019年4月25日9时32分9秒",
  ])
    assert.equal(read(text), "2019-04-25T01:32:09.000Z", text);
  for (const text of [
    "2019-04-25T09:32:09",
    "20190425093209",
    " 2019-4-25  9:32:09 ",
    "2019/4/25 星期四 9:32:09",
  ])
    assert.equal(read(text), "2019-04-25T01:32:09.000Z", text);
  assert.equal(read("2019/4/25 9:32"), "2019-04-25T01:32:00.000Z");
  assert.equal(read("2019年4月25日 下午3时"), "2019-04-25T07:00:00.000Z");
  assert.equal(read("2019/4/25 3:20 PM"), "2019-04-25T07:20:00.000Z");
  assert.equal(read("2019/4/25 上午 12:05"), "2019-04-24T16:05:00.000Z");
  assert.equal(read("2019-04-25 24:00"), "2019-04-25T16:00:00.000Z");
});

test("an offset is obeyed, a spreadsheet's number is a time", () => {
  assert.equal(read("2019-04-25T09:32:09+08:00"), "2019-04-25T01:32:09.000Z");
  assert.equal(read("2019-04-25T09:32:09.5Z"), "2019-04-25T09:32:09.500Z");
  assert.equal(read("2019-04-25 09:32:09 -0500"), "2019-04-25T14:32:09.000Z");
  assert.equal(read("43580.39732638889"), "2019-04-25T01:32:09.000Z");
  assert.equal(read("43580"), "2019-04-24T16:00:00.000Z");
});

test("a day without a time is its first moment or its last", () => {
  for (const text of ["2019-04-25", "2019/4/25", "2019年4月25日", "20190425", "43580"]) {
    assert.equal(read(text, "first"), "2019-04-24T16:00:00.000Z", text);
    assert.equal(read(text, "last"), "2019-04-25T15:59:59.999Z", text);
  }
});

test("the zone's own clock counts, also on the days when it jumps", () => {
  const newYork = calendar("America/New_York");
  assert.equal(read("2025-03-09 01:30", "first", newYork), "2025-03-09T06:30:00.000Z");
  assert.equal(read("2025-03-09 03:30", "first", newYork), "2025-03-09T07:30:00.000Z");
  assert.equal(read("2025-03-09", "last", newYork), "2025-03-10T03:59:59.999Z");
});

test("what is no time is none", () => {
  for (const text of [
    "",
    "昨天",
    "2019-13-01",
    "2019-02-30",
    "2019-04-25 25:00",
    "2019-04-25 10:61",
    "4/25/2019",
    "12",
    "1019",
  ])
    assert.equal(read(text), null, text);
  for (const text of ["2019-02-30T10:00:00Z", "2019-04-25T10:00:00+99:00", "0000-01-01", "9999-12-31"])
    assert.equal(read(text), null, text);
});
