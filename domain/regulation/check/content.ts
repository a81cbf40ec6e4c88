// Checks what a clause carries beside rules and gates: papers, words, kinds, references, checklists.
import { condition, vocabularyOf } from "./pattern.ts";
import { type Checking, fault, isObject, items, key, keys, type Path, text, word } from "./problem.ts";

/** The closed list of a field's values, over all vocabularies. */
const valuesOf = (c: Checking, field: string): readonly string[] =>
  c.vocabularies.flatMap((v) => {
    const type = Object.hasOwn(v.state, field) ? v.state[field]?.type : undefined;
    return Array.isArray(type) ? type : [];
  });

/** Checks a paper: a form with its fields. */
export const paper = (c: Checking, path: Path, value: unknown): void => {
  const all = ["key", "name", "of", "fields"];
  if (!keys(c, path, value, "表单", all, all)) return;
  key(c, [...path, "key"], value.key, "表单的 key");
  text(c, [...path, "name"], value.name, "表单名称", 100);
  word(c, [...path, "of"], value.of, valuesOf(c, "kind"), "类别");
  if (!Array.isArray(value.fields) || value.fields.length === 0) {
    fault(c, [...path, "fields"], "fields 应为不空的列表");
    return;
  }
  const known = c.vocabularies.flatMap((v) => Object.keys(v.state));
  const seen = new Set<unknown>();
  for (const [n, line] of value.fields.entries()) {
    const at = [...path, "fields", n];
    if (!keys(c, at, line, "表单的栏", ["field", "name"], ["field", "name"])) continue;
    word(c, [...at, "field"], line.field, known, "字段");
    text(c, [...at, "name"], line.name, "栏名", 100);
    if (seen.has(line.field)) fault(c, [...at, "field"], `栏 ${String(line.field)} 重复`);
    seen.add(line.field);
  }
};

/** Checks words: what to say and do in a situation. */
export const words = (c: Checking, path: Path, value: unknown): void => {
  const lists = ["say", "never", "steps"];
  if (!keys(c, path, value, "用语", ["situation", "when", "while", ...lists], ["situation"])) return;
  text(c, [...path, "situation"], value.situation, "情境", 100);
  for (const k of lists) {
    if (value[k] === undefined) continue;
    if (!Array.isArray(value[k])) fault(c, [...path, k], `${k} 应为列表 [ … ]`);
    else items(c, [...path, k], value[k], k, (v, at) => text(c, at, v, k, 500));
  }
  if (value.when === undefined) {
    if (value.while !== undefined) fault(c, [...path, "while"], "写了 while 就须写 when");
    return;
  }
  const events = c.vocabularies.flatMap((v) => Object.keys(v.events));
  if (!word(c, [...path, "when"], value.when, events, "事件") || value.while === undefined) return;
  condition(c, [...path, "while"], value.while, vocabularyOf(c, value.when)?.state ?? {}, "while ");
};

/** Checks kinds: the names that a regulation gives to a field's values. */
export const kinds = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "分类", ["field", "labels"], ["field", "labels"])) return;
  const closed = c.vocabularies.flatMap((v) =>
    Object.keys(v.state).filter((f) => Array.isArray(v.state[f]?.type)),
  );
  if (!word(c, [...path, "field"], value.field, closed, "字段")) return;
  const at = [...path, "labels"];
  if (!isObject(value.labels) || Object.keys(value.labels).length === 0) {
    fault(c, at, "labels 应为 { 值: 名称 }");
    return;
  }
  for (const [v, label] of Object.entries(value.labels)) {
    word(c, [...at, v], v, valuesOf(c, String(value.field)), "值");
    text(c, [...at, v], label, "名称", 50);
  }
};

/** Checks that the clauses pointed to are there; those of another regulation are named with it. */
export const see = (c: Checking, path: Path, value: unknown, own: unknown): void => {
  if (!Array.isArray(value)) {
    fault(c, path, 'see 应为条款编号的列表，例如 ["2.10.1a"]');
    return;
  }
  items(c, path, value, "see", (v, at) => {
    if (v === own) fault(c, at, "不能指向自己");
    else if (typeof v !== "string" || !v.includes("/")) word(c, at, v, c.clauses, "条款");
  });
};

/** Checks a reference to a checklist. */
export const inspect = (c: Checking, path: Path, value: unknown): void => {
  if (keys(c, path, value, "检查", ["checklist"], ["checklist"]))
    key(c, [...path, "checklist"], value.checklist, "检查表");
};
