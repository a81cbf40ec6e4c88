// Checks the rule and the gate of a clause.
import { parseLength } from "#domain/time/length.ts";
import type { Fields } from "../vocabulary.ts";
import { condition, eventsIn, patterns, sharedFields, vocabularyOf } from "./pattern.ts";
import {
  type Checking,
  fault,
  isObject,
  items,
  keys,
  type Mapping,
  one,
  type Path,
  text,
  word,
} from "./problem.ts";

const ruleKeys = [
  "when",
  "while",
  "must",
  "should",
  "who",
  "within",
  "per",
  "again",
  "pause",
  "until",
  "warn",
  "otherwise",
];
const lengths = "“10 minutes”“2 days”“2 working days”“same day”";

const length = (c: Checking, path: Path, value: unknown): boolean => {
  if (typeof value === "string" && parseLength(value) !== null) return true;
  return fault(c, path, `时限 ${JSON.stringify(value)} 看不懂，须写成${lengths}这样的文字`);
};

const within = (c: Checking, path: Path, value: unknown, fields: Fields): void => {
  if (!isObject(value)) {
    length(c, path, value);
    return;
  }
  if (!keys(c, path, value, "时限", ["field", "else"], ["field", "else"])) return;
  const instants = Object.keys(fields).filter((f) => fields[f]?.type === "instant");
  word(c, [...path, "field"], value.field, instants, "时间字段");
  if (!length(c, [...path, "else"], value.else)) return;
  if (value.else === "at once" || value.else === "promptly")
    fault(c, [...path, "else"], "这里须有确定的时限");
};

const who = (c: Checking, path: Path, value: unknown, triggers: readonly string[]): void => {
  const named = sharedFields(c, triggers).includes("department") ? ["trigger.department"] : [];
  word(c, path, value, [...c.roles, "department", ...named], "责任人");
};

/** The events of a duty, whatever its shape. */
const dutyEvents = (c: Checking, duty: unknown): string[] =>
  isObject(duty) && Array.isArray(duty.steps) ? duty.steps.flatMap((s) => eventsIn(c, s)) : eventsIn(c, duty);

const duty = (c: Checking, path: Path, value: unknown): void => {
  if (!isObject(value) || !("steps" in value)) {
    patterns(c, path, value, "应做的事");
    return;
  }
  if (!keys(c, path, value, "应做的事", ["steps"])) return;
  const { steps } = value;
  if (!Array.isArray(steps) || steps.length < 2) fault(c, [...path, "steps"], "steps 应为两步以上的列表");
  else for (const [n, step] of steps.entries()) patterns(c, [...path, "steps", n], step, "步骤");
};

const warn = (c: Checking, path: Path, value: unknown): void => {
  const unit = typeof value === "string" ? parseLength(value)?.unit : undefined;
  if (unit !== "minutes" && unit !== "hours" && unit !== "days")
    fault(c, path, "提前提醒须写成“30 minutes”“4 hours”或“1 day”");
};

const details = (c: Checking, path: Path, rule: Mapping, events: readonly string[]): void => {
  const per = sharedFields(c, events);
  if (rule.per !== undefined) word(c, [...path, "per"], rule.per, per, "共有字段");
  if (rule.again !== undefined)
    word(c, [...path, "again"], rule.again, ["new", "keep", "restart"], "again 的值");
  if (rule.pause !== undefined)
    items(c, [...path, "pause"], rule.pause, "暂停原因", (v, at) => text(c, at, v, "暂停原因", 100));
  if (rule.pause !== undefined && !Array.isArray(rule.pause))
    fault(c, [...path, "pause"], "暂停原因应为列表 [ … ]");
  if (rule.until !== undefined) patterns(c, [...path, "until"], rule.until, "until");
  if (rule.warn !== undefined) warn(c, [...path, "warn"], rule.warn);
  if (rule.otherwise === undefined) return;
  if (!Array.isArray(rule.otherwise)) {
    fault(c, [...path, "otherwise"], "otherwise 应为列表 [{ escalate: 角色 }]");
    return;
  }
  for (const [n, effect] of rule.otherwise.entries()) {
    const at = [...path, "otherwise", n];
    if (keys(c, at, effect, "逾期后果", ["escalate"], ["escalate"]))
      word(c, [...at, "escalate"], effect.escalate, c.roles, "角色");
  }
};

/** Checks a rule: whenever A happened, B must happen by T, by whom; otherwise C. */
export const rule = (c: Checking, path: Path, value: unknown): void => {
  if (Array.isArray(value)) {
    fault(c, path, "一条只能有一个规则，请拆成两条");
    return;
  }
  if (!keys(c, path, value, "规则", ruleKeys, ["when", "who"])) return;
  const strength = one(c, path, value, ["must", "should"], "规则");
  patterns(c, [...path, "when"], value.when, "when");
  if (strength !== null) duty(c, [...path, strength], value[strength]);
  const triggers = eventsIn(c, value.when);
  const acts = dutyEvents(c, value.must ?? value.should);
  const words = vocabularyOf(c, triggers[0]);
  if (!words) return;
  if (acts.some((a) => !a.startsWith(`${words.kind}.`))) fault(c, path, "when 与应做的事须属于同一类事项");
  if (value.while !== undefined) condition(c, [...path, "while"], value.while, words.state, "while ");
  who(c, [...path, "who"], value.who, triggers);
  if (value.within !== undefined) within(c, [...path, "within"], value.within, words.state);
  details(c, path, value, [...triggers, ...acts]);
};

const approval = (c: Checking, path: Path, value: unknown, fields: Fields): void => {
  if (typeof value === "string") {
    word(c, path, value, c.roles, "角色");
    return;
  }
  if (!Array.isArray(value) || value.length === 0) {
    fault(c, path, "approval 应为角色，或 [{ while: …, by: 角色 }] 的列表");
    return;
  }
  for (const [n, line] of value.entries()) {
    const at = [...path, n];
    if (!keys(c, at, line, "批准", ["while", "by"], ["by"])) continue;
    word(c, [...at, "by"], line.by, c.roles, "角色");
    if (line.while !== undefined) condition(c, [...at, "while"], line.while, fields, "while ");
  }
};

const needs = ["paper", "done", "holds", "approval"];
const need = (c: Checking, path: Path, value: unknown, fields: Fields): void => {
  if (!keys(c, path, value, "需要的前提", needs)) return;
  const k = one(c, path, value, needs, "需要的前提");
  const at = [...path, k ?? ""];
  if (k === "paper") word(c, at, value.paper, c.papers, "表单");
  if (k === "done") patterns(c, at, value.done, "done");
  if (k === "done" && Array.isArray(value.done)) fault(c, at, "done 只写一个事件");
  if (k === "holds") condition(c, at, value.holds, fields, "holds ");
  if (k === "approval") approval(c, at, value.approval, fields);
};

/** Checks a gate: may this be done now, and whose approval does it need. */
export const gate = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "关口", ["do", "while", "need", "never"], ["do"])) return;
  const actions = c.vocabularies.flatMap((v) => Object.keys(v.actions));
  const wanted = Array.isArray(value.do) ? value.do : [value.do];
  const before = c.problems.length;
  items(c, [...path, "do"], value.do, "do", (v, at) => word(c, at, v, actions, "动作"));
  const which = one(c, path, value, ["need", "never"], "关口");
  const words = vocabularyOf(c, wanted[0]);
  if (!words || c.problems.length > before) return;
  const fields: Fields = Object.assign(
    {},
    words.state,
    ...wanted.map((a) => words.actions[String(a)]?.fields),
  );
  if (value.while !== undefined) condition(c, [...path, "while"], value.while, fields, "while ");
  if (which === "never" && value.never !== true) fault(c, [...path, "never"], "never 只能是 true");
  if (which !== "need") return;
  if (!Array.isArray(value.need) || value.need.length === 0)
    fault(c, [...path, "need"], "need 应为不空的列表 [ … ]");
  else for (const [n, item] of value.need.entries()) need(c, [...path, "need", n], item, fields);
};
