// What may stand in a field of a paper: each type's own test, and how a value is kept.
import type { PaperField } from "#domain/regulation/file/paper.ts";
import type { Facts } from "#domain/stream/event.ts";
import { asInstant } from "#domain/stream/event.ts";

/** Fields that a matter itself has; without a type of its own a field of that name is read from there. */
export const matterFields: readonly string[] = [
  ...["title", "description", "channel", "customer", "occurredAt", "place", "against", "demand", "amount"],
  ...["wantedBy", "kind", "severity", "number", "receivedAt", "firstAsked", "department"],
];
/** Those of them that filling the paper amends. */
export const amendable: readonly string[] = [
  ...["title", "description", "channel", "customer", "occurredAt", "place", "against", "demand", "amount"],
  "wantedBy",
];

/** Is the field read from the matter on which the paper lives. */
export const ofMatter = (f: PaperField, matter: Facts | null): boolean =>
  matter !== null && f.type === undefined && matterFields.includes(f.field);

/** Who and what a field of type `member` or `department` may name. */
export type Known = {
  /** A member's id, by id, post or `me`; null for nobody. */
  member: (named: string) => string | null;
  department: (key: string) => boolean;
};

type Kept = { value: unknown } | { fault: string };
const kept = (value: unknown, holds: boolean, fault = "paper-field-type"): Kept =>
  holds ? { value } : { fault };

const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length <= most && !value.includes("\u0000") && value.isWellFormed();
const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= 1e15;

const isDate = (value: unknown): boolean => {
  const [, year, month, day] = (typeof value === "string" && /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)) || [];
  if (year === undefined || Number(year) < 1900 || Number(year) >= 2300) return false;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
};
const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const isInstant = (value: unknown): boolean => {
  const at = typeof value === "string" && instantPattern.test(value) ? asInstant(value) : null;
  return at !== null && at >= Date.UTC(1900, 0, 2) && at < Date.UTC(2300, 0, 1);
};
const isMoney = (value: unknown): boolean =>
  isNumber(value) && value >= 0 && value <= 1_000_000_000 && Number(value.toFixed(2)) === value;
const isMany = (value: unknown, of: readonly string[]): boolean =>
  Array.isArray(value) && new Set(value).size === value.length && value.every((v) => of.includes(v));

/** The test of each type; the type says what the reader of the refusal must write instead. */
const checks: Record<NonNullable<PaperField["type"]>, (value: unknown, f: PaperField, k: Known) => Kept> = {
  text: (v) => kept(v, isText(v, 2000), "paper-field-text"),
  long: (v) => kept(v, isText(v, 20_000), "paper-field-long"),
  number: (v) => kept(v, isNumber(v), "paper-field-number"),
  money: (v) => kept(v, isMoney(v), "paper-field-money"),
  date: (v) => kept(v, isDate(v), "paper-field-date"),
  time: (v) => kept(v, typeof v === "string" && /^([01]\d|2[0-3]):[0-5]\d$/.test(v), "paper-field-time"),
  instant: (v) => kept(v, isInstant(v), "paper-field-instant"),
  choice: (v, f) => kept(v, (f.of ?? []).includes(v as string), "paper-field-choice"),
  many: (v, f) => kept(v, isMany(v, f.of ?? []), "paper-field-choice"),
  "yes-no": (v) => kept(v, typeof v === "boolean", "paper-field-yes-no"),
  phone: (v) => kept(v, isText(v, 40) && /^\+?[\d\s()-]{3,40}$/.test(v), "paper-field-phone"),
  member: (v, _, k) => {
    const member = isText(v, 120) ? k.member(v) : null;
    return kept(member, member !== null, "paper-field-member");
  },
  department: (v, _, k) => kept(v, isText(v, 80) && k.department(v), "paper-field-department"),
};

/** Nothing stands there: absent, a blank text, an empty list. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

/**
 * Checks a value for a field.
 * @returns what is kept (null clears the field), or the code of the fault
 */
export const keepValue = (f: PaperField, value: unknown, known: Known): Kept =>
  isBlank(value) ? { value: null } : checks[f.type ?? "text"](value, f, known);
