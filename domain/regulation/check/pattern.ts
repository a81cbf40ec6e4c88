// Checks patterns and conditions against the vocabulary, so that no typo becomes a rule that never fires.
import { word as called, listed, said } from "#domain/tongue/said.ts";
import { eventFields, vocabularies, vocabularyOf } from "../vocabularies.ts";
import type { Field, Fields } from "../vocabulary.ts";
import { type Checking, fault, isObject, items, keys, type Path, word } from "./problem.ts";

const allEvents: readonly string[] = vocabularies.flatMap((v) => Object.keys(v.events));
/** Kinds whose happenings may stand beside those of any other: papers lie on matters and duties, and alone. */
const everywhere = "paper";

const eventName = (p: unknown): unknown => (isObject(p) ? p.event : p);

/** The event types that one pattern or a list names, the known ones. */
export const eventsIn = (value: unknown): string[] => {
  const list = Array.isArray(value) ? value : [value];
  return list.map(eventName).filter((e): e is string => typeof e === "string" && allEvents.includes(e));
};

/** The fields that all of these events carry. */
export const sharedFields = (events: readonly string[]): string[] => {
  const [first, ...rest] = events.map((e) => Object.keys(eventFields(e)));
  return (first ?? []).filter((f) => rest.every((r) => r.includes(f)));
};

const typeNames = { text: "文字", number: "数字", boolean: " true 或 false" };

/** Is a figure of the kind that its field holds. */
const figure = (c: Checking, path: Path, value: unknown, field: Field): void => {
  const { type, name } = field;
  if (typeof type === "object") word(c, path, value, type, name);
  else if (type === "role") word(c, path, value, c.roles, "角色");
  else if (type === "paper") word(c, path, value, [...c.papers.keys()], "表单");
  else if (type === "clause") {
    if (typeof value !== "string" || !value.includes("/")) word(c, path, value, c.clauses, "条款");
  } else if (type === "instant" || type === "presence")
    fault(c, path, said`${called(name)}不能与值比较，只能写 { known: true } 或 { known: false }`);
  else if (typeof value !== (type === "text" ? "string" : type))
    fault(c, path, said`${called(name)}应为${called(typeNames[type])}，不是 ${JSON.stringify(value)}`);
};

const tests = ["not", "known", "over", "under", "atLeast", "atMost"];

const testOf = (c: Checking, path: Path, value: unknown, field: Field): void => {
  if (!isObject(value)) {
    items(c, path, value, field.name, (v, at) => figure(c, at, v, field));
    return;
  }
  if (!keys(c, path, value, said`${called(field.name)}的条件`, tests)) return;
  const [k, ...more] = Object.keys(value);
  if (k === undefined || more.length > 0) {
    fault(c, path, said`${called(field.name)}的条件须有且只有 ${listed(tests)} 之一`);
    return;
  }
  const at = [...path, k];
  if (k === "not") items(c, at, value.not, field.name, (v, p) => figure(c, p, v, field));
  else if (k === "known") {
    if (typeof value.known !== "boolean") fault(c, at, "known 应为 true 或 false");
  } else if (!tests.includes(k)) return;
  else if (field.type !== "number") fault(c, at, said`${called(field.name)}不是数字，不能用 ${k}`);
  else if (typeof value[k] !== "number" || !Number.isFinite(value[k])) fault(c, at, said`${k} 应为数字`);
};

const anyOf = (c: Checking, path: Path, value: unknown, fields: Fields, what: string): void => {
  if (!Array.isArray(value) || value.length < 2) fault(c, path, "any 应为两个以上条件的列表 [{ … }, { … }]");
  else for (const [n, one] of value.entries()) condition(c, [...path, n], one, fields, what);
};

/** Checks a condition on the given fields. */
export const condition = (c: Checking, path: Path, value: unknown, fields: Fields, what: string): void => {
  if (!isObject(value)) {
    fault(c, path, said`${called(what)}应为 { 字段: 值 }`);
    return;
  }
  const known = Object.keys(fields);
  if (Object.keys(value).length === 0) fault(c, path, said`${called(what)}是空的，不需要就删去`);
  for (const [name, test] of Object.entries(value)) {
    if (name === "any") {
      anyOf(c, [...path, name], test, fields, what);
      continue;
    }
    const field = known.includes(name) ? fields[name] : undefined;
    const at = [...path, name];
    if (field) testOf(c, at, test, field);
    else if (word(c, at, name, known, "字段") === false) markKey(c);
  }
};

/** The fault just noted is about the key, not about what stands behind it. */
const markKey = (c: Checking): void => {
  const last = c.problems.at(-1);
  if (last) last.key = true;
};

/** The kinds of stream that these events need together. */
export const kindsOf = (events: readonly string[]): Set<string> => {
  const words = events.map((e) => vocabularyOf(e));
  // What waits for a stream that does not exist may speak of several.
  if (words.some((w) => w?.waiting !== undefined)) return new Set();
  return new Set(words.flatMap((w) => (w && w.kind !== everywhere ? [w.kind] : [])));
};

/** Checks one pattern: an event, or an event with a condition on what it carries. */
const pattern = (c: Checking, path: Path, value: unknown): void => {
  if (typeof value === "string") {
    word(c, path, value, allEvents, "事件");
    return;
  }
  if (!keys(c, path, value, "事件", ["event", "with"], ["event"])) return;
  const { event } = value;
  if (!word(c, [...path, "event"], event, allEvents, "事件") || value.with === undefined) return;
  condition(c, [...path, "with"], value.with, eventFields(String(event)), "with ");
};

/** Checks one pattern or a list of which one must match. */
export const patterns = (c: Checking, path: Path, value: unknown, what: string): void => {
  const before = c.problems.length;
  items(c, path, value, what, (item, at) => pattern(c, at, item));
  if (c.problems.length > before) return;
  if (kindsOf(eventsIn(value)).size > 1) fault(c, path, said`${called(what)}的事件须属于同一类事项`);
};
