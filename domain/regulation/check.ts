// Checks a parsed file against the vocabulary of the streams it speaks of: a regulation, or everything that is wrong with it.

import { circleOf } from "./check/circle.ts";
import { inspect, kinds, paper, see, words } from "./check/content.ts";
import { eventsIn, patterns, vocabularyOf } from "./check/pattern.ts";
import {
  type Checking,
  fault,
  isObject,
  key,
  keys,
  type Mapping,
  type Path,
  type Problem,
  text,
  word,
} from "./check/problem.ts";
import { gate, rule } from "./check/rule.ts";
import { type Block, blockOf, blocks, type Clause, type Regulation } from "./file.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type { Path, Problem } from "./check/problem.ts";

const hows = ["enforce", "measure", "record", "schedule", "inspect", "prompt", "teach"];
const mostClauses = 2000;
const idShape = /^[^\s/:]{1,40}$/;

const checkId = (c: Checking, path: Path, value: unknown): void => {
  if (typeof value === "number") fault(c, path, `条款编号须加引号，例如 "${value}"，否则 2.10 会变成 2.1`);
  else if (text(c, path, value, "条款编号", 40) && !idShape.test(value))
    fault(c, path, "条款编号不能含空格、斜线或冒号");
};

const checkBlock = (c: Checking, path: Path, clause: Mapping): void => {
  const there = blocks.filter((b) => clause[b] !== undefined);
  const pair = there.length === 2 && there.includes("paper") && there.includes("gate");
  if (there.length > 1 && !pair) fault(c, path, `一条只能有一项内容，现有 ${there.join("、")}，请拆成几条`);
  if (clause.rule !== undefined) rule(c, [...path, "rule"], clause.rule);
  if (clause.gate !== undefined) gate(c, [...path, "gate"], clause.gate);
  if (clause.paper !== undefined) paper(c, [...path, "paper"], clause.paper);
  if (clause.words !== undefined) words(c, [...path, "words"], clause.words);
  if (clause.kinds !== undefined) kinds(c, [...path, "kinds"], clause.kinds);
  if (clause.see !== undefined) see(c, [...path, "see"], clause.see, clause.id);
  if (clause.inspect !== undefined) inspect(c, [...path, "inspect"], clause.inspect);
  if (clause.waiting !== undefined) text(c, [...path, "waiting"], clause.waiting, "原因", 200);
};

const checkClause = (c: Checking, path: Path, value: unknown): void => {
  if (!isObject(value)) {
    fault(c, path, "条款应为 { id, says … }");
    return;
  }
  keys(c, path, value, "条款", ["id", "at", "how", "says", "reading", ...blocks], ["id", "says"]);
  if (value.id !== undefined) checkId(c, [...path, "id"], value.id);
  if (value.at !== undefined) text(c, [...path, "at"], value.at, "at", 60);
  if (value.says !== undefined) text(c, [...path, "says"], value.says, "says", 2000);
  if (value.how !== undefined) word(c, [...path, "how"], value.how, hows, "how 的值");
  if (value.reading !== undefined) text(c, [...path, "reading"], value.reading, "reading", 1000);
  checkBlock(c, path, value);
};

const checkClauses = (c: Checking, clauses: unknown): void => {
  if (!Array.isArray(clauses) || clauses.length === 0) {
    fault(c, ["clauses"], "clauses 应为条款的列表");
    return;
  }
  if (clauses.length > mostClauses) {
    fault(c, ["clauses"], `一份制度最多 ${mostClauses} 条`);
    return;
  }
  const seen = { id: new Set<unknown>(), paper: new Set<unknown>() };
  for (const [n, clause] of clauses.entries()) {
    checkClause(c, ["clauses", n], clause);
    if (!isObject(clause)) continue;
    if (clause.id !== undefined && seen.id.has(clause.id))
      fault(c, ["clauses", n, "id"], `条款编号 ${String(clause.id)} 重复`);
    seen.id.add(clause.id);
    if (!isObject(clause.paper)) continue;
    const { key: name } = clause.paper;
    if (seen.paper.has(name)) fault(c, ["clauses", n, "paper", "key"], `表单 ${String(name)} 重复`);
    seen.paper.add(name);
  }
};

const checkTop = (c: Checking, value: Mapping): void => {
  key(c, ["regulation"], value.regulation, "regulation");
  text(c, ["title"], value.title, "title", 100);
  if (value.roles !== undefined && !isObject(value.roles)) fault(c, ["roles"], "roles 应为 { 角色: 名称 }");
  else
    for (const [role, name] of Object.entries(value.roles ?? {})) {
      key(c, ["roles", role], role, "角色");
      if (role === "department") fault(c, ["roles", role], "department 已指承办部门，请换一个名字", true);
      text(c, ["roles", role], name, "角色名称", 50);
    }
  if (value.until === undefined) return;
  if (Array.isArray(value.until)) patterns(c, ["until"], value.until, "until");
  else fault(c, ["until"], "until 应为事件的列表 [ … ]");
};

/** What is allowed but worth a second look: a second round would have no clock. */
const lint = (c: Checking, r: Regulation): Problem[] =>
  r.clauses.flatMap((clause, n) => {
    const events = clause.rule ? eventsIn(c, clause.rule.when) : [];
    const words = vocabularyOf(c, events[0]);
    const reopened = `${words?.kind}.reopened`;
    if (!words || !Object.hasOwn(words.events, reopened) || events.includes(reopened)) return [];
    if (!events.includes(`${words.kind}.registered`)) return [];
    return [
      { path: ["clauses", n, "rule", "when"], message: `重新办理时不会再计时；需要的话加上 ${reopened}` },
    ];
  });

const howOf: Partial<Record<Block, string>> = {
  rule: "enforce",
  gate: "enforce",
  words: "prompt",
  inspect: "inspect",
};
/** Fills what a file may leave out: the article is the id, and how it is kept follows from what the clause carries. */
const completed = (r: Regulation): Regulation => ({
  ...r,
  roles: r.roles ?? {},
  clauses: r.clauses.map((x: Clause) => ({
    ...x,
    at: x.at ?? x.id,
    how: x.how ?? howOf[blockOf(x) ?? "paper"] ?? "record",
  })),
});

const objects = (value: unknown): Mapping[] => (Array.isArray(value) ? value.filter(isObject) : []);
const texts = (list: unknown[]): string[] => list.filter((v): v is string => typeof v === "string");

/**
 * Checks a file's content.
 * @param value what a YAML or JSON parser made of it
 * @param vocabularies of the stream kinds that the product has
 * @returns the regulation with warnings, or what is wrong, each with its path
 */
export const checkRegulation = (
  value: unknown,
  vocabularies: readonly Vocabulary[],
): { regulation: Regulation; warnings: Problem[] } | { problems: Problem[] } => {
  const clauses = isObject(value) ? objects(value.clauses) : [];
  const c: Checking = {
    vocabularies,
    roles: isObject(value) && isObject(value.roles) ? Object.keys(value.roles) : [],
    papers: texts(clauses.map((x) => (isObject(x.paper) ? x.paper.key : undefined))),
    clauses: texts(clauses.map((x) => x.id)),
    problems: [],
  };
  const known = ["regulation", "title", "roles", "until", "clauses"];
  if (!keys(c, [], value, "制度", known, ["regulation", "title", "clauses"])) return { problems: c.problems };
  checkTop(c, value);
  checkClauses(c, value.clauses);
  if (c.problems.length > 0) return { problems: c.problems };
  const regulation = completed(value as unknown as Regulation);
  const circle = circleOf(regulation);
  if (circle) {
    const n = regulation.clauses.findIndex((x) => x.id === circle[0]);
    fault(c, ["clauses", n, "rule", "otherwise"], `升级成环：${circle.join(" → ")}`);
    return { problems: c.problems };
  }
  return { regulation, warnings: lint(c, regulation) };
};
