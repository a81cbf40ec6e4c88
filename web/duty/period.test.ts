// Periods are said as an office says them, and the board's spans begin and end at local midnights.
import assert from "node:assert/strict";
import { test } from "node:test";
import i18next from "i18next";
import zh from "../i18n/zh-CN.json" with { type: "json" };
import { setZone } from "../time.ts";
import { bounds, lookBack, periodInWords, turnInWords } from "./period.ts";

await i18next.init({ lng: "zh-CN", resources: { "zh-CN": { translation: zh } }, nsSeparator: false });
setZone("Asia/Shanghai");
const sunday = Date.parse("2026-11-22T00:30:00+08:00");

test("every kind of period has words", () => {
  const said = {
    "2026-11-03": "11月3日",
    "2026-W48": "2026年第48周",
    "2026-W48~W49": "2026年第48至49周",
    "2026-11": "2026年11月",
    "2026-11~12": "2026年11至12月",
    "2026-Q4": "2026年第4季度",
    "2026-H1": "2026年上半年",
    "2026-H2": "2026年下半年",
    "2026": "2026年度",
    other: "other",
  };
  for (const [id, words] of Object.entries(said)) assert.equal(periodInWords(id), words);
  assert.equal(turnInWords({ period: "2026-11", n: 2, of: 2 }), "2026年11月 第 2 次（共 2 次）");
});

test("today, this week from Monday, this month, and back", () => {
  assert.deepEqual(bounds("today", sunday), { from: "2026-11-21T16:00:00Z", to: "2026-11-22T16:00:00Z" });
  assert.deepEqual(bounds("week", sunday), { from: "2026-11-15T16:00:00Z", to: "2026-11-22T16:00:00Z" });
  assert.deepEqual(bounds("month", sunday), { from: "2026-10-31T16:00:00Z", to: "2026-11-30T16:00:00Z" });
  assert.deepEqual(lookBack("quarter", sunday), { from: "2026-08-21T16:00:00Z", to: "2026-11-22T16:00:00Z" });
});
