// Checks patterns and conditions against the vocabulary, so that no typo becomes a rule that never fires.
import type { Field, Fields, Vocabulary } from "../vocabulary.ts";
import { type Checking, fault, isObject, items, keys, type Path, word } from "./problem.ts";

const eventsOf = (c: Checking): string[] => c.vocabularies.flatMap((v) => Object.keys(v.events));

/** The vocabulary that an event or action belongs to, by its prefix. */
export const vocabularyOf = (c: Checking, name: unknown): Vocabulary | undefined =>
  typeof name === "string" ? c.vocabularies.find((v) => name.startsWith(`${v.kind}.`)) : undefined;

const eventName = (p: unknown): unknown => (isObject(p) ? p.event : p);

/** The event types that one pattern or a list names, the known ones. */
export const eventsIn = (c: Checking, value: unknown): string[] => {
  const known = eventsOf(c);
  const list = Array.isArray(value) ? value : [value];
  return list.map(eventName).filter((e): e is string => typeof e === "string" && known.includes(e));
};

const fieldsOf = (c: Checking, event: string): Fields => vocabularyOf(c, event)?.events[event]?.fields ?? {};

/** The fields that all of these events carry. */
export const sharedFields = (c: Checking, events: readonly string[]): string[] => {
  const [first, ...rest] = events.map((e) => Object.keys(fieldsOf(c, e)));
  return (first ?? []).filter((f) => rest.every((r) => r.includes(f)));
};

const typeNames = { text: "文字", number: "数字", boolean: " true 或 false" };

/** Is a figure of the kind that its field holds. */
const figure = (c: Checking, path: Path, value: unknown, field: Field): void => {
  const { type, name } = field;
  if (typeof type === "object") word(c, path, value, type, `${name}`);
  else if (type === "role") word(c, path, value, c.roles, "角色");
  else if (type === "clause") {
    if (typeof value !== "string" || !value.includes("/")) word(c, path, value, c.clauses, "条款");
  } else if (type === "instant" || type === "presence")
    fault(c, path, `${name}不能与值比较，只能写 { known: true } 或 { known: false }`);
  else if (typeof value !== (type === "text" ? "string" : type))
    fault(c, path, `${name}应为${typeNames[type]}，不是 ${JSON.stringify(value)}`);
};

const tests = ["not", "known", "over", "under", "atLeast", "atMost"];

const testOf = (c: Checking, path: Path, value: unknown, field: Field): void => {
  if (!isObject(value)) {
    items(c, path, value, field.name, (v, at) => figure(c, at, v, field));
    return;
  }
  if (!keys(c, path, value, `${field.name}的条件`, tests)) return;
  const [k, ...more] = Object.keys(value);
  if (k === undefined || more.length > 0) {
    fault(c, path, `${field.name}的条件须有且只有 ${tests.join("、")} 之一`);
    return;
  }
  const at = [...path, k];
  if (k === "not") items(c, at, value.not, field.name, (v, p) => figure(c, p, v, field));
  else if (k === "known") {
    if (typeof value.known !== "boolean") fault(c, at, "known 应为 true 或 false");
  } else if (!tests.includes(k)) return;
  else if (field.type !== "number") fault(c, at, `${field.name}不是数字，不能用 ${k}`);
  else if (typeof value[k] !== "number" || !Number.isFinite(value[k])) fault(c, at, `${k} 应为数字`);
};

/** Checks a condition on the given fields. */
export const condition = (c: Checking, path: Path, value: unknown, fields: Fields, what: string): void => {
  if (!isObject(value)) {
    fault(c, path, `${what}应为 { 字段: 值 }`);
    return;
  }
  const known = Object.keys(fields);
  if (Object.keys(value).length === 0) fault(c, path, `${what}是空的，不需要就删去`);
  for (const [name, test] of Object.entries(value)) {
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

/** Checks one pattern: an event, or an event with a condition on what it carries. */
const pattern = (c: Checking, path: Path, value: unknown): void => {
  if (typeof value === "string") {
    word(c, path, value, eventsOf(c), "事件");
    return;
  }
  if (!keys(c, path, value, "事件", ["event", "with"], ["event"])) return;
  const { event } = value;
  if (!word(c, [...path, "event"], event, eventsOf(c), "事件") || value.with === undefined) return;
  condition(c, [...path, "with"], value.with, fieldsOf(c, String(event)), "with ");
};

/** Checks one pattern or a list of which one must match. */
export const patterns = (c: Checking, path: Path, value: unknown, what: string): void => {
  const before = c.problems.length;
  items(c, path, value, what, (item, at) => pattern(c, at, item));
  if (c.problems.length > before) return;
  const kinds = new Set(eventsIn(c, value).map((e) => vocabularyOf(c, e)?.kind));
  if (kinds.size > 1) fault(c, path, `${what}的事件须属于同一类事项`);
};
