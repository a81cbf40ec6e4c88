// Checks what is kept and shown until its module exists: scores, courses, shifts.
import { said } from "#domain/tongue/said.ts";
import { type Checking, fault, isObject, items, keys, type Path, text, word } from "./problem.ts";

type Shape = "text" | "number" | "texts" | "days" | "range" | "values" | "nth" | "time";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const clock = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

const shapes: Record<Shape, (c: Checking, path: Path, v: unknown, k: string) => unknown> = {
  text: (c, path, v, k) => text(c, path, v, k, 300),
  number: (c, path, v, k) => typeof v === "number" || fault(c, path, said`${k} 应为数字`),
  texts: (c, path, v, k) => items(c, path, v, k, (x, at) => text(c, at, x, k, 100)),
  days: (c, path, v, k) => items(c, path, v, k, (x, at) => word(c, at, x, weekdays, "星期")),
  range: (c, path, v, k) =>
    typeof v === "number" ||
    (isObject(v) && typeof v.from === "number" && typeof v.to === "number") ||
    fault(c, path, said`${k} 应为数字，或 { from: 数字, to: 数字 }`),
  values: (c, path, v, k) => isObject(v) || fault(c, path, said`${k} 应为 { 名称: 值 }`),
  nth: (c, path, v) =>
    (typeof v === "number" && v > 0) ||
    (typeof v === "string" && /^[1-9]\d*\+?$/.test(v)) ||
    fault(c, path, '第几次应写成 2 或 "3+"'),
  time: (c, path, v) =>
    (typeof v === "string" && clock.test(v)) || fault(c, path, '时刻应加引号，例如 "18:30"'),
};

const shaped = (
  c: Checking,
  path: Path,
  value: unknown,
  what: string,
  form: Readonly<Record<string, Shape>>,
  wanted: readonly string[] = [],
): void => {
  if (!keys(c, path, value, what, Object.keys(form), wanted)) return;
  for (const [k, shape] of Object.entries(form))
    if (value[k] !== undefined) shapes[shape](c, [...path, k], value[k], k);
};

const line: Readonly<Record<string, Shape>> = {
  nth: "nth",
  in: "text",
  while: "values",
  points: "range",
  fine: "range",
  pay: "range",
  sanction: "text",
  reward: "text",
  as: "text",
  note: "text",
};

/** Checks a score: what follows from what happened, the first line that fits. */
export const score = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "计分", ["of", "first"], ["of", "first"])) return;
  text(c, [...path, "of"], value.of, "of", 100);
  if (!Array.isArray(value.first) || value.first.length === 0)
    fault(c, [...path, "first"], "first 应为不空的列表");
  else for (const [n, l] of value.first.entries()) shaped(c, [...path, "first", n], l, "计分的一行", line);
};

/** Checks a course: what is learnt, by whom, how often. */
export const course = (c: Checking, path: Path, value: unknown): void =>
  shaped(
    c,
    path,
    value,
    "课程",
    {
      name: "text",
      programme: "text",
      hours: "number",
      every: "text",
      audience: "text",
      lecturers: "texts",
      pass: "number",
      note: "text",
    },
    ["name"],
  );

/** Checks a shift: its days, hours and rest. */
export const shift = (c: Checking, path: Path, value: unknown): void =>
  shaped(
    c,
    path,
    value,
    "班次",
    {
      name: "text",
      days: "days",
      from: "time",
      to: "time",
      rest: "text",
      breaks: "texts",
      note: "text",
    },
    ["name"],
  );
