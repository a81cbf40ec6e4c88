// A faulty file is refused with what was expected and the nearest word; the real one passes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { checkRegulation } from "./check.ts";
import { frontOffice, frontOfficeText, problems, read, trial } from "./testing/files.ts";

const file = (...clauses: unknown[]): unknown => ({
  regulation: "trial",
  title: "试行办法",
  roles: { desk: "前台", chief: "主管" },
  clauses,
});
const rule = (more: object): unknown =>
  file({
    id: "1",
    says: "试行",
    rule: { when: "case.registered", must: "case.forwarded", who: "desk", ...more },
  });
const gate = (more: object): unknown => file({ id: "1", says: "试行", gate: { do: "case.close", ...more } });
const only = (value: unknown): string => {
  const found = problems(value);
  assert.equal(found.length, 1, found.join("\n"));
  return found[0] ?? "";
};

test("the real regulation passes, whole and in order, without a warning", () => {
  const checked = checkRegulation(parse(frontOfficeText));
  assert.ok("regulation" in checked);
  assert.deepEqual(checked.warnings, []);
  assert.equal(frontOffice.clauses.length, 90);
  assert.equal(frontOffice.clauses.at(-1)?.id, "2.10.2b");
});

test("unknown words are refused with the nearest known one", () => {
  assert.match(
    only(rule({ when: "case.fowarded" })),
    /rule\.when: 不认识的事件 case\.fowarded，是否指 case\.forwarded？/,
  );
  assert.match(only(rule({ must: "case.forwarding" })), /是否指 case\.forwarded/);
  assert.match(only(rule({ who: "dsk" })), /不认识的责任人 dsk，是否指 desk？/);
  assert.match(only(rule({ while: { severty: "minor" } })), /不认识的字段 severty，是否指 severity？/);
  assert.match(only(rule({ while: { severity: "mino" } })), /不认识的等级 mino，是否指 minor？/);
  assert.match(
    only(rule({ must: { event: "case.reported", with: { to: "cheif" } } })),
    /不认识的角色 cheif，是否指 chief？/,
  );
  assert.match(only(rule({ witin: "2 days" })), /不认识的键 witin，是否指 within？/);
  assert.match(only(rule({ otherwise: [{ escalate: "chef" }] })), /是否指 chief/);
  assert.match(only(gate({ do: "case.clos", never: true })), /不认识的动作 case\.clos，是否指 case\.close？/);
  assert.match(only(gate({ need: [{ paper: "form" }] })), /不认识的表单 form/);
  assert.match(
    only(gate({ do: "case.extend", while: { clause: "2" }, need: [{ approval: "chief" }] })),
    /不认识的条款 2，是否指 1？/,
  );
  assert.match(only(file({ id: "1", says: "x", see: ["9"] })), /不认识的条款 9/);
  assert.match(only({ ...(rule({}) as object), clause: [] }), /不认识的键 clause，是否指 clauses？/);
});

test("words of every object, such as constructor, are no words of ours", () => {
  assert.match(only(rule({ who: "constructor" })), /不认识的责任人 constructor/);
  assert.match(only(rule({ while: { toString: "x" } })), /不认识的字段 toString/);
  assert.equal(problems(rule({ when: "constructor", must: "__proto__" })).length, 2);
});

test("figures have the type of their field", () => {
  assert.match(only(rule({ while: { round: "2" } })), /第几次办理应为数字/);
  assert.match(only(rule({ while: { upheld: "true" } })), /投诉成立应为 true 或 false/);
  assert.match(only(rule({ while: { place: 3 } })), /发生地点应为文字/);
  assert.match(only(rule({ while: { severity: 1 } })), /应为等级，不是 1/);
  assert.match(only(rule({ while: { severity: { over: 1 } } })), /等级不是数字，不能用 over/);
  assert.match(only(rule({ while: { amount: { over: "1" } } })), /over 应为数字/);
  assert.match(only(rule({ while: { amount: { over: 1, under: 2 } } })), /须有且只有/);
  assert.match(only(rule({ while: { amount: { abov: 1 } } })), /是否指 over|不认识的键 abov/);
  assert.match(only(rule({ while: { wantedBy: "2026-01-01" } })), /不能与值比较/);
  assert.match(only(rule({ while: { against: "engineering" } })), /被投诉人或被投诉部门不能与值比较/);
  assert.deepEqual(
    problems(
      rule({ while: { wantedBy: { known: true }, amount: { atLeast: 1 }, severity: { not: ["minor"] } } }),
    ),
    [],
  );
});

test("lengths are words", () => {
  for (const within of ["10 minuts", "PT10M", 10, "0 days", "", "ten days", ["1 day"]])
    assert.match(only(rule({ within })), /时限 .* 看不懂，须写成“10 minutes”/, JSON.stringify(within));
  for (const within of ["10 minutes", "1 hour", "2 working days", "same day", "at once", "promptly", "unset"])
    assert.deepEqual(problems(rule({ within })), []);
  assert.match(
    only(rule({ within: { field: "wantdBy", else: "2 days" } })),
    /不认识的时间字段 wantdBy，是否指 wantedBy？/,
  );
  assert.deepEqual(problems(rule({ within: { field: "wantedBy", else: "unset" } })), []);
  assert.match(only(rule({ within: { field: "wantedBy" } })), /时限缺少 else/);
  assert.match(only(rule({ warn: "same day" })), /提前提醒/);
});

test("ids are texts, short, and each its own", () => {
  const clause = (id: unknown) => ({ id, says: "x", waiting: "y" });
  assert.match(only(file(clause(2.1))), /条款编号须加引号，例如 "2\.1"/);
  assert.match(only(file(clause("a/b"))), /不能含空格、斜线或冒号/);
  assert.match(only(file(clause("1"), clause("2"), clause("1"))), /clauses\.2\.id: 条款编号 1 重复/);
  assert.match(only(file(clause(" "))), /不能为空/);
});

test("how long a paper is kept is a length, given by its own clause or by another one that is there", () => {
  const fields = [{ field: "visitor", name: "来访人", type: "text" }];
  const kept = (more: object) =>
    file(
      { id: "1", says: "x", paper: { key: "book", name: "簿", fields, ...more } },
      { id: "2", says: "保存三年" },
    );
  assert.deepEqual(problems(kept({ keep: "3 years", keptBy: "2" })), []);
  assert.match(only(kept({ keep: "3 weeks" })), /保存期限应写成/);
  assert.match(only(kept({ keep: "3 years", keptBy: "3" })), /不认识的条款 3/);
  assert.match(only(kept({ keptBy: "2" })), /有 keep 才写 keptBy/);
});

test("one clause carries one thing; only a paper may have its gate beside it", () => {
  const r = { when: "case.registered", must: "case.forwarded", who: "desk" };
  assert.match(only(file({ id: "1", says: "x", rule: [r, r] })), /一条只能有一个规则，请拆成两条/);
  assert.match(
    only(file({ id: "1", says: "x", rule: r, waiting: "y" })),
    /一条只能有一项内容，现有 rule、waiting/,
  );
  const paper = { key: "form", name: "表", of: "complaint", fields: [{ field: "place", name: "地点" }] };
  const both = { id: "1", says: "x", paper, gate: { do: "case.forward", need: [{ paper: "form" }] } };
  assert.deepEqual(problems(file(both)), []);
  assert.match(only(file({ ...both, paper: { ...paper, of: "complain" } })), /是否指 complaint/);
  assert.match(
    only(file({ ...both, paper: { ...paper, fields: [{ field: "plac", name: "x" }] } })),
    /是否指 place/,
  );
});

test("a rule and a gate say enough and not too much", () => {
  assert.match(only(rule({ should: "case.noted" })), /须有且只有 must、should 之一/);
  assert.match(only(rule({ must: undefined })), /须有且只有 must、should 之一/);
  assert.match(only(rule({ who: undefined })), /规则缺少 who/);
  assert.match(only(rule({ must: [] })), /不能是空的列表/);
  assert.match(only(rule({ must: { steps: ["case.noted"] } })), /两步以上/);
  assert.match(only(rule({ again: "twice" })), /again 的值/);
  assert.match(only(rule({ per: "department" })), /不认识的共有字段 department/);
  assert.match(only(rule({ who: "trigger.department" })), /不认识的责任人 trigger\.department/);
  assert.match(only(gate({})), /须有且只有 need、never 之一/);
  assert.match(only(gate({ need: [] })), /不空的列表/);
  assert.match(only(gate({ need: [{ approval: "chief", done: "case.noted" }] })), /须有且只有/);
  assert.match(only(gate({ never: false })), /never 只能是 true/);
});

test("a file that is no file at all", () => {
  for (const value of [null, "x", 1, [], {}, { regulation: "x" }]) assert.ok(problems(value).length > 0);
  assert.match(only({ regulation: "x", title: "x", clauses: [] }), /clauses 应为条款的列表/);
  assert.match(only(file("x")), /条款应为/);
  assert.equal(problems(file(...Array.from({ length: 300 }, () => ({})))).length, 100);
});

test("what may be left out is filled: the article, and how the clause is kept", () => {
  const [first, second] = trial({
    1: "inspect: { checklist: dress }",
    2: "gate: { do: case.close, never: true }",
  }).clauses;
  assert.deepEqual([first?.at, first?.how, second?.at, second?.how], ["1", "inspect", "2", "enforce"]);
});

const chain = (...to: [when: string, then: string][]): string =>
  [
    "regulation: trial\ntitle: t\nroles: { a: 甲, b: 乙, c: 丙 }\nclauses:",
    ...to.map(
      ([when, then], n) =>
        `  - { id: "${n + 1}", says: x, rule: { when: { event: case.escalated, with: { to: ${when} } }, must: case.noted, who: ${when}, within: 1 hour, otherwise: [{ escalate: ${then} }] } }`,
    ),
  ].join("\n");

test("escalations that come back to themselves are refused; those that end are not", () => {
  assert.doesNotThrow(() => read(chain(["a", "b"], ["b", "c"])));
  assert.throws(() => read(chain(["a", "b"], ["b", "c"], ["c", "a"])), /逾期后果成环：1 → 2 → 3 → 1/);
  assert.throws(() => read(chain(["a", "a"])), /逾期后果成环：1 → 1/);
  const untimed = chain(["a", "b"], ["b", "a"]).replaceAll("within: 1 hour, ", "");
  assert.doesNotThrow(() => read(untimed));
});

test("a rule without a second round is only a warning", () => {
  const checked = checkRegulation(rule({ within: "2 days" }));
  assert.ok("regulation" in checked);
  assert.match(checked.warnings[0]?.message ?? "", /重新办理时不会再计时；需要的话加上 case\.reopened/);
});
