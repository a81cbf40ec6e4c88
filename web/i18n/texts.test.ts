// Every text that the interface asks for is there, and every word of the contract has a name.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { actionNames } from "#api/action.ts";
import { importColumns } from "#api/import.ts";
import { approvalStates, obligationStates } from "#api/words.ts";
import { caseStates, channels, kinds, severities } from "#domain/case/values.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import zh from "./zh-CN.json" with { type: "json" };

const web = join(import.meta.dirname, "..");
const files = globSync("**/*.{ts,tsx}", { cwd: web, exclude: ["dist/**"] });

const found = (key: string): unknown =>
  key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], zh);

test("every text that a page asks for is in the dictionary", () => {
  assert.ok(files.length > 60, `only ${files.length} files were seen`);
  const missing: string[] = [];
  for (const file of files) {
    const source = readFileSync(join(web, file), "utf8");
    for (const [, key] of source.matchAll(/\bt\(\[?"([^"]+)"/g)) {
      if (typeof found(key!) !== "string") missing.push(`${file}: ${key}`);
    }
  }
  assert.deepEqual(missing, []);
});

test("every word of the contract and of the events has a name", () => {
  const groups: [string, readonly string[]][] = [
    ["kind", kinds],
    ["channel", channels],
    ["severity", severities],
    ["state", caseStates],
    ["obligationState", obligationStates],
    ["approvalState", approvalStates],
    ["action", actionNames],
    ["importColumn", importColumns],
    ["event", Object.keys(caseVocabulary.events)],
    [
      "field",
      Object.keys(caseVocabulary.state).filter((name) => !["round", "upheld", "complete"].includes(name)),
    ],
  ];
  const keys = groups.flatMap(([group, words]) => words.map((word) => `${group}.${word}`));
  assert.deepEqual(
    keys.filter((key) => typeof found(key) !== "string"),
    [],
  );
});
