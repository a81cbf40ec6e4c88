// Rules and gates compiled once to closures, so that folding a stream is quick.
import { type Length, parseLength } from "#domain/time/length.ts";
import { type Ask, compileCondition, type Names, type PostsOf } from "./condition.ts";
import {
  type Clause,
  clauseId,
  type Duty,
  type Effect,
  type Pattern,
  type Regulation,
  type Within,
} from "./file.ts";
import { compileGate, type RunningGate } from "./gate.ts";
import { compilePatterns, eventOf, type Match } from "./pattern.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type Figure =
  | { length: Length; of: "clause" | "organisation" }
  | { field: string; length: Length; of: "clause" }
  | null;

export type RunningRule = {
  clause: string;
  says: string;
  reading: string | null;
  strength: "must" | "should";
  when: Match;
  while: Ask;
  steps: readonly Match[];
  /** Event types of which one meets the duty or moves it on. */
  acts: readonly string[];
  /** The same step by step. */
  stepActs: readonly (readonly string[])[];
  /** The duty as text: equal for rules that owe the same act. */
  duty: string;
  who: string;
  figure: Figure;
  per: string | null;
  again: "new" | "keep" | "restart";
  pause: readonly string[];
  until: Match;
  /** Milliseconds before the due time. */
  warnMs: number | null;
  otherwise: readonly Effect[];
};

/** The regulation as it runs for one organisation: figures filled, roles standing for posts. */
export type Running = {
  key: string;
  rules: readonly RunningRule[];
  gates: readonly RunningGate[];
  papers: readonly { clause: string; key: string; of: string; fields: readonly string[] }[];
};

const list = <T>(v: T | readonly T[] | undefined): readonly T[] =>
  v === undefined ? [] : ((Array.isArray(v) ? v : [v]) as readonly T[]);

const dutySteps = (duty: Duty): readonly (readonly Pattern[])[] =>
  typeof duty === "object" && "steps" in duty
    ? duty.steps.map((s) => list<Pattern>(s))
    : [list<Pattern>(duty)];

const msOf: Partial<Record<Length["unit"], number>> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
const elapsedMs = (words: string | undefined): number | null => {
  const length = parseLength(words ?? "");
  const ms = length ? msOf[length.unit] : undefined;
  return length && ms ? length.count * ms : null;
};

/** The length a clause runs by, or `unset` where the text gives no figure and the organisation set none. */
export const figureOf = (
  id: string,
  within: Within | undefined,
  own: Record<string, string>,
): Figure | "unset" => {
  if (within === undefined) return null;
  if (typeof within === "object") {
    const length = parseLength(within.else);
    return length ? { field: within.field, length, of: "clause" } : "unset";
  }
  const length = parseLength(within);
  if (length && length.unit !== "at once" && length.unit !== "promptly") return { length, of: "clause" };
  const filled = parseLength(own[id] ?? "");
  return filled ? { length: filled, of: "organisation" } : "unset";
};

const compileRule = (
  r: Regulation,
  clause: Clause,
  words: Vocabulary,
  names: Names,
  own: Record<string, string>,
): RunningRule | null => {
  const rule = clause.rule;
  const duty = rule?.must ?? rule?.should;
  if (!rule || !duty) return null;
  const id = clauseId(r.regulation, clause.id);
  const figure = figureOf(id, rule.within, own);
  if (figure === "unset") return null;
  const steps = dutySteps(duty);
  const until = [...list<Pattern>(rule.until), ...(r.until ?? [])];
  return {
    clause: id,
    says: clause.says,
    reading: clause.reading ?? null,
    strength: rule.must ? "must" : "should",
    when: compilePatterns(list(rule.when), words, names),
    while: compileCondition(rule.while, words.state, names),
    steps: steps.map((s) => compilePatterns(s, words, names)),
    acts: [...new Set(steps.flat().map(eventOf))],
    stepActs: steps.map((s) => [...new Set(s.map(eventOf))]),
    duty: JSON.stringify(steps.map((s) => s.map((p) => JSON.stringify(p)).sort())),
    who: Object.hasOwn(r.roles, rule.who) ? `${r.regulation}/${rule.who}` : rule.who,
    figure,
    per: rule.per ?? null,
    again: rule.again ?? "new",
    pause: rule.pause ?? [],
    until: compilePatterns(until, words, names),
    warnMs: elapsedMs(rule.warn),
    otherwise: (rule.otherwise ?? []).map((e) => ({ escalate: `${r.regulation}/${e.escalate}` })),
  };
};

/**
 * Compiles one edition for one organisation.
 * @param posts `regulation/role` → posts
 * @param own the organisation's own figures for blanks: clause id → length in words
 */
export const compile = (
  r: Regulation,
  words: Vocabulary,
  posts: PostsOf,
  own: Record<string, string> = {},
): Running => {
  const here: Names = {
    posts: (role) => posts(`${r.regulation}/${role}`),
    clause: (id) => (id.includes("/") ? id : clauseId(r.regulation, id)),
  };
  return {
    key: r.regulation,
    rules: r.clauses.flatMap((c) => compileRule(r, c, words, here, own) ?? []),
    gates: r.clauses.flatMap((c) => (c.gate ? [compileGate(r, c, c.gate, words, here)] : [])),
    papers: r.clauses.flatMap((c) =>
      c.paper
        ? [
            {
              clause: clauseId(r.regulation, c.id),
              key: c.paper.key,
              of: c.paper.of,
              fields: c.paper.fields.map((f) => f.field),
            },
          ]
        : [],
    ),
  };
};
