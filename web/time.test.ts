// Times in words, in the organisation's zone, wherever the browser is.
import assert from "node:assert/strict";
import { test } from "node:test";
import i18next from "i18next";
import { figureInWords } from "./figure.ts";
import zh from "./i18n/zh-CN.json" with { type: "json" };
import { dayOf, instantInWords, instantOf, lengthInWords, localField, setZone } from "./time.ts";

await i18next.init({ lng: "zh-CN", resources: { "zh-CN": { translation: zh } }, nsSeparator: false });
setZone("Asia/Shanghai");
const wednesday = Date.parse("2026-08-05T10:00:00+08:00");
const minute = 60_000;

test("time left is said in its two largest units", () => {
  assert.equal(lengthInWords(125 * minute), "2 小时 5 分");
  assert.equal(lengthInWords(-(27 * 60) * minute), "1 天 3 小时");
  assert.equal(lengthInWords(24 * 60 * minute), "1 天");
  assert.equal(lengthInWords(59_000), "不到 1 分钟");
});

test("the end of a day is said as 24:00 of the day that ends", () => {
  const friday = Date.parse("2026-08-08T00:00:00+08:00");
  assert.equal(instantInWords(friday, wednesday), "8月7日 24:00");
  assert.equal(instantInWords(Date.parse("2026-08-06T00:00:00+08:00"), wednesday), "今天 24:00");
  assert.equal(instantInWords(wednesday + 10 * minute, wednesday), "今天 10:10");
  assert.equal(instantInWords("2027-01-02T09:30:00+08:00", wednesday), "2027年1月2日 09:30");
});

test("a local time that is typed is the organisation's, and comes back as it was typed", () => {
  assert.equal(instantOf("2026-08-05T10:00"), "2026-08-05T02:00:00Z");
  assert.equal(localField("2026-08-05T02:00:00Z"), "2026-08-05T10:00");
  assert.equal(dayOf("2026-08-05T17:00:00Z"), "2026-08-06");
  assert.equal(instantOf("2026-08-05T"), undefined);
});

test("a figure of a regulation file is said in Chinese", () => {
  assert.equal(figureInWords("10 minutes"), "10 分钟");
  assert.equal(figureInWords("2 working days"), "2 个工作日");
  assert.equal(figureInWords("same day"), "当天");
  assert.equal(figureInWords("by the tenth"), "by the tenth");
});
