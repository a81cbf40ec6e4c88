// Conditions as plain data, compiled once; an absent fact makes the answer unknown, never true.
import type { Facts } from "#domain/stream/event.ts";
import type { Condition, Test } from "./file.ts";

/** true, false, or null where a fact is absent ("cannot tell"). */
export type Answer = boolean | null;
export type Ask = (facts: Facts) => Answer;

/** Turns a role of the regulation into the posts that stand for it here. */
export type PostsOf = (role: string) => readonly string[];

const oneOf = (value: unknown, wanted: readonly unknown[]): boolean =>
  Array.isArray(value) ? value.some((v) => wanted.includes(v)) : wanted.includes(value);

const compileTest = (test: Test, role: boolean, posts: PostsOf): ((value: unknown) => Answer) => {
  const wanted = (t: string | number | boolean | readonly (string | number)[]): readonly unknown[] => {
    const list = Array.isArray(t) ? t : [t];
    return role ? list.flatMap((r) => posts(String(r))) : list;
  };
  if (typeof test !== "object" || Array.isArray(test)) {
    const list = wanted(test as string);
    return (v) => (v === undefined || v === null ? null : oneOf(v, list));
  }
  const t = test as unknown as Record<string, never>;
  if ("known" in t) return (v) => (v !== undefined && v !== null) === t.known;
  if ("not" in t) {
    const list = wanted(t.not);
    return (v) => (v === undefined || v === null ? null : !oneOf(v, list));
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
 * @param roleFields paths whose values are posts and whose figures are roles
 * @returns a question to facts: true, false, or null when a named fact is absent
 */
export const compileCondition = (
  condition: Condition | undefined,
  roleFields: readonly string[],
  posts: PostsOf,
): Ask => {
  if (!condition) return () => true;
  const lines = Object.entries(condition).map(
    ([path, test]) => [path, compileTest(test, roleFields.includes(path), posts)] as const,
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
