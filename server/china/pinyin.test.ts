// Pinyin as the search reads it: surnames, ü, characters that are no Chinese, and the cache's answer staying the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pinyin } from "#server/china/pinyin.ts";

test("surnames are read as surnames in names only", () => {
  assert.deepEqual(pinyin("单雄信", true), { full: ["shan", "xiong", "xin"], initials: "sxx" });
  assert.deepEqual(pinyin("曾国藩", true).full, ["zeng", "guo", "fan"]);
  assert.deepEqual(pinyin("欧阳修", true).full, ["ou", "yang", "xiu"]);
  assert.deepEqual(pinyin("单元门坏", false).full.slice(0, 2), ["dan", "yuan"]);
});

test("ü is v, what is no Chinese is left out, and asking again answers the same", () => {
  assert.deepEqual(pinyin("吕布", true), { full: ["lv", "bu"], initials: "lb" });
  assert.deepEqual(pinyin("3栋A座", false).full, ["dong", "zuo"]);
  assert.deepEqual(pinyin("吕布", true), { full: ["lv", "bu"], initials: "lb" });
});
