import assert from "node:assert/strict";
import { test } from "node:test";
import { chapterOf, chaptersOf } from "./chapters.ts";

test("an article's number names its chapter", () => {
  const cases: [string, string][] = [
    ["二、9(4)", "二"],
    ["第一章(一)", "第一章"],
    ["第六条6.1(5)", "第六条"],
    ["4.2.1 3)", "4.2"],
    ["前言", "前言"],
    ["业务工作 5", "业务工作"],
    ["考核内容·礼仪3)", "考核内容·礼仪"],
  ];
  for (const [at, chapter] of cases) assert.equal(chapterOf(at), chapter, at);
});

test("headings in the file go before the numbers, and stand at the clause that follows", () => {
  const clauses = [
    { id: "r/1", at: "一、1" },
    { id: "r/2", at: "一、2" },
    { id: "r/3", at: "二、1" },
  ];
  const text = ["  # 一、仪容", '  - id: "1"', '  - id: "2"', "", "  # 二、接待", '  - id: "3"'].join("\n");
  assert.deepEqual(chaptersOf(clauses, text), [
    { id: "r/1", title: "一、仪容" },
    { id: "r/3", title: "二、接待" },
  ]);
  assert.deepEqual(
    chaptersOf(clauses).map((one) => one.title),
    ["一", "二"],
  );
});
