// A file made to harm: refused at its line, or read in no time; nothing of it is looked for, counted or played for ever.
import assert from "node:assert/strict";
import { test } from "node:test";
import { prove } from "#domain/proof/play.ts";
import { phraseFinder } from "#domain/words/find.ts";
import type { Regulation } from "../file.ts";
import { readRegulation } from "../read.ts";

const file = (...clauses: string[]): string =>
  `regulation: hostile\ntitle: 试\nroles: { clerk: 员 }\nclauses:\n${clauses.map((c) => `  - ${c}\n`).join("")}`;
const clause = (more: string, id = "1"): string => `{ id: "${id}", says: 话, ${more} }`;
const read = (...clauses: string[]): Regulation => {
  const found = readRegulation(file(...clauses));
  assert.ok("regulation" in found, JSON.stringify(found));
  return found.regulation;
};
const refused = (said: RegExp, ...clauses: string[]): void => {
  const found = readRegulation(file(...clauses));
  assert.ok("errors" in found);
  assert.match(found.errors.map((e) => e.message).join("\n"), said);
};
const within = (ms: number, work: () => void): void => {
  const from = performance.now();
  work();
  const took = performance.now() - from;
  assert.ok(took < ms, `${Math.round(took)} ms`);
};
const many = (n: number, more = "waiting: 等"): string[] =>
  Array.from({ length: n }, (_, i) => clause(more, `long-name-of-a-clause-${i}`));
const clock = "rule: { when: case.registered, must: case.signed, who: clerk, within: 2 days }";

test("a word of 800,000 letters and 90,000 wrong ones are no riddle", () => {
  within(8000, () => refused(/不认识的条款/, ...many(1500), clause(`see: ["${"x".repeat(800_000)}"]`)));
  const wrong = Array.from({ length: 300 }, (_, i) => clause(`see: [${"x,".repeat(299)}x]`, `w${i}`));
  within(8000, () => refused(/不认识的条款/, ...many(1000), ...wrong));
  refused(/最多 300 项/, clause(`see: [${"x,".repeat(300_000)}x]`));
});

test("a phrase of many brackets or blanks is read in a few ways, and a text made for it is searched once", () => {
  refused(/最多 5 处空白/, clause(`words: { situation: 忙, forbidden: ["${"a…".repeat(6)}b"] }`));
  const forbidden = [`${"(ab)".repeat(60)}`, "a…a…a…a…b"].map((p) => `"${p}"`).join(", ");
  const find = phraseFinder([read(clause(`words: { situation: 忙, forbidden: [${forbidden}] }`))]);
  within(2000, () => assert.deepEqual(find("a".repeat(20_000)), []));
  assert.equal(find("aaaab").length, 1);
});

test("what every object has by itself is no key, field, label or id", () => {
  for (const name of ["constructor", "toString", "valueOf", "__proto__"]) {
    const field = `{ field: ${name}, name: 栏, type: text }`;
    refused(/英文单词/, clause(`paper: { key: a, name: 表, fields: [${field}] }`));
    refused(/分类字段/, clause(`kinds: { field: ${name}, name: 类, labels: { a: 甲 } }`));
    refused(/请换一个写法/, clause(`kinds: { field: cause, name: 类, labels: { ${name}: 甲 } }`));
    refused(/条款编号/, clause("waiting: 等", name));
  }
  refused(
    /小写字母/,
    clause("paper: { key: constructor, name: 表, fields: [{ field: a, name: 栏, type: text }] }"),
  );
});

test("a paper of 10,000 fields, a thousand daily duties and a scenario of 3,000 acts are refused", () => {
  const fields = Array.from({ length: 10_000 }, (_, i) => `{ field: f${i}, name: 栏, type: text }`);
  refused(/最多 300 项/, clause(`paper: { key: a, name: 表, fields: [${fields}] }`));
  refused(/每天最多 200 件/, ...many(1000, "rule: { when: { every: day, times: 31 }, who: clerk }"));
  const acts = "{ note: { text: a } },".repeat(3000);
  refused(/最多 60 个动作/, clause(`${clock}, proof: { given: [${acts}], act: { sign: {} } }`));
});

test("a scenario with an impossible day or fields of no kind is not proved, and says so", () => {
  refused(/时刻应写成/, clause(`${clock}, proof: { at: "2026-99-99 10:00", act: { sign: {} } }`));
  for (const given of [
    "{ at: foo }",
    '{ at: "2026-02-31 25:00" }',
    "{ register: { labels: 7, customer: 3 } }",
  ]) {
    const r = read(clause(`${clock}, proof: { given: [{ register: {} }, ${given}], act: { sign: {} } }`));
    assert.equal(prove(r, "1").proved, false, given);
  }
});
