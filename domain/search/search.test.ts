// Search: whatever a person may type of a text is found, in any width and case, and stored terms stay bounded.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Pinyin, recordTerms } from "./case.ts";
import { queryTerms, searchTerms } from "./terms.ts";
import { normalised } from "./token.ts";

/** Whether a text holds all terms of a query, and the query has any. */
const finds = (stored: string[], query: string): boolean => {
  const [terms, held] = [queryTerms(query), new Set(stored)];
  return terms.length > 0 && terms.every((term) => held.has(term));
};
const inText = (text: string, query: string): boolean => finds(searchTerms(text), query);

/** Common characters, rare ones outside the first plane, and the iteration marks that names use. */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fa5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x20000, max: 0x2a6d0 }) },
  { weight: 1, arbitrary: fc.constantFrom(0x3007, 0x3005) },
);
const chinese = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(character, { minLength, maxLength }).map((points) => String.fromCodePoint(...points));
const wide = (text: string): string =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
const letters = fc.stringMatching(/^[A-Za-z]{1,20}$/);
const digits = fc.stringMatching(/^\d{1,18}$/);
const mixed = fc.array(
  fc.oneof(chinese(1, 8), letters, digits, fc.constantFrom(" ", "，", "-", "（", "/", "。")),
  {
    maxLength: 12,
  },
);

test("every piece of one to six characters of a Chinese text is found", () => {
  fc.assert(
    fc.property(chinese(1, 60), fc.nat(), fc.integer({ min: 1, max: 6 }), (text, start, length) => {
      const all = [...text];
      const from = start % all.length;
      assert.ok(inText(text, all.slice(from, from + length).join("")));
    }),
    { numRuns: 2000 },
  );
});

test("one- and two-character words are found, others are not", () => {
  const text = "三栋1201室卫生间漏水，业主张伟要求尽快维修";
  for (const query of ["漏", "漏水", "维修", "张伟", "栋", "卫生间漏水", "漏水 维修"])
    assert.ok(inText(text, query), query);
  for (const query of ["电梯", "水漏", "李", "漏水 电梯", "漏电"]) assert.ok(!inText(text, query), query);
});

test("any text at all is found by itself", () => {
  const any = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    mixed.map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(any, (text) => {
      const held = new Set(searchTerms(text));
      assert.deepEqual(
        queryTerms(text).filter((term) => !held.has(term)),
        [],
      );
    }),
    { numRuns: 3000 },
  );
});

test("width and case never hide a text", () => {
  fc.assert(
    fc.property(mixed, (parts) => {
      const text = parts.join(" ");
      const held = new Set(searchTerms(text));
      for (const variant of [
        wide(text),
        text.toUpperCase(),
        text.toLowerCase(),
        text.normalize("NFD"),
        normalised(text),
      ]) {
        assert.deepEqual(
          queryTerms(variant).filter((term) => !held.has(term)),
          [],
        );
        assert.deepEqual(new Set(searchTerms(variant)), held);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a word is found from its first letter on, a number by its beginning and by its last three and more digits", () => {
  fc.assert(
    fc.property(letters, digits, fc.nat(), (word, number, n) => {
      const text = `报修${word}，${number}号`;
      assert.ok(inText(text, word.slice(0, 1 + (n % word.length))));
      assert.ok(inText(text, number.slice(0, 1 + (n % number.length))));
      assert.ok(inText(text, number.slice(-Math.max(3, 1 + (n % number.length)))));
    }),
    { numRuns: 1000 },
  );
});

test("phones and case numbers are found however the groups are written", () => {
  const text = "业主电话 13800138000，办公室 0592-5051234，热线 400 800 1234，编号 TS-2026-000123";
  const queries = [
    "8000",
    "13800138000",
    "138 0013 8000",
    "138-0013-8000",
    "138-0013",
    "１３８００１３８０００",
  ];
  queries.push("05925051234", "0592 5051234", "5051234", "0592", "4008001234", "1234", "400-800-1234");
  queries.push(
    "000123",
    "123",
    "ts-2026-000123",
    "TS-2026",
    "2026-0001",
    "2026-0",
    "2026000123",
    "5051234 8000",
  );
  for (const query of queries) assert.ok(inText(text, query), query);
  for (const query of ["8002", "13800138001", "138-0014", "2025-000123"])
    assert.ok(!inText(text, query), query);
});

test("a date written with hyphens is no phone", () => {
  assert.ok(inText("2026-10-08 到访", "2026-10-08"));
  assert.ok(inText("2026-10-08 到访", "2026-10"));
  assert.ok(!inText("2026-10-08 到访", "20261008"));
});

test("nothing to look for gives no terms", () => {
  for (const query of ["", "  ", "，。！", "-"]) assert.deepEqual(queryTerms(query), []);
});

const syllables: Record<string, [string, string?]> = {
  单: ["dan", "shan"],
  张: ["zhang"],
  伟: ["wei"],
  明: ["ming"],
  吕: ["lv"],
  漏: ["lou"],
  水: ["shui"],
};
const spoken: Pinyin = (text, name) => {
  const full = [...text].flatMap((sign, n) => {
    const [common, surname] = syllables[sign] ?? [];
    return common ? [name && n === 0 ? (surname ?? common) : common] : [];
  });
  return { full, initials: full.map((syllable) => syllable[0]).join("") };
};

test("names and titles are found by pinyin and initials, other texts are not", () => {
  const held = recordTerms({ names: ["张伟明"], titles: ["漏水"], texts: ["单"] }, spoken);
  for (const query of [
    "zhangweiming",
    "zhangw",
    "ZHANG WEI",
    "weiming",
    "zwm",
    "wm",
    "z",
    "张wei",
    "loushui",
    "ls",
    "漏shui",
  ])
    assert.ok(finds(held, query), query);
  for (const query of ["weizhang", "mw", "dan", "zhangming"]) assert.ok(!finds(held, query), query);
  assert.ok(finds(recordTerms({ names: ["单伟"], titles: [], texts: [] }, spoken), "shanwei"));
  assert.ok(finds(recordTerms({ names: ["单伟"], titles: [], texts: [] }, spoken), "danwei"));
  for (const query of ["lvwei", "lüwei", "LV"])
    assert.ok(finds(recordTerms({ names: ["吕伟"], titles: [], texts: [] }, spoken), query), query);
});

test("a record keeps at most 4000 distinct terms, names and titles first", () => {
  fc.assert(
    fc.property(chinese(3000, 6000), (long) => {
      const held = recordTerms(
        { names: ["张伟明"], titles: ["漏水"], texts: ["13800138000", long, "末尾"] },
        spoken,
      );
      assert.ok(held.length <= 4000);
      assert.equal(new Set(held).size, held.length);
      for (const query of ["张伟明", "zwm", "漏水", "8000", [...long].slice(0, 6).join("")])
        assert.ok(finds(held, query));
    }),
    { numRuns: 20 },
  );
});
