// A regulation compiled once for one organisation: figures filled, roles standing for posts.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import type { Recurring } from "#domain/duty/recurring.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { writeLength } from "#domain/time/length.ts";
import { isEvery, type Within } from "../file/rule.ts";
import { clauseId, type Regulation } from "../file.ts";
import { vocabularyOf } from "../vocabularies.ts";
import type { Names, PostsOf } from "./condition.ts";
import { type Figures, figureOf, periodsOf } from "./figure.ts";
import { compileGate, type RunningGate } from "./gate.ts";
import { compileRule, type RunningRule } from "./rule.ts";
import { compileTally, type RunningTally } from "./tally.ts";

/** A label field that a regulation demands of some kinds of matter. */
export type RunningLabel = {
  clause: string;
  field: string;
  of: readonly string[] | null;
  values: readonly string[];
  required: boolean;
};

/** The regulation as it runs for one organisation. */
export type Running = {
  key: string;
  rules: readonly RunningRule[];
  gates: readonly RunningGate[];
  tallies: readonly RunningTally[];
  papers: readonly RunningPaper[];
  recurring: readonly Recurring[];
  labels: readonly RunningLabel[];
};

const list = <T>(v: T | readonly T[]): readonly T[] => (Array.isArray(v) ? v : [v as T]);

const labelsOf = (r: Regulation): RunningLabel[] =>
  r.clauses.flatMap(({ id, kinds }) =>
    kinds && !Object.hasOwn(caseVocabulary.state, kinds.field)
      ? [
          {
            clause: clauseId(r.regulation, id),
            field: kinds.field,
            of: kinds.of === undefined ? null : list(kinds.of),
            values: Object.keys(kinds.labels),
            required: kinds.required === true,
          },
        ]
      : [],
  );

/** A blank length as the organisation filled it. */
const lengthIn = (within: Within | undefined, id: string, own: Figures): Within | undefined => {
  const figure = typeof within === "string" ? figureOf(id, within, own) : null;
  return figure && figure !== "unset" && "length" in figure && figure.length
    ? writeLength(figure.length)
    : within;
};

const recurringOf = (r: Regulation, rules: readonly RunningRule[], own: Figures): Recurring[] =>
  r.clauses.flatMap(({ id, rule }) => {
    const running = rules.find((x) => x.clause === clauseId(r.regulation, id));
    if (!running || !rule || !isEvery(rule.when)) return [];
    const { every, on, times } = rule.when;
    const periods = periodsOf(running.clause, every, own);
    if (periods === "unset") return [];
    const when = { every: periods, ...(on ? { on } : {}), ...(times ? { times } : {}) };
    return [
      {
        rule: running,
        every: when,
        within: lengthIn(rule.within, running.clause, own),
        clause: running.clause,
        who: running.who,
        evidence: rule.evidence ?? null,
      },
    ];
  });

const exists = (actions: string | readonly string[]): boolean =>
  list(actions).every((a) => vocabularyOf(a)?.waiting === undefined);

/**
 * Compiles one edition for one organisation.
 * @param posts `regulation/role` → posts
 * @param own the organisation's own figures for blanks
 */
export const compile = (r: Regulation, posts: PostsOf, own: Figures = {}): Running => {
  const here: Names = {
    posts: (role) => posts(`${r.regulation}/${role}`),
    clause: (id) => (id.includes("/") ? id : clauseId(r.regulation, id)),
  };
  const rules = r.clauses.flatMap((c) => compileRule(r, c, here, own) ?? []);
  return {
    key: r.regulation,
    rules,
    gates: r.clauses.flatMap((c) => (c.gate && exists(c.gate.do) ? [compileGate(r, c, c.gate, here)] : [])),
    tallies: r.clauses.flatMap((c) => (c.tally ? (compileTally(r, c, c.tally, here) ?? []) : [])),
    papers: r.clauses.flatMap((c) =>
      c.paper ? [{ clause: clauseId(r.regulation, c.id), regulation: r.regulation, paper: c.paper }] : [],
    ),
    recurring: recurringOf(r, rules, own),
    labels: labelsOf(r),
  };
};
