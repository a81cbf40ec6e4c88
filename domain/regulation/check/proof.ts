// Checks the shape of a clause's own scenario; whether it holds is found by playing it.

import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { isPeriodUnit } from "#domain/duty/periods.ts";
import { said } from "#domain/tongue/said.ts";
import { type Checking, fault, isObject, items, keys, type Path, text, word } from "./problem.ts";
import { length } from "./when.ts";

/** What may be done in a scenario beside the acts on a matter. */
const others = [
  "register",
  "fill",
  "renew",
  "void",
  "issue",
  "send-back",
  "reveal",
  "done",
  "grant",
  "refuse",
  "wait",
  "at",
];
/** Whatever may be done in a scenario. */
export const acts = [...Object.keys(caseVocabulary.actions).map((a) => a.slice("case.".length)), ...others];

const act = (c: Checking, path: Path, value: unknown, shown: readonly string[] = []): void => {
  if (!isObject(value)) {
    fault(c, path, "应为一个动作，例如 { forward: { department: service } }");
    return;
  }
  const names = Object.keys(value).filter((k) => k !== "as");
  if (names.length !== 1) fault(c, path, "一处只写一个动作");
  for (const name of names) word(c, path, name, [...acts, ...shown], "动作");
  if (value.as !== undefined) word(c, [...path, "as"], value.as, c.roles, "角色");
};

const single = ["act", "refused", "accepted", "asks", "accepts", "refuses"];
const instants = ["at", "due", "raised"];
/** Each is played several times over. */
const mostActs = 60;
const shape = /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]|24):[0-5]\d(:[0-5]\d)?$/;
const isInstant = (value: unknown): boolean =>
  typeof value === "string" && shape.test(value) && isDay(value.slice(0, 10));
/** `Date` would move 31 November on to December. */
const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};
const known = [
  ...single,
  ...instants,
  "given",
  "then",
  "unless",
  "shows",
  "hides",
  "calendar",
  "blanks",
  "grants",
  "fill",
  "sign",
  "finds",
  "passes",
  "counts",
];

const blanks = (c: Checking, path: Path, value: unknown): void => {
  if (!isObject(value)) {
    fault(c, path, 'blanks 应为 { "条款": 时限 }');
    return;
  }
  for (const [id, figure] of Object.entries(value)) {
    word(c, [...path, id], id, c.clauses, "条款");
    if (!isPeriodUnit(String(figure))) length(c, [...path, id], figure);
  }
};

/** Checks a scenario's shape. */
export const proof = (c: Checking, path: Path, value: unknown): void => {
  if (!keys(c, path, value, "验证", known)) return;
  for (const k of single) if (value[k] !== undefined) act(c, [...path, k], value[k]);
  for (const k of ["shows", "hides"]) if (value[k] !== undefined) act(c, [...path, k], value[k], ["at"]);
  for (const k of ["given", "then", "unless"]) {
    if (value[k] === undefined) continue;
    if (!Array.isArray(value[k])) fault(c, [...path, k], said`${k} 应为动作的列表`);
    else if (value[k].length > mostActs) fault(c, [...path, k], said`${k} 最多 ${mostActs} 个动作`);
    else items(c, [...path, k], value[k], k, (v, at) => act(c, at, v));
  }
  for (const k of instants)
    if (value[k] !== undefined && !isInstant(value[k]))
      fault(c, [...path, k], '时刻应写成 "2026-03-04 10:00"');
  if (value.calendar !== undefined) word(c, [...path, "calendar"], value.calendar, ["office"], "历法");
  if (value.blanks !== undefined) blanks(c, [...path, "blanks"], value.blanks);
  if (value.grants !== undefined)
    items(c, [...path, "grants"], value.grants, "grants", (v, at) => word(c, at, v, c.roles, "角色"));
  for (const k of ["finds", "passes"]) if (value[k] !== undefined) text(c, [...path, k], value[k], k, 300);
};
