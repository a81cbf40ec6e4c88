// Checks what starts a clock and when it ends: happenings, breaches, periods, lengths, points.

import { periodUnits } from "#domain/duty/periods.ts";
import { parseLength } from "#domain/time/length.ts";
import { said } from "#domain/tongue/said.ts";
import type { Fields } from "../vocabulary.ts";
import { patterns } from "./pattern.ts";
import { type Checking, fault, isObject, items, keys, type Mapping, type Path, word } from "./problem.ts";

export const length = (c: Checking, path: Path, value: unknown): boolean => {
  if (typeof value === "string" && (value === "unset" || parseLength(value) !== null)) return true;
  return fault(
    c,
    path,
    said`时限 ${JSON.stringify(value)} 看不懂，须写成“10 minutes”“2 days”“2 working days”“same day”这样的文字`,
  );
};

const between = (c: Checking, path: Path, value: unknown, low: number, high: number): void => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high)
    fault(c, path, said`应为 ${low} 到 ${high} 的整数`);
};

const pointKeys = ["day", "workingDay", "month", "weekday", "time", "opening", "closing", "next"];
/** Checks a point in a period. */
const point = (c: Checking, path: Path, value: Mapping): void => {
  if (!keys(c, path, value, "时间点", pointKeys)) return;
  if (Object.keys(value).every((k) => k === "next")) fault(c, path, "时间点须写明哪一天或几点");
  if (value.day !== undefined && value.day !== "last") between(c, [...path, "day"], value.day, 1, 31);
  if (value.workingDay !== undefined) between(c, [...path, "workingDay"], value.workingDay, 1, 23);
  if (value.month !== undefined) between(c, [...path, "month"], value.month, 1, 12);
  if (value.weekday !== undefined) between(c, [...path, "weekday"], value.weekday, 1, 7);
  const { time, opening } = value;
  if (time !== undefined && (typeof time !== "string" || !/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)))
    fault(c, [...path, "time"], '时刻应加引号，例如 "08:30"');
  if (opening !== undefined && opening !== true && !(typeof opening === "string" && parseLength(opening)))
    fault(c, [...path, "opening"], "opening 应为 true，或提前多久，例如 5 minutes");
  for (const k of ["closing", "next"])
    if (value[k] !== undefined && value[k] !== true) fault(c, [...path, k], said`${k} 只能是 true`);
};

/** Checks a rule's time: a length, an instant of the matter, a point in the period. */
export const within = (c: Checking, path: Path, value: unknown, fields: Fields, recurring: boolean): void => {
  if (!isObject(value)) {
    length(c, path, value);
    return;
  }
  if (!("field" in value)) {
    const named = Object.keys(value).every((k) => ["day", "workingDay", "next"].includes(k));
    if (!recurring && !named) fault(c, path, "不是定期事项，时间点只能写 day 或 workingDay，可加 next");
    point(c, path, value);
    return;
  }
  if (!keys(c, path, value, "时限", ["field", "else"], ["field", "else"])) return;
  const instants = Object.keys(fields).filter((f) => fields[f]?.type === "instant");
  word(c, [...path, "field"], value.field, instants, "时间字段");
  length(c, [...path, "else"], value.else);
};

/** Is this trigger the calendar. */
export const isRecurring = (value: unknown): value is Mapping => isObject(value) && "every" in value;

/** Checks what starts a clock. */
export const when = (c: Checking, path: Path, value: unknown): void => {
  if (isObject(value) && "breach" in value) {
    if (keys(c, path, value, "when", ["breach"]))
      word(c, [...path, "breach"], value.breach, c.clauses, "条款");
    return;
  }
  if (!isRecurring(value)) {
    patterns(c, path, value, "when");
    return;
  }
  if (!keys(c, path, value, "定期", ["every", "on", "times"], ["every"])) return;
  items(c, [...path, "every"], value.every, "every", (v, at) =>
    word(c, at, v, [...periodUnits, "unset"], "周期"),
  );
  if (value.times !== undefined) between(c, [...path, "times"], value.times, 1, 31);
  if (value.on !== undefined && isObject(value.on)) point(c, [...path, "on"], value.on);
  else if (value.on !== undefined) fault(c, [...path, "on"], "on 应为时间点，例如 { day: 10 }");
};
