// Files are read quickly, and a faulty one says where: every message with its line, in Chinese.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { playable, prove } from "#domain/proof/play.ts";
import { places } from "./file/content.ts";
import { fieldTypes } from "./file/paper.ts";
import { blocks } from "./file.ts";
import { type ReadRegulation, readRegulation } from "./read.ts";
import { vocabularies } from "./vocabularies.ts";

const text = readFileSync(new URL("../../regulations/pm-front-office.yaml", import.meta.url), "utf8");
const faults = (read: ReadRegulation): string[] =>
  "errors" in read ? read.errors.map((e) => `${e.line} ${e.message}`) : [];
const lineOf = (part: string, yaml = text): number => yaml.slice(0, yaml.indexOf(part)).split("\n").length;
/** The file with one change, and what is found wrong with it. */
const changed = (from: string, to: string): string[] => {
  assert.ok(text.includes(from), from);
  return faults(readRegulation(text.replace(from, to)));
};

test("the regulation is read whole and without a warning", () => {
  const read = readRegulation(text);
  assert.ok("regulation" in read && read.regulation.clauses.length === 90 && read.warnings.length === 0);
});

test("another figure for ten minutes is a regulation too", () => {
  assert.equal(text.split("10 minutes").length, 2);
  assert.deepEqual(changed("10 minutes", "15 minutes"), []);
});

test("a misspelt event names its line and the nearest word", () => {
  const line = lineOf("must: case.forwarded, who: receptionist, within: 10 minutes");
  assert.deepEqual(
    changed(
      "must: case.forwarded, who: receptionist, within: 10 minutes",
      "must: case.fowarded, who: receptionist, within: 10 minutes",
    ),
    [`${line} 第 ${line} 行：不认识的事件 case.fowarded，是否指 case.forwarded？`],
  );
});

test("a fault in a rule of several lines names the very line", () => {
  const line = lineOf("- { event: case.reported, with: { to: operations-manager } }");
  const found = changed(
    "- { event: case.reported, with: { to: operations-manager } }",
    "- { event: case.reported, with: { to: operation-manager } }",
  );
  assert.deepEqual(found, [
    `${line} 第 ${line} 行：不认识的角色 operation-manager，是否指 operations-manager？`,
  ]);
});

test("an unknown key, a missing one, a number for an id", () => {
  const line = lineOf("reading: 是否必要由接待员判断");
  assert.match(
    changed("reading: 是否必要由接待员判断", "readng: 是否必要由接待员判断")[0] ?? "",
    new RegExp(`^${line} .*不认识的键 readng，是否指 reading`),
  );
  const clause = lineOf('- id: "2.9.2"');
  assert.match(changed('- id: "2.9.2"\n', "- \n")[0] ?? "", new RegExp(`^${clause + 1} .*条款缺少 id`));
  assert.match(changed('id: "2.8"', "id: 2.8")[0] ?? "", /条款编号须加引号，例如 "2\.8"/);
});

test("two rules in one clause are refused at the second", () => {
  const rule =
    "rule: { when: case.handed-back, while: { kind: complaint }, must: case.closed, who: receptionist, until: case.reopened }";
  const line = lineOf(rule) + 1;
  assert.deepEqual(changed(rule, `${rule}\n    ${rule}`), [
    `${line} 第 ${line} 行：键 rule 重复，一处只能写一次`,
  ]);
});

test("what is not the plain YAML of one regulation", () => {
  const first = (yaml: string): string => faults(readRegulation(yaml))[0] ?? "";
  assert.match(first("a: &x 1\nb: *x"), /^1 .*锚点/);
  assert.match(first("a: 1\nb: *x"), /^2 /);
  assert.match(first("a: !!binary x"), /标签/);
  assert.match(first("---\na: 1\n---\nb: 2"), /^3 .*一个文件只能有一份制度/);
  assert.match(first("%YAML 1.1\n---\na: 1"), /YAML 1\.2/);
  assert.match(first("a:\n\tb: 1"), /^2 .*制表符/);
  assert.match(first("a: ["), /^1 .*右括号/);
  assert.match(first(""), /制度应为/);
  assert.match(first("a: \u0000"), /不能用的字符/);
  assert.match(first("[".repeat(5000)), /层次太深/);
  assert.match(first(`a: ${"x".repeat(1_048_577)}`), /超过 1 MB/);
});

test("a long hostile file is answered soon, and not with a book", () => {
  const many = Array.from({ length: 100_000 }, (_, n) => `k${n}: 1`).join("\n");
  const begin = performance.now();
  assert.ok(faults(readRegulation(many)).length <= 101);
  assert.ok(performance.now() - begin < 100_000);
  assert.ok(faults(readRegulation("a: b: c\n".repeat(50_000))).length <= 20);
});

test("faults stand in the order of their lines", () => {
  const bad = text
    .replace("who: receptionist, within: 1 hour", "who: nobody, within: 1 hour")
    .replace("title: PM", "titel: PM");
  const found = readRegulation(bad);
  assert.ok("errors" in found);
  const lines = found.errors.map((e) => e.line);
  assert.deepEqual(
    lines,
    lines.toSorted((a, b) => a - b),
  );
  assert.ok(lines.length >= 1);
});

const doc = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");
const examplesIn = (name: string): string[] =>
  [...doc(name).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml = ""]) => yaml);

test("the examples of the documentation are regulations, and their scenarios hold", () => {
  const pages = ["regulation-language.md", "regulation-language.zh-CN.md"].map(examplesIn);
  for (const page of pages) assert.ok(page.length > 0);
  for (const yaml of [...pages.flat(), doc("examples/city-hotline.yaml")]) {
    const read = readRegulation(yaml);
    assert.deepEqual(faults(read), []);
    assert.ok("regulation" in read);
    assert.deepEqual(read.warnings, []);
    for (const c of read.regulation.clauses.filter(playable))
      assert.equal(prove(read.regulation, c.id).reason, null, `${read.regulation.regulation}/${c.id}`);
  }
});

test("every step of the tutorial stands in the example as it is printed, in both languages", () => {
  const whole = doc("examples/city-hotline.yaml");
  for (const name of ["writing-a-regulation.md", "writing-a-regulation.zh-CN.md"]) {
    const steps = examplesIn(name);
    assert.ok(steps.length > 5, name);
    for (const step of steps) assert.ok(whole.includes(step.trimEnd()), `${name}\n${step}`);
  }
});

test("the reference names every word, and the same as the vocabulary", () => {
  const text = doc("regulation-language.md");
  const row = (word: string, name: string) => assert.ok(text.includes(`| \`${word}\` | ${name} |`), word);
  for (const v of vocabularies.filter((x) => x.waiting === undefined)) {
    for (const [event, { name }] of Object.entries(v.events)) row(event, name);
    for (const action of Object.keys(v.actions)) assert.ok(text.includes(`\`${action}\``), action);
  }
  for (const [field, { name }] of Object.entries(caseVocabulary.state)) row(field, name);
});

test("the reference names every word that waits, and for what", () => {
  const lines = doc("regulation-language.md").split("\n");
  for (const v of vocabularies.filter((x) => x.waiting !== undefined)) {
    const line = lines.find((l) => l.startsWith(`| \`${v.kind}\` ${v.name} |`)) ?? "";
    assert.ok(line.endsWith(`| ${v.waiting} |`), v.kind);
    const words = [...Object.keys(v.events), ...Object.keys(v.actions)].map((w) =>
      w.slice(v.kind.length + 1),
    );
    for (const word of [...words, ...Object.keys(v.state)]) assert.ok(line.includes(`\`${word}\``), word);
  }
});

test("the reference names every block, every type of a field, every need", () => {
  const text = doc("regulation-language.md");
  for (const word of [...blocks, ...fieldTypes, ...places]) assert.ok(text.includes(word), word);
  for (const need of ["fields", "paper", "done", "holds", "met", "tally", "approval"])
    assert.ok(text.includes(`\`{ ${need}:`), need);
});
