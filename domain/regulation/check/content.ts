// Checks what a clause carries beside rules, gates and papers: words, kinds, tallies, references, what waits.

import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { said } from "#domain/tongue/said.ts";
import { blanksIn } from "#domain/words/phrase.ts";
import { places } from "../file/content.ts";
import { gateFields, stateFields } from "../vocabularies.ts";
import type { Fields } from "../vocabulary.ts";
import { condition, eventsIn, patterns, sharedFields } from "./pattern.ts";
import {
  type Checking,
  fault,
  isObject,
  isReserved,
  items,
  key,
  keys,
  type Path,
  text,
  word,
} from "./problem.ts";

/** What is known where words are shown, beside the matter itself. */
export const situationFields: Fields = {
  mood: { type: ["calm", "angry"], name: "客户情绪", labels: { calm: "平静", angry: "激动" } },
  hours: { type: ["in", "out"], name: "服务时间", labels: { in: "服务时间内", out: "服务时间外" } },
};

/** More blanks than this find anything. */
const mostBlanks = 5;
const lists = ["say", "never", "steps", "forbidden", "required"];
const sought = ["forbidden", "required"];
/** Checks words: what to say and do in a situation. */
export const words = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "用语", ["situation", "at", "when", "while", ...lists], ["situation"])) return;
  text(c, [...path, "situation"], value.situation, "情境", 100);
  for (const k of lists) {
    if (value[k] === undefined) continue;
    if (!Array.isArray(value[k])) fault(c, [...path, k], said`${k} 应为列表 [ … ]`);
    else
      items(c, [...path, k], value[k], k, (v, at) => {
        if (text(c, at, v, k, 500) && sought.includes(k) && blanksIn(v) > mostBlanks)
          fault(c, at, said`一句最多 ${mostBlanks} 处空白`);
      });
  }
  if (value.at !== undefined)
    items(c, [...path, "at"], value.at, "at", (v, at) => word(c, at, v, places, "场合"));
  if (value.at !== undefined && !Array.isArray(value.at)) fault(c, [...path, "at"], "at 应为列表 [ … ]");
  const events = Object.keys(caseVocabulary.events);
  if (value.when !== undefined) word(c, [...path, "when"], value.when, events, "事件");
  if (value.required !== undefined && value.when === undefined) fault(c, path, "写了 required 就须写 when");
  if (value.while === undefined) return;
  const fields = { ...stateFields("case.registered", c.own), ...situationFields };
  condition(c, [...path, "while"], value.while, fields, "while ");
};

const mostLabels = 300;
/** Checks kinds: the names that a regulation gives to a field's values, or a field of its own. */
export const kinds = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "分类", ["field", "name", "of", "labels", "required"], ["field", "labels"]))
    return;
  const known = Object.hasOwn(caseVocabulary.state, String(value.field));
  const type = known ? caseVocabulary.state[String(value.field)]?.type : undefined;
  if (known && !Array.isArray(type)) fault(c, [...path, "field"], said`${String(value.field)} 不是分类字段`);
  if (!known && (!/^[a-z][A-Za-z0-9]{0,59}$/.test(String(value.field)) || isReserved(String(value.field))))
    fault(c, [...path, "field"], "自己的分类字段应为英文单词，例如 cause");
  if (!known && value.name === undefined) fault(c, path, "自己的分类字段须写 name");
  if (value.name !== undefined) text(c, [...path, "name"], value.name, "名称", 50);
  const of = caseVocabulary.state.kind?.type as readonly string[];
  if (value.of !== undefined)
    items(c, [...path, "of"], value.of, "of", (v, at) => word(c, at, v, of, "类别"));
  if (value.required !== undefined && value.required !== true)
    fault(c, [...path, "required"], "required 只能是 true");
  const at = [...path, "labels"];
  if (!isObject(value.labels) || Object.keys(value.labels).length === 0) {
    fault(c, at, "labels 应为 { 值: 名称 }");
    return;
  }
  const labels = Object.entries(value.labels);
  if (labels.length > mostLabels) fault(c, at, said`labels 最多 ${mostLabels} 项`);
  for (const [v, label] of labels.slice(0, mostLabels)) {
    if (v.length > 60 || isReserved(v)) fault(c, [...at, v], "值最长 60 个字，请换一个写法", true);
    if (Array.isArray(type)) word(c, [...at, v], v, type, "值");
    text(c, [...at, v], label, "名称", 50);
  }
};

/** Checks a tally: how often, in which window, for whom. */
export const tally = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "计数", ["name", "of", "while", "whose", "by", "in"], ["name", "of", "in"]))
    return;
  text(c, [...path, "name"], value.name, "名称", 100);
  patterns(c, [...path, "of"], value.of, "of");
  const events = eventsIn(value.of);
  const fields = gateFields(events.slice(0, 1), c.own);
  if (value.while !== undefined) condition(c, [...path, "while"], value.while, fields, "while ");
  const whose = ["customer", "member", "department", "against"];
  if (value.whose !== undefined) word(c, [...path, "whose"], value.whose, whose, "whose 的值");
  // A count outlives what was written: it is split by words of a list, never by what somebody typed.
  const split = [...new Set([...Object.keys(fields), ...sharedFields(events)])].filter(
    (f) => fields[f]?.type !== "text",
  );
  if (value.by !== undefined) word(c, [...path, "by"], value.by, split, "字段");
  word(c, [...path, "in"], value.in, ["day", "week", "month", "quarter", "year", "ever"], "in 的值");
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
    else key(c, at, v.slice(0, v.indexOf("/")), "所指的制度");
  });
};

/** Checks a reference to a checklist. */
export const inspect = (c: Checking, path: Path, value: unknown): void => {
  if (keys(c, path, value, "检查", ["checklist"], ["checklist"]))
    key(c, [...path, "checklist"], value.checklist, "检查表");
};
