// Checks a parsed file against the vocabulary of the streams it speaks of: a regulation, or everything that is wrong with it.

import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { chinese, listed, said, type Tongue } from "#domain/tongue/said.ts";
import { circleOf } from "./check/circle.ts";
import { completed } from "./check/complete.ts";
import { inspect, kinds, see, tally, words } from "./check/content.ts";
import { gate } from "./check/gate.ts";
import { course, score, shift } from "./check/later.ts";
import { lint } from "./check/lint.ts";
import { mostADay, raisedADay } from "./check/load.ts";
import { paper } from "./check/paper.ts";
import { patterns } from "./check/pattern.ts";
import {
  type Checking,
  fault,
  isObject,
  isReserved,
  key,
  keys,
  type Mapping,
  type Path,
  type Problem,
  text,
  word,
} from "./check/problem.ts";
import { proof } from "./check/proof.ts";
import { rule } from "./check/rule.ts";
import { type Block, blocks, type Regulation } from "./file.ts";
import type { Field, Fields } from "./vocabulary.ts";

export type { Path, Problem } from "./check/problem.ts";

const hows = ["enforce", "measure", "record", "schedule", "inspect", "prompt", "teach"];
const mostClauses = 2000;
const idShape = /^[^\s/:]{1,40}$/;

const checkId = (c: Checking, path: Path, value: unknown): void => {
  if (typeof value === "number")
    fault(c, path, said`条款编号须加引号，例如 "${value}"，否则 2.10 会变成 2.1`);
  else if (text(c, path, value, "条款编号", 40) && (!idShape.test(value) || isReserved(value)))
    fault(c, path, "条款编号不能含空格、斜线或冒号");
};

type Check = (c: Checking, path: Path, value: unknown, own: unknown) => void;
const check: Record<Exclude<Block, "waiting">, Check> = {
  rule,
  paper,
  gate,
  tally,
  words,
  kinds,
  see,
  score,
  inspect,
  course,
  shift,
};

const checkBlock = (c: Checking, path: Path, clause: Mapping): void => {
  const there = blocks.filter((b) => clause[b] !== undefined);
  // Beside a paper its rule or its gate may stand, beside a rule a gate: they speak of one sentence.
  const pair = there.length === 2 && there.every((b) => ["rule", "paper", "gate"].includes(b));
  if (there.length > 1 && !pair) fault(c, path, said`一条只能有一项内容，现有 ${listed(there)}，请拆成几条`);
  for (const b of there) if (b !== "waiting") check[b](c, [...path, b], clause[b], clause.id);
  if (clause.waiting !== undefined) text(c, [...path, "waiting"], clause.waiting, "原因", 200);
  if (clause.proof !== undefined) proof(c, [...path, "proof"], clause.proof);
};

const checkClause = (c: Checking, path: Path, value: unknown): void => {
  if (!isObject(value)) {
    fault(c, path, "条款应为 { id, says … }");
    return;
  }
  keys(c, path, value, "条款", ["id", "at", "how", "says", "reading", "proof", ...blocks], ["id", "says"]);
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
    fault(c, ["clauses"], said`一份制度最多 ${mostClauses} 条`);
    return;
  }
  const seen = { id: new Set<unknown>(), paper: new Set<unknown>() };
  for (const [n, clause] of clauses.entries()) {
    checkClause(c, ["clauses", n], clause);
    if (!isObject(clause)) continue;
    if (clause.id !== undefined && seen.id.has(clause.id))
      fault(c, ["clauses", n, "id"], said`条款编号 ${String(clause.id)} 重复`);
    seen.id.add(clause.id);
    if (!isObject(clause.paper)) continue;
    const { key: name } = clause.paper;
    if (seen.paper.has(name)) fault(c, ["clauses", n, "paper", "key"], said`表单 ${String(name)} 重复`);
    seen.paper.add(name);
  }
};

/** Words that already say who owes something. */
const taken = ["department", "against", "first-asked", "customer"];

const checkTop = (c: Checking, value: Mapping): void => {
  key(c, ["regulation"], value.regulation, "regulation");
  text(c, ["title"], value.title, "title", 100);
  if (value.roles !== undefined && !isObject(value.roles)) fault(c, ["roles"], "roles 应为 { 角色: 名称 }");
  else
    for (const [role, name] of Object.entries(value.roles ?? {})) {
      key(c, ["roles", role], role, "角色");
      if (taken.includes(role)) fault(c, ["roles", role], said`${role} 另有所指，请换一个名字`, true);
      text(c, ["roles", role], name, "角色名称", 50);
    }
  if (value.until === undefined) return;
  if (Array.isArray(value.until)) patterns(c, ["until"], value.until, "until");
  else fault(c, ["until"], "until 应为事件的列表 [ … ]");
};

const objects = (value: unknown): Mapping[] => (Array.isArray(value) ? value.filter(isObject) : []);
const texts = (list: unknown[]): string[] => list.filter((v): v is string => typeof v === "string");

/** The label fields that a file defines, before it is known to be right. */
const ownOf = (clauses: readonly Mapping[]): Fields =>
  Object.fromEntries(
    clauses.flatMap(({ kinds }): [string, Field][] => {
      if (!isObject(kinds) || typeof kinds.field !== "string" || !isObject(kinds.labels)) return [];
      if (Object.hasOwn(caseVocabulary.state, kinds.field)) return [];
      const name = typeof kinds.name === "string" ? kinds.name : kinds.field;
      return [[kinds.field, { type: Object.keys(kinds.labels), name, own: true }]];
    }),
  );

const stepsOf = (paper: Mapping): string[] =>
  Array.isArray(paper.sign) ? texts(paper.sign.map((s) => (isObject(s) ? s.step : undefined))) : [];

const checkingOf = (value: unknown, tongue: Tongue): Checking => {
  const clauses = isObject(value) ? objects(value.clauses) : [];
  return {
    roles: isObject(value) && isObject(value.roles) ? Object.keys(value.roles) : [],
    papers: new Map(
      clauses.flatMap(({ paper: p }) =>
        isObject(p) && typeof p.key === "string" ? [[p.key, stepsOf(p)]] : [],
      ),
    ),
    clauses: texts(clauses.map((x) => x.id)),
    tallies: texts(clauses.filter((x) => x.tally !== undefined).map((x) => x.id)),
    own: ownOf(clauses),
    tongue,
    problems: [],
  };
};

/**
 * Checks a file's content.
 * @param value what a YAML or JSON parser made of it
 * @param tongue the language in which faults are said
 * @returns the regulation with warnings, or what is wrong, each with its path
 */
export const checkRegulation = (
  value: unknown,
  tongue: Tongue = chinese,
): { regulation: Regulation; warnings: Problem[] } | { problems: Problem[] } => {
  const c = checkingOf(value, tongue);
  const known = ["regulation", "title", "roles", "until", "clauses"];
  if (!keys(c, [], value, "制度", known, ["regulation", "title", "clauses"])) return { problems: c.problems };
  checkTop(c, value);
  checkClauses(c, value.clauses);
  if (c.problems.length > 0) return { problems: c.problems };
  const regulation = completed(value as unknown as Regulation);
  const circle = circleOf(regulation);
  if (circle) {
    const n = regulation.clauses.findIndex((x) => x.id === circle[0]);
    fault(c, ["clauses", n, "rule"], said`逾期后果成环：${circle.join(" → ")}`);
    return { problems: c.problems };
  }
  if (raisedADay(regulation) > mostADay) {
    fault(c, ["clauses"], said`定期的事平均每天最多 ${mostADay} 件`);
    return { problems: c.problems };
  }
  return { regulation, warnings: lint(regulation).map((p) => ({ ...p, message: tongue(p.message) })) };
};
