// Checks the rule of a clause.
import { parseLength } from "#domain/time/length.ts";
import { stateFields, vocabularyOf } from "../vocabularies.ts";
import { condition, eventsIn, kindsOf, patterns, sharedFields } from "./pattern.ts";
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
  text,
  word,
} from "./problem.ts";
import { isRecurring, when, within } from "./when.ts";

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
  "evidence",
];
/** Who owes it without being a role: who holds the matter, whom it is about, who was asked first. */
const standing = ["department", "against", "first-asked"];

const who = (c: Checking, path: Path, value: unknown, triggers: readonly string[]): void => {
  const named = sharedFields(triggers).includes("department") ? ["trigger.department"] : [];
  word(c, path, value, [...c.roles, ...standing, ...named], "责任人");
};

/** The events of a duty, whatever its shape. */
const dutyEvents = (duty: unknown): string[] =>
  isObject(duty) && Array.isArray(duty.steps) ? duty.steps.flatMap((s) => eventsIn(s)) : eventsIn(duty);

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

const consequences = (c: Checking, path: Path, value: unknown): void => {
  if (!isList(c, path, value, "otherwise 应为列表 [{ escalate: 角色 }]")) return;
  for (const [n, effect] of value.entries()) {
    const at = [...path, n];
    if (keys(c, at, effect, "逾期后果", ["escalate"], ["escalate"]))
      word(c, [...at, "escalate"], effect.escalate, c.roles, "角色");
  }
};

const details = (c: Checking, path: Path, rule: Mapping, events: readonly string[]): void => {
  const per = sharedFields(events);
  if (rule.per !== undefined) word(c, [...path, "per"], rule.per, per, "共有字段");
  if (rule.again !== undefined)
    word(c, [...path, "again"], rule.again, ["new", "keep", "restart"], "again 的值");
  if (rule.pause !== undefined)
    items(c, [...path, "pause"], rule.pause, "暂停原因", (v, at) => text(c, at, v, "暂停原因", 100));
  if (rule.pause !== undefined && !Array.isArray(rule.pause))
    fault(c, [...path, "pause"], "暂停原因应为列表 [ … ]");
  if (rule.until !== undefined) patterns(c, [...path, "until"], rule.until, "until");
  if (rule.warn !== undefined) warn(c, [...path, "warn"], rule.warn);
  if (rule.otherwise !== undefined) consequences(c, [...path, "otherwise"], rule.otherwise);
  if (rule.evidence !== undefined) text(c, [...path, "evidence"], rule.evidence, "evidence", 200);
};

/** Checks a rule: whenever A happened, B must happen by T, by whom; otherwise C. */
export const rule = (c: Checking, path: Path, value: unknown): void => {
  if (Array.isArray(value)) {
    fault(c, path, "一条只能有一个规则，请拆成两条");
    return;
  }
  if (!keys(c, path, value, "规则", ruleKeys, ["when", "who"])) return;
  const recurring = isRecurring(value.when);
  when(c, [...path, "when"], value.when);
  const owed = value.must !== undefined || value.should !== undefined || !recurring;
  const strength = owed ? one(c, path, value, ["must", "should"], "规则") : null;
  if (strength !== null) duty(c, [...path, strength], value[strength]);
  const triggers = recurring ? ["duty.raised"] : eventsIn(value.when);
  const acts = dutyEvents(value.must ?? value.should);
  if (kindsOf([...triggers, ...acts]).size > 1) fault(c, path, "when 与应做的事须属于同一类事项");
  const first =
    [...triggers, ...acts].find((e) => vocabularyOf(e)?.kind !== "paper") ?? triggers[0] ?? acts[0];
  const fields = stateFields(first, c.own);
  if (value.while !== undefined) condition(c, [...path, "while"], value.while, fields, "while ");
  who(c, [...path, "who"], value.who, triggers);
  if (value.within !== undefined) within(c, [...path, "within"], value.within, fields, recurring);
  details(c, path, value, [...triggers, ...acts]);
};
