// The board's spans begin and end at local midnights.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setZone } from "../time.ts";
import { bounds, lookBack } from "./period.ts";

setZone("Asia/Shanghai");
const sunday = Date.parse("2026-11-22T00:30:00+08:00");

test("today, this week from Monday, this month, and back", () => {
  assert.deepEqual(bounds("today", sunday), { from: "2026-11-21T16:00:00Z", to: "2026-11-22T16:00:00Z" });
  assert.deepEqual(bounds("week", sunday), { from: "2026-11-15T16:00:00Z", to: "2026-11-22T16:00:00Z" });
  assert.deepEqual(bounds("month", sunday), { from: "2026-10-31T16:00:00Z", to: "2026-11-30T16:00:00Z" });
  assert.deepEqual(lookBack("quarter", sunday), { from: "2026-08-21T16:00:00Z", to: "2026-11-22T16:00:00Z" });
});
