import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesAt, type Own, placeAt } from "./completion.ts";

const own: Own = {
  roles: { desk: "前台", chief: "主管" },
  clauses: { "1": "转送" },
  papers: { form: "意见表" },
  kinds: { cause: "原因" },
};
const head = `regulation: trial
title: 试行
roles: { desk: 前台 }
clauses:
  - id: "1"
    says: 转送
`;
/** The words offered at the bar. */
const offered = (clause: string): string[] => {
  const text = head + clause;
  const at = text.indexOf("|");
  const place = placeAt(text.replace("|", ""), at);
  return place ? choicesAt(place, own).map((one) => one.word) : [];
};

test("the keys of a clause, of a rule, of a gate", () => {
  const clause = offered("    ru|");
  for (const key of ["rule", "gate", "paper", "words", "proof"]) assert.ok(clause.includes(key), key);
  const rule = offered("    rule: { when: case.registered, | }");
  for (const key of ["while", "must", "who", "within", "otherwise"]) assert.ok(rule.includes(key), key);
  assert.ok(offered("    gate:\n      do: case.close\n      ne|").includes("need"));
});

test("events where a happening is asked, actions where an act is", () => {
  assert.ok(
    offered("    rule: { when: case.reg|, must: case.forwarded, who: desk }").includes("case.registered"),
  );
  assert.ok(offered("    gate: { do: case.|").includes("case.settle"));
});

test("roles, clauses, papers and values of fields", () => {
  assert.deepEqual(offered("    rule: { when: case.registered, who: | }").slice(0, 2), ["desk", "chief"]);
  assert.deepEqual(offered("    see: [|]"), ["1"]);
  assert.ok(offered("    gate: { do: case.close, need: [{ paper: | }] }").includes("form"));
  assert.ok(offered("    rule: { when: case.registered, while: { kind: comp| } }").includes("complaint"));
  const fields = offered("    rule: { when: case.registered, while: { | } }");
  for (const field of ["severity", "cause", "any"]) assert.ok(fields.includes(field), field);
});
