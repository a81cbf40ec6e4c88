// Conditions as plain data, compiled once; an absent fact makes the answer unknown, never true.
import type { Facts } from "#domain/stream/event.ts";
import type { Condition, Test } from "../file/rule.ts";
import type { Field, Fields } from "../vocabulary.ts";

/** true, false, or null where a fact is absent ("cannot tell"). */
export type Answer = boolean | null;
export type Ask = (facts: Facts) => Answer;

/** Turns a role of the regulation into the posts that stand for it here. */
export type PostsOf = (role: string) => readonly string[];

/** What the names that a regulation uses stand for where it runs. */
export type Names = { posts: PostsOf; clause: (id: string) => string };

/** Asked for every clock at every event; most lists are of one. */
const oneOf = (wanted: readonly unknown[]): ((value: unknown) => boolean) => {
  const [only] = wanted;
  if (wanted.length === 1) return (v) => v === only || (Array.isArray(v) && v.includes(only));
  return (v) => (Array.isArray(v) ? v.some((one) => wanted.includes(one)) : wanted.includes(v));
};

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
    const holds = oneOf(wanted(test as string));
    return (v) => (isAbsent(v) ? null : holds(v));
  }
  const t = test as unknown as Record<string, never>;
  if ("known" in t) return (v) => isAbsent(v) !== t.known;
  if ("not" in t) {
    const holds = oneOf(wanted(t.not));
    return (v) => (isAbsent(v) ? null : !holds(v));
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

/** Where a field's value stands: the regulation's own ones among the matter's labels. */
const reader = (path: string, field: Field | undefined): ((facts: Facts) => unknown) =>
  field?.own ? (facts) => (facts.labels as Facts | undefined)?.[path] : (facts) => facts[path];

/** All must hold: one that cannot be told leaves the answer open unless another says no. */
const all = (asks: readonly Ask[]): Ask => {
  if (asks.length === 1) return asks[0] as Ask;
  return (facts) => {
    let unknown = false;
    for (const ask of asks) {
      const answer = ask(facts);
      if (answer === false) return false;
      if (answer === null) unknown = true;
    }
    return unknown ? null : true;
  };
};

/** One must hold. */
const any =
  (asks: readonly Ask[]): Ask =>
  (facts) => {
    const answers = asks.map((ask) => ask(facts));
    return answers.includes(true) || (answers.includes(null) ? null : false);
  };

/**
 * Compiles a condition.
 * @param condition every line must hold; undefined always holds
 * @param fields the words it may use: roles become posts, a clause's id its full id
 * @returns a question to facts: true, false, or null when a named fact is absent
 */
export const compileCondition = (condition: Condition | undefined, fields: Fields, names: Names): Ask => {
  if (!condition) return () => true;
  return all(
    Object.entries(condition).map(([path, test]): Ask => {
      if (path === "any")
        return any((test as readonly Condition[]).map((c) => compileCondition(c, fields, names)));
      const read = reader(path, fields[path]);
      const ask = compileTest(test as Test, (t) => figures(t, fields[path], names));
      // A label that nobody gave is none of the values asked for; of other facts it cannot be told.
      const plain = typeof test !== "object" || Array.isArray(test);
      if (fields[path]?.own && plain) return (facts) => ask(read(facts)) ?? false;
      return (facts) => ask(read(facts));
    }),
  );
};
