// Keys that meet when an organisation adopts several regulations: papers and labels of all of them are told apart.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { readRegulation } from "#domain/regulation/read.ts";

const folder = join(import.meta.dirname, "../../regulations");
const carried = readdirSync(folder)
  .filter((f) => f.endsWith(".yaml"))
  .map((f) => readRegulation(readFileSync(join(folder, f), "utf8")))
  .flatMap((read) => ("regulation" in read ? [read.regulation] : []));

/** Key → the regulations that define it. */
const defined = (keysOf: (r: (typeof carried)[number]) => readonly string[]): [string, string[]][] => {
  const by = new Map<string, string[]>();
  for (const r of carried)
    for (const key of new Set(keysOf(r))) by.set(key, [...(by.get(key) ?? []), r.regulation]);
  return [...by].filter(([, regulations]) => regulations.length > 1);
};

test("no two regulations have a paper of the same key", () => {
  assert.ok(carried.length > 30);
  const twice = defined((r) => r.clauses.flatMap((c) => (c.paper ? [c.paper.key] : [])));
  assert.deepEqual(twice, []);
});

test("no two regulations give a label of their own the same name", () => {
  const twice = defined((r) => r.clauses.flatMap((c) => (c.kinds ? [c.kinds.field] : [])));
  assert.deepEqual(
    twice.filter(([field]) => !(field in caseVocabulary.state)),
    [],
  );
});
