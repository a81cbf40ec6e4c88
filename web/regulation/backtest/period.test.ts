import assert from "node:assert/strict";
import { test } from "node:test";
import { periodOf } from "./period.ts";

test("the last whole month, quarter, year", () => {
  const cases = [
    ["month", "2026-01-15", "2025-12-01", "2026-01-01"],
    ["month", "2026-11-21", "2026-10-01", "2026-11-01"],
    ["quarter", "2026-11-21", "2026-07-01", "2026-10-01"],
    ["quarter", "2026-02-01", "2025-10-01", "2026-01-01"],
    ["year", "2026-11-21", "2025-01-01", "2026-01-01"],
  ] as const;
  for (const [preset, today, from, to] of cases) assert.deepEqual(periodOf(preset, today), { from, to });
});
