import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readRegulation } from "#domain/regulation/read.ts";
import { entryText, insertAfter, removeClause, setParts, writtenIn } from "./splice.ts";

const carried = join(import.meta.dirname, "../../../../regulations");
const long = readFileSync(join(carried, "software-after-sales.yaml"), "utf8");
const text = `regulation: trial
title: 试行
roles: { desk: 前台 }
clauses:
  # 一、接待
  - id: "1"
    says: 接待员在30分钟内转送 # 照原文
    rule: { when: case.registered, must: case.forwarded, who: desk, within: 30 minutes }
    proof: { given: [{ register: {} }], act: { forward: { department: service } }, due: "2026-03-04 10:30" }

  # 二、其他
  - id: "2.10"
    says: 其他
    waiting: 供查阅
`;
const read = (made: string) => {
  const found = readRegulation(made);
  assert.ok("regulation" in found, JSON.stringify(found));
  return found.regulation;
};

test("one part changes, comments and all other lines stay", () => {
  const rule = { when: "case.registered", must: "case.forwarded", who: "desk", within: "2 days" };
  const made = setParts(text, 0, { rule });
  assert.deepEqual(made.split("\n").filter((line, n) => line !== text.split("\n")[n]).length, 1);
  assert.deepEqual(read(made).clauses[0]?.rule, rule);
});

test("a part is put in its place, and taken away with its line", () => {
  const made = setParts(text, 1, { reading: "这样理解", at: "二、10" });
  assert.match(made, /id: "2.10"\n {4}at: 二、10\n {4}says: 其他\n {4}reading: 这样理解\n {4}waiting/);
  assert.equal(setParts(made, 1, { reading: undefined, at: undefined }), text);
});

test("a clause comes in behind another and goes again", () => {
  const made = insertAfter(text, 0, { id: "1.5", says: "新的一条", waiting: "供查阅" });
  assert.deepEqual(
    read(made).clauses.map((one) => one.id),
    ["1", "1.5", "2.10"],
  );
  assert.equal(removeClause(made, 1), text);
});

test("spaces of all widths stay where they end a value", () => {
  for (const space of ["\u3000", "\u2000", "\u00a0", " ", "\t"]) {
    const made = setParts(text, 1, { reading: `前台${space}`, how: space });
    const clause = writtenIn(setParts(made, 1, { waiting: "另行公布" }))?.clauses[1];
    assert.deepEqual([clause?.reading, clause?.how, clause?.waiting], [`前台${space}`, space, "另行公布"]);
  }
});

test("paragraphs, dashes and any words of a clause are read back the same", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((s) => s.isWellFormed()),
        fc.stringMatching(/^[-a：:#\n\t "'|>{}，]{1,12}$/),
        fc.constantFrom("第一段\n\n第二段\n", "---", "- 一项\n- 二项", "null", "true", "2.10"),
      ),
      (words) => {
        const made = writtenIn(setParts(text, 0, { says: words, reading: words }));
        assert.deepEqual([made?.clauses[0]?.says, made?.clauses[0]?.reading], [words, words]);
        assert.equal(made?.clauses.length, 2);
      },
    ),
    { numRuns: 500 },
  );
});

test("what cannot be read has no clauses", () => assert.equal(writtenIn("clauses: [\n  {"), null));

test("whatever a part holds, it is read back the same, in a long file too", () => {
  const count = writtenIn(long)!.clauses.length;
  const word = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }).filter((s) => s.isWellFormed());
  const value = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,8}$/),
    fc.oneof(word, fc.integer(), fc.array(word, { maxLength: 5 })),
    { minKeys: 1, noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.nat(count - 1), value, (n, part) => {
      const made = writtenIn(setParts(long, n, { rule: part }));
      assert.deepEqual(made?.clauses[n]?.rule, part);
      assert.equal(made?.clauses.length, count);
    }),
    { numRuns: 40 },
  );
  assert.equal(entryText("id", "2.10", 4), 'id: "2.10"');
});
