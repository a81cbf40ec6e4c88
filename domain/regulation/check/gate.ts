// Checks the gate of a clause: may this be done now, and whose approval does it need.
import { said } from "#domain/tongue/said.ts";
import { gateFields, vocabularies, vocabularyOf } from "../vocabularies.ts";
import type { Fields } from "../vocabulary.ts";
import { condition, patterns } from "./pattern.ts";
import {
  type Checking,
  fault,
  isList,
  isObject,
  items,
  keys,
  type Mapping,
  one,
  type Path,
  word,
} from "./problem.ts";
import { length } from "./when.ts";

const allActions = vocabularies.flatMap((v) => Object.keys(v.actions));
const chainKeys = ["inTurn", "all", "any"];

/** Checks who signs: a role, or several in turn, all, any of them. */
const signers = (c: Checking, path: Path, value: unknown): void => {
  if (!isObject(value)) {
    word(c, path, value, c.roles, "角色");
    return;
  }
  if (!keys(c, path, value, "签批", [...chainKeys, "within", "cc"])) return;
  const which = one(c, path, value, chainKeys, "签批");
  if (which !== null) {
    const roles = value[which];
    if (!Array.isArray(roles) || roles.length < 2)
      fault(c, [...path, which], said`${which} 应为两个以上角色的列表`);
    else items(c, [...path, which], roles, which, (v, at) => word(c, at, v, c.roles, "角色"));
  }
  if (value.within !== undefined) length(c, [...path, "within"], value.within);
  if (value.cc !== undefined)
    items(c, [...path, "cc"], value.cc, "cc", (v, at) => word(c, at, v, c.roles, "角色"));
};

const approval = (c: Checking, path: Path, value: unknown, fields: Fields): void => {
  if (!Array.isArray(value)) {
    signers(c, path, value);
    return;
  }
  if (value.length === 0) fault(c, path, "approval 应为角色，或 [{ while: …, by: 角色 }] 的列表");
  for (const [n, line] of value.entries()) {
    const at = [...path, n];
    if (!keys(c, at, line, "批准", ["while", "by"], ["by"])) continue;
    signers(c, [...at, "by"], line.by);
    if (line.while !== undefined) condition(c, [...at, "while"], line.while, fields, "while ");
  }
};

const compares = ["under", "atMost", "atLeast", "over"];
const tally = (c: Checking, path: Path, value: Mapping): void => {
  word(c, [...path, "tally"], value.tally, c.tallies, "计数条款");
  const which = one(c, path, value, compares, "计数");
  if (which !== null && !Number.isInteger(value[which])) fault(c, [...path, which], said`${which} 应为整数`);
};

const needs = ["fields", "paper", "done", "holds", "met", "tally", "approval"];
const need = (c: Checking, path: Path, value: unknown, fields: Fields): void => {
  if (!keys(c, path, value, "需要的前提", [...needs, "step", ...compares])) return;
  const k = one(c, path, value, needs, "需要的前提");
  const at = [...path, k ?? ""];
  if (k === "fields")
    items(c, at, value.fields, "fields", (v, p) => word(c, p, v, Object.keys(fields), "字段"));
  if (k === "paper") word(c, at, value.paper, [...c.papers.keys()], "表单");
  if (k === "paper" && value.step !== undefined)
    word(c, [...path, "step"], value.step, c.papers.get(String(value.paper)) ?? [], "签署步骤");
  if (k === "done") patterns(c, at, value.done, "done");
  if (k === "done" && Array.isArray(value.done)) fault(c, at, "done 只写一个事件");
  if (k === "holds") condition(c, at, value.holds, fields, "holds ");
  if (k === "met") word(c, at, value.met, c.clauses, "条款");
  if (k === "tally") tally(c, path, value);
  if (k === "approval") approval(c, at, value.approval, fields);
};

/** Checks a gate. */
export const gate = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "关口", ["do", "while", "need", "never"], ["do"])) return;
  const wanted = (Array.isArray(value.do) ? value.do : [value.do]).map(String);
  const before = c.problems.length;
  items(c, [...path, "do"], value.do, "do", (v, at) => word(c, at, v, allActions, "动作"));
  const which = one(c, path, value, ["need", "never"], "关口");
  if (!vocabularyOf(wanted[0]) || c.problems.length > before) return;
  const fields = gateFields(wanted, c.own);
  if (value.while !== undefined) condition(c, [...path, "while"], value.while, fields, "while ");
  if (which === "never" && value.never !== true) fault(c, [...path, "never"], "never 只能是 true");
  if (which !== "need") return;
  if (isList(c, [...path, "need"], value.need, "need 应为不空的列表 [ … ]"))
    for (const [n, item] of value.need.entries()) need(c, [...path, "need", n], item, fields);
};
