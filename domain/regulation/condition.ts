// Conditions as plain data, compiled once; an absent fact makes the answer unknown, never true.
import type { Facts } from "#domain/stream/event.ts";
import type { Condition, Test } from "./file.ts";
import type { Field, Fields } from "./vocabulary.ts";

/** true, false, or null where a fact is absent ("cannot tell"). */
export type Answer = boolean | null;
export type Ask = (facts: Facts) => Answer;

/** Turns a role of the regulation into the posts that stand for it here. */
export type PostsOf = (role: string) => readonly string[];

/** What the names that a regulation uses stand for where it runs. */
export type Names = { posts: PostsOf; clause: (id: string) => string };

const oneOf = (value: unknown, wanted: readonly unknown[]): boolean =>
  Array.isArray(value) ? value.some((v) => wanted.includes(v)) : wanted.includes(value);

/** A blank text says as little as no text. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";

type Figure = string | number | boolean | readonly (string | number)[];

const figures = (test: Figure, field: Field | undefined, names: Names): readonly unknown[] => {
  const list = Array.isArray(test) ? test : [test];
  if (field?.type === "role") return list.flatMap((role) => names.posts(String(role)));
  if (field?.type === "clause") return list.map((id) => names.clause(String(id)));
  return list;
};

const compileTest = (
  test: Test,
  wanted: (test: Figure) => readonly unknown[],
): ((value: unknown) => Answer) => {
  if (typeof test !== "object" || Array.isArray(test)) {
    const list = wanted(test as string);
    return (v) => (isAbsent(v) ? null : oneOf(v, list));
  }
  const t = test as unknown as Record<string, never>;
  if ("known" in t) return (v) => isAbsent(v) !== t.known;
  if ("not" in t) {
    const list = wanted(t.not);
    return (v) => (isAbsent(v) ? null : !oneOf(v, list));
  }
  const limit = Number(Object.values(t)[0]);
  const compare: Record<string, (v: number) => boolean> = {
    over: (v) => v > limit,
    under: (v) => v < limit,
    atLeast: (v) => v >= limit,
    atMost: (v) => v <= limit,
  };
  const holds = compare[Object.keys(t)[0] ?? ""];
  return (v) => (typeof v === "number" && holds ? holds(v) : null);
};

/**
 * Compiles a condition.
 * @param condition every line must hold; undefined always holds
 * @param fields the words it may use: roles become posts, a clause's id its full id
 * @returns a question to facts: true, false, or null when a named fact is absent
 */
export const compileCondition = (condition: Condition | undefined, fields: Fields, names: Names): Ask => {
  if (!condition) return () => true;
  const lines = Object.entries(condition).map(
    ([path, test]) => [path, compileTest(test, (t) => figures(t, fields[path], names))] as const,
  );
  return (facts) => {
    let unknown = false;
    for (const [path, ask] of lines) {
      const answer = ask(facts[path]);
      if (answer === false) return false;
      if (answer === null) unknown = true;
    }
    return unknown ? null : true;
  };
};
