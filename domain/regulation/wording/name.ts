// The names by which sentences speak of a regulation's parts: the product's words in a language, the office's as written.
import { monthName } from "#domain/duty/periods.ts";
import { type Length, parseLength } from "#domain/time/length.ts";
import { type Part, type Said, said, type Tongue, word, write } from "#domain/tongue/said.ts";
import type { Point, Within } from "../file/rule.ts";
import type { Regulation } from "../file.ts";
import type { Fields } from "../vocabulary.ts";

/** What a sentence looks names up in, and the language in which it is said. */
export type Naming = { regulation: Regulation; fields: Fields; tongue: Tongue };

export const list = <T>(v: T | readonly T[]): readonly T[] => (Array.isArray(v) ? v : [v as T]);

/** Names one after another: `甲`, `甲或乙`, `甲、乙或丙`. */
export const orList = ({ tongue }: Pick<Naming, "tongue">, names: readonly string[], last = "或"): string =>
  names.length < 2
    ? (names[0] ?? "")
    : `${names.slice(0, -1).join(tongue("、"))}${tongue(last)}${names.at(-1)}`;

const units: Record<Length["unit"], string> = {
  minutes: "{0}分钟",
  hours: "{0}小时",
  days: "{0}天",
  "working days": "{0}个工作日",
  "working hours": "{0}个工作小时",
  weeks: "{0}周",
  months: "{0}个月",
  "same day": "当天",
  "at once": "立即",
  promptly: "及时",
};

const weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/** `10分钟`, `当天`. */
export const lengthName = ({ tongue }: Pick<Naming, "tongue">, words: string): string => {
  if (words === "unset") return tongue("设定的时限");
  const length = parseLength(words);
  if (!length) return words;
  const { count, unit } = length;
  if (unit === "same day" || unit === "at once" || unit === "promptly") return tongue(units[unit]);
  // One of a thing may be said otherwise than several.
  const whole = units[unit].replace("{0}", String(count));
  const one = tongue(whole);
  return one === whole ? write(tongue, { text: units[unit], parts: [count] }) : one;
};

/** `次月10日前`, `第5个工作日前`, `周一14:30前`, `上班前5分钟`. */
const pointName = (n: Pick<Naming, "tongue">, p: Point): string => {
  const { tongue } = n;
  const parts: string[] = [];
  const add = (part: Said): number => parts.push(write(tongue, part));
  if (p.next) add(word("次期"));
  if (p.month !== undefined) add(monthName(p.month));
  if (p.day !== undefined) add(p.day === "last" ? word("最后一日") : said`${p.day}日`);
  if (p.workingDay !== undefined) add(said`第${p.workingDay}个工作日`);
  if (p.weekday !== undefined) add(word(weekdays[p.weekday - 1] ?? ""));
  if (p.time !== undefined) parts.push(p.time);
  if (p.closing) add(word("下班"));
  if (p.opening === true) add(word("上班"));
  const day = parts.join(tongue(""));
  if (typeof p.opening !== "string") return write(tongue, said`${day}前`);
  return write(tongue, said`${day}上班${lengthName(n, p.opening)}前`).trim();
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
export const everyName = (n: Naming, every: string | readonly string[]): string =>
  orList(
    n,
    list(every).map((p) => n.tongue(periodNames[p] ?? p)),
    "和",
  );

/** `在10分钟内`, `在当天`, `立即`, or nothing. */
export const withinName = (within: Within | undefined, n: Naming): Part => {
  if (within === undefined) return "";
  if (typeof within === "object" && !("field" in within)) return said`在${pointName(n, within)}`;
  if (typeof within === "object")
    return said`在${fieldName(n, within.field, n.fields)}内（没有的在${lengthName(n, within.else)}内）`;
  const name = lengthName(n, within);
  // What has no figure stands as it is: 立即转送.
  if (within === "at once" || within === "promptly") return said`${word("")}${name}`;
  return within === "same day" ? said`在${name}` : said`在${name}内`;
};

/** A field as it is called: those of the product in the language, those of the office as it wrote them. */
export const fieldName = ({ tongue }: Pick<Naming, "tongue">, path: string, fields: Fields): string => {
  const field = fields[path];
  if (!field) return path;
  return field.own ? field.name : tongue(field.name);
};

export const roleName = ({ regulation }: Pick<Naming, "regulation">, role: string): string =>
  (Object.hasOwn(regulation.roles, role) ? regulation.roles[role] : undefined) ?? role;

export const paperName = ({ regulation }: Pick<Naming, "regulation">, key: string): string =>
  regulation.clauses.find((c) => c.paper?.key === key)?.paper?.name ?? key;
