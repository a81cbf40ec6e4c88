// The Chinese names by which sentences speak of a regulation's parts.
import { type Length, parseLength } from "#domain/time/length.ts";
import type { Condition, Pattern, Point, Test, Within } from "../file/rule.ts";
import type { Regulation } from "../file.ts";
import { eventFields, vocabularyOf } from "../vocabularies.ts";
import type { Field, Fields } from "../vocabulary.ts";

/** What a sentence looks names up in. */
export type Naming = { regulation: Regulation; fields: Fields };

export const list = <T>(v: T | readonly T[]): readonly T[] => (Array.isArray(v) ? v : [v as T]);

/** `甲`, `甲或乙`, `甲、乙或丙`. */
export const orList = (names: readonly string[], last = "或"): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join("、")}${last}${names.at(-1)}`;

const units: Record<Length["unit"], string> = {
  minutes: "分钟",
  hours: "小时",
  days: "天",
  "working days": "个工作日",
  "working hours": "个工作小时",
  weeks: "周",
  months: "个月",
  "same day": "当天",
  "at once": "立即",
  promptly: "及时",
};

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];
/** `次月10日前`, `第5个工作日前`, `周一14:30前`, `上班前5分钟`. */
const pointName = (p: Point): string => {
  const parts: string[] = [];
  if (p.next) parts.push("次期");
  if (p.month !== undefined) parts.push(`${p.month}月`);
  if (p.day !== undefined) parts.push(p.day === "last" ? "最后一日" : `${p.day}日`);
  if (p.workingDay !== undefined) parts.push(`第${p.workingDay}个工作日`);
  if (p.weekday !== undefined) parts.push(`周${weekdays[p.weekday - 1] ?? ""}`);
  if (p.time !== undefined) parts.push(p.time);
  if (p.closing) parts.push("下班");
  if (p.opening === true) parts.push("上班");
  if (typeof p.opening === "string") return `${parts.join("")}上班${lengthName(p.opening)}前`;
  return `${parts.join("")}前`;
};

const periodNames: Readonly<Record<string, string>> = {
  day: "每天",
  "working day": "每个工作日",
  week: "每周",
  "2 weeks": "每两周",
  month: "每月",
  "2 months": "每两个月",
  quarter: "每季度",
  "half-year": "每半年",
  year: "每年",
  unset: "定期（周期由采用单位设定）",
};
/** `每月`, `每月和每年`. */
export const everyName = (every: string | readonly string[]): string =>
  orList(
    list(every).map((p) => periodNames[p] ?? p),
    "和",
  );

/** `10分钟`, `当天`. */
export const lengthName = (words: string): string => {
  if (words === "unset") return "设定的时限";
  const length = parseLength(words);
  if (!length) return words;
  const bare = length.unit === "same day" || length.unit === "at once" || length.unit === "promptly";
  return bare ? units[length.unit] : `${length.count}${units[length.unit]}`;
};

/** `在10分钟内`, `在当天`, `立即`, or nothing. */
export const withinName = (within: Within | undefined, { fields }: Naming): string => {
  if (within === undefined) return "";
  if (typeof within === "object" && !("field" in within)) return `在${pointName(within)}`;
  if (typeof within === "object")
    return `在${fields[within.field]?.name ?? within.field}内（没有的在${lengthName(within.else)}内）`;
  const name = lengthName(within);
  if (within === "at once" || within === "promptly") return name;
  return within === "same day" ? `在${name}` : `在${name}内`;
};

export const roleName = ({ regulation }: Naming, role: string): string =>
  (Object.hasOwn(regulation.roles, role) ? regulation.roles[role] : undefined) ?? role;

export const paperName = ({ regulation }: Naming, key: string): string =>
  regulation.clauses.find((c) => c.paper?.key === key)?.paper?.name ?? key;

/** A value as people say it: a label that the regulation gives, one of the vocabulary, a role, an article. */
const valueName = (n: Naming, path: string, field: Field | undefined, value: unknown): string => {
  const text = String(value);
  if (field?.type === "role") return roleName(n, text);
  if (typeof value === "boolean") return value ? "是" : "否";
  const own = n.regulation.clauses.find((c) => c.kinds?.field === path)?.kinds?.labels[text];
  return own ?? field?.labels?.[text] ?? text;
};

const isPlain = (test: Test): test is string | number | boolean | readonly (string | number)[] =>
  typeof test !== "object" || Array.isArray(test);

const valuesName = (n: Naming, path: string, field: Field | undefined, test: unknown): string =>
  orList([...new Set(list(test).map((v) => valueName(n, path, field, v)))]);

const comparisons: Record<string, string> = {
  over: "超过",
  under: "不满",
  atLeast: "不少于",
  atMost: "不超过",
};

const lineName = (n: Naming, path: string, field: Field | undefined, test: Test): string => {
  const name = field?.name ?? path;
  if (isPlain(test)) {
    if (typeof test === "boolean") return test ? name : `不是${name}`;
    return `${name}${field?.type === "clause" ? "" : "为"}${valuesName(n, path, field, test)}`;
  }
  const [k, figure] = Object.entries(test)[0] ?? ["", ""];
  if (k === "known") return figure === true ? `已知${name}` : `没有${name}`;
  if (k === "not") return `${name}不是${valuesName(n, path, field, figure)}`;
  return `${name}${comparisons[k] ?? k}${String(figure)}`;
};

/** A condition as words: `重大或重要投诉`, `金额超过1000`; a kind is the noun, other closed lists stand before it. */
export const conditionName = (n: Naming, condition: Condition, fields: Fields): string => {
  const attributes: string[] = [];
  const rest: string[] = [];
  let noun = "";
  for (const [path, test] of Object.entries(condition) as [string, Test][]) {
    if (path === "any") {
      const several = test as unknown as readonly Condition[];
      rest.push(orList(several.map((x) => conditionName(n, x, fields))));
      continue;
    }
    const field = fields[path];
    const named = isPlain(test) && Array.isArray(field?.type);
    if (named && path === "kind") noun = valuesName(n, path, field, test);
    else if (named && "kind" in condition) attributes.push(valuesName(n, path, field, test));
    else rest.push(lineName(n, path, field, test));
  }
  return [attributes.join("") + noun, ...rest].filter((x) => x !== "").join("，");
};

/** An event with what it must carry: `呈报总经理`, `告知客户（告知方式为电话或上门）`. */
const patternName = (n: Naming, p: Pattern): string => {
  const type = typeof p === "string" ? p : p.event;
  const words = vocabularyOf(type);
  const name = words?.events[type]?.name ?? type;
  if (typeof p === "string" || !p.with) return name;
  const roles: string[] = [];
  const rest: string[] = [];
  const papers: string[] = [];
  for (const [path, test] of Object.entries(p.with) as [string, Test][]) {
    const field = eventFields(type)[path];
    if (field?.type === "paper" && isPlain(test)) {
      papers.push(`《${orList(list(test).map((k) => paperName(n, String(k))))}》`);
      continue;
    }
    if (field?.type === "role" && isPlain(test)) roles.push(valuesName(n, path, field, test));
    else rest.push(lineName(n, path, field, test));
  }
  return `${name}${roles.join("、")}${papers.join("")}${rest.length > 0 ? `（${rest.join("，")}）` : ""}`;
};

export const patternsName = (n: Naming, patterns: Pattern | readonly Pattern[]): string =>
  orList(list<Pattern>(patterns).map((p) => patternName(n, p)));
