// What is wrong with a regulation file and where: collected, never thrown.
import { word as called, listed, type Said, said, type Tongue, write } from "#domain/tongue/said.ts";
import { type Fields, nearest } from "../vocabulary.ts";

export type Path = readonly (string | number)[];
/** A fault at a path of the file, said in the language of the check with what was expected; `key` when the fault is the key itself. */
export type Problem = { path: Path; message: string; key?: boolean };
export type Mapping = Readonly<Record<string, unknown>>;

/** What a check looks things up in, and where it puts what it finds. */
export type Checking = {
  roles: readonly string[];
  /** Paper → its signing steps. */
  papers: ReadonlyMap<string, readonly string[]>;
  clauses: readonly string[];
  /** Clauses that count something. */
  tallies: readonly string[];
  /** The label fields that the file defines for itself. */
  own: Fields;
  /** The language in which faults are said. */
  tongue: Tongue;
  problems: Problem[];
};

/** What is said: a text of the product, or a sentence with its parts. */
export type Words = string | Said;
const named = (words: Words): Said => (typeof words === "string" ? called(words) : words);

const most = 100;
/** Of one list: more than any office writes, and few enough to be read and played at once. */
const mostItems = 300;

const isFull = (c: Checking): boolean => c.problems.length >= most;

/** Notes a fault; after a hundred the rest says nothing new. */
export const fault = (c: Checking, path: Path, message: Words, key = false): false => {
  if (!isFull(c)) c.problems.push({ path, message: write(c.tongue, named(message)), key });
  return false;
};

export const isObject = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** `不认识的事件 x，是否指 y？`, or what there is when nothing comes near. */
const unknown = (what: Words, word: string, known: readonly string[]): Said => {
  const near = nearest(word, known);
  const name = named(what);
  if (near !== null) return said`不认识的${name} ${shown(word)}，是否指 ${near}？`;
  if (known.length === 0) return said`不认识的${name} ${shown(word)}，这里没有可用的`;
  const some = listed(known.slice(0, 12));
  return known.length > 12
    ? said`不认识的${name} ${shown(word)}，应为 ${some} 等`
    : said`不认识的${name} ${shown(word)}，应为 ${some}`;
};

/** Is it one of the known words. */
export const word = (
  c: Checking,
  path: Path,
  value: unknown,
  known: readonly string[],
  what: Words,
): boolean => {
  if (typeof value !== "string") return fault(c, path, said`应为${named(what)}，不是 ${shown(value)}`);
  // Where nothing is noted any more nothing is looked for.
  if (isFull(c)) return false;
  return known.includes(value) || fault(c, path, unknown(what, value, known));
};

/** Is it text of a sensible length. */
export const text = (
  c: Checking,
  path: Path,
  value: unknown,
  what: Words,
  longest = 1000,
): value is string => {
  if (typeof value === "number") return fault(c, path, said`${named(what)}应为文字，请加引号："${value}"`);
  if (typeof value !== "string") return fault(c, path, said`${named(what)}应为文字，不是 ${shown(value)}`);
  if (value.trim() === "") return fault(c, path, said`${named(what)}不能为空`);
  return value.length <= longest || fault(c, path, said`${named(what)}最长 ${longest} 个字`);
};

/** Names that every object has by itself: taken for a key, they would be found where nothing was written. */
export const isReserved = (name: string): boolean => name in {};

const keyShape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Is it a key as files and roles have: small letters, digits, hyphens. */
export const key = (c: Checking, path: Path, value: unknown, what: Words): value is string =>
  text(c, path, value, what, 80) &&
  ((keyShape.test(value) && !isReserved(value)) ||
    fault(c, path, said`${named(what)}应由小写字母、数字和连字符组成，例如 general-manager`));

/** Is it an object with only the known keys and all the wanted ones. */
export const keys = (
  c: Checking,
  path: Path,
  value: unknown,
  what: Words,
  known: readonly string[],
  wanted: readonly string[] = [],
): value is Mapping => {
  if (!isObject(value))
    return fault(c, path, said`${named(what)}应为 { ${listed(known.slice(0, 3))} … }，不是 ${shown(value)}`);
  for (const k of Object.keys(value))
    if (!known.includes(k) && !isFull(c))
      fault(c, [...path, k], said`${named(what)}：${unknown("键", k, known)}`, true);
  const missing = wanted.filter((k) => value[k] === undefined || value[k] === null);
  if (missing.length > 0) return fault(c, path, said`${named(what)}缺少 ${listed(missing)}`);
  return true;
};

/** Which of the keys is there; exactly one must be. */
export const one = (
  c: Checking,
  path: Path,
  value: Mapping,
  among: readonly string[],
  what: Words,
): string | null => {
  const there = among.filter((k) => value[k] !== undefined);
  if (there.length === 1) return there[0] ?? null;
  fault(
    c,
    path,
    there.length > 1
      ? said`${named(what)}须有且只有 ${listed(among)} 之一，现有 ${listed(there)}`
      : said`${named(what)}须有且只有 ${listed(among)} 之一`,
  );
  return null;
};

/** Is it a list that is neither empty nor endless; `what` it should be. */
export const isList = (c: Checking, path: Path, value: unknown, what: Words): value is unknown[] => {
  if (!Array.isArray(value) || value.length === 0) return fault(c, path, what);
  return value.length <= mostItems || fault(c, path, said`最多 ${mostItems} 项`);
};

/** Calls `each` for every item of a list that is not empty, or for the single value. */
export const items = (
  c: Checking,
  path: Path,
  value: unknown,
  what: Words,
  each: (item: unknown, path: Path) => void,
): void => {
  if (!Array.isArray(value)) each(value, path);
  else if (value.length === 0) fault(c, path, said`${named(what)}不能是空的列表`);
  else if (value.length > mostItems) fault(c, path, said`${named(what)}最多 ${mostItems} 项`);
  else for (const [n, item] of value.entries()) each(item, [...path, n]);
};
