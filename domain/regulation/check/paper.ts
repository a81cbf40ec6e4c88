// Checks a paper: its fields and types, signatures in order, copies, number, keeping.

import { kinds } from "#domain/case/values.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { said } from "#domain/tongue/said.ts";
import { fieldTypes } from "../file/paper.ts";
import type { Field, Fields } from "../vocabulary.ts";
import { condition } from "./pattern.ts";
import {
  type Checking,
  fault,
  isList,
  isObject,
  isReserved,
  items,
  key,
  keys,
  type Mapping,
  type Path,
  text,
  word,
} from "./problem.ts";

const all = [
  "key",
  "name",
  "form",
  "of",
  "number",
  "fields",
  "fill",
  "sign",
  "copies",
  "attach",
  "customer",
  "keep",
  "keptBy",
];
const hosts: readonly string[] = [...kinds, "duty"];
/** What a field without a type is taken from: the matter itself. */
export const matterFields = [...Object.keys(caseVocabulary.state), "number", "receivedAt", "firstAsked"];
const types: Readonly<Record<string, Field["type"]>> = {
  number: "number",
  money: "number",
  "yes-no": "boolean",
};

const field = (c: Checking, path: Path, value: unknown, own: boolean): void => {
  if (!keys(c, path, value, "表单的栏", ["field", "name", "type", "of", "optional"], ["field", "name"]))
    return;
  text(c, [...path, "name"], value.name, "栏名", 100);
  if (value.optional !== undefined && value.optional !== true)
    fault(c, [...path, "optional"], "optional 只能是 true");
  if (value.type === undefined) {
    if (!own) fault(c, path, "单独的表单每栏须写 type");
    else
      word(
        c,
        [...path, "field"],
        value.field,
        [...matterFields, ...Object.keys(c.own)],
        "事项的字段（本表自己的栏须写 type）",
      );
    return;
  }
  if (
    typeof value.field !== "string" ||
    !/^[a-z][A-Za-z0-9]{0,59}$/.test(value.field) ||
    isReserved(value.field)
  )
    fault(c, [...path, "field"], "栏的 field 应为英文单词，例如 returnReason");
  word(c, [...path, "type"], value.type, fieldTypes, "栏的类型");
  const choice = value.type === "choice" || value.type === "many";
  if (choice && !Array.isArray(value.of)) fault(c, path, "choice 与 many 须写 of: [ 可选的值 ]");
  if (choice && value.of !== undefined)
    items(c, [...path, "of"], value.of, "of", (v, at) => text(c, at, v, "可选的值", 100));
  if (!choice && value.of !== undefined) fault(c, [...path, "of"], "只有 choice 与 many 才写 of");
};

const fields = (c: Checking, path: Path, paper: Mapping): Fields => {
  if (!isList(c, path, paper.fields, "fields 应为不空的列表")) return {};
  const onMatter = paper.of !== undefined && paper.of !== "duty";
  const seen: Record<string, Field> = {};
  for (const [n, line] of paper.fields.entries()) {
    const at = [...path, n];
    field(c, at, line, onMatter);
    if (!isObject(line)) continue;
    const name = String(line.field);
    if (Object.hasOwn(seen, name)) fault(c, [...at, "field"], said`栏 ${String(name)} 重复`);
    const values = Array.isArray(line.of) ? line.of.map(String) : undefined;
    const known = line.type === undefined ? caseVocabulary.state[name]?.type : undefined;
    seen[name] = { type: values ?? known ?? types[String(line.type)] ?? "text", name: String(line.name) };
  }
  return seen;
};

const steps = (c: Checking, path: Path, value: unknown, known: Fields): void => {
  if (!isList(c, path, value, "sign 应为不空的列表 [{ step, name, by }]")) return;
  const seen = new Set<unknown>();
  for (const [n, step] of value.entries()) {
    const at = [...path, n];
    if (!keys(c, at, step, "签署步骤", ["step", "name", "by", "while"], ["step", "name", "by"])) continue;
    key(c, [...at, "step"], step.step, "步骤");
    if (seen.has(step.step)) fault(c, [...at, "step"], said`步骤 ${String(step.step)} 重复`);
    seen.add(step.step);
    text(c, [...at, "name"], step.name, "步骤名称", 100);
    word(c, [...at, "by"], step.by, [...c.roles, "customer"], "角色");
    if (step.while !== undefined) condition(c, [...at, "while"], step.while, known, "while ");
  }
};

const copies = (c: Checking, path: Path, value: unknown): void => {
  if (!isList(c, path, value, "copies 应为不空的列表 [{ name, keeper }]")) return;
  for (const [n, copy] of value.entries()) {
    const at = [...path, n];
    if (!keys(c, at, copy, "联次", ["name", "keeper"], ["name", "keeper"])) continue;
    text(c, [...at, "name"], copy.name, "联次名称", 50);
    text(c, [...at, "keeper"], copy.keeper, "保存人", 50);
  }
};

const keeping = /^([1-9]\d{0,2} (years?|months?)|for ever)$/;
const numbering = /^[^{}]*(\{(yyyy|yy|mm|dd)\}[^{}]*)*\{n{1,8}\}[^{}]*$/;

/** Checks a paper. */
export const paper = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "表单", all, ["key", "name", "fields"])) return;
  key(c, [...path, "key"], value.key, "表单的 key");
  text(c, [...path, "name"], value.name, "表单名称", 100);
  if (value.of !== undefined)
    items(c, [...path, "of"], value.of, "of", (v, at) => word(c, at, v, hosts, "类别"));
  if (value.form !== undefined)
    word(c, [...path, "form"], value.form, ["form", "register", "voucher", "file"], "form 的值");
  const { number } = value;
  if (number !== undefined && !(typeof number === "string" && number.length <= 60 && numbering.test(number)))
    fault(c, [...path, "number"], "编号应写成 TH{yyyy}{nnnn} 这样，须有一处 {nnnn}");
  const known = fields(c, [...path, "fields"], value);
  if (value.fill !== undefined) word(c, [...path, "fill"], value.fill, c.roles, "角色");
  if (value.sign !== undefined) steps(c, [...path, "sign"], value.sign, known);
  if (value.copies !== undefined) copies(c, [...path, "copies"], value.copies);
  if (value.attach !== undefined)
    items(c, [...path, "attach"], value.attach, "attach", (v, at) =>
      word(c, at, v, [...c.papers.keys()], "表单"),
    );
  if (value.customer !== undefined)
    word(c, [...path, "customer"], value.customer, ["never", "may", "copy"], "customer 的值");
  if (value.keep !== undefined && !(typeof value.keep === "string" && keeping.test(value.keep)))
    fault(c, [...path, "keep"], "保存期限应写成 3 years、6 months 或 for ever");
  if (value.keptBy === undefined) return;
  word(c, [...path, "keptBy"], value.keptBy, c.clauses, "条款");
  if (value.keep === undefined) fault(c, [...path, "keptBy"], "有 keep 才写 keptBy");
};
