// Rules compiled once to closures, so that folding a stream is quick.
import { type Length, parseLength } from "#domain/time/length.ts";
import {
  type Duty,
  type Effect,
  isBreach,
  isEvery,
  type Pattern,
  type Rule,
  type When,
} from "../file/rule.ts";
import { type Clause, clauseId, type Regulation } from "../file.ts";
import { ownFields, stateFields, vocabularyOf } from "../vocabularies.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";
import { type Figure, type Figures, figureOf, periodsOf } from "./figure.ts";
import { compilePatterns, eventOf, type Match } from "./pattern.ts";

export type RunningRule = {
  clause: string;
  says: string;
  reading: string | null;
  strength: "must" | "should";
  when: Match;
  /** The clause whose breach starts it. */
  breach: string | null;
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
  /** The event types that move a running clock: its steps' and those that end it. */
  hears: ReadonlySet<string>;
  /** Milliseconds before the due time. */
  warnMs: number | null;
  otherwise: readonly Effect[];
};

const list = <T>(v: T | readonly T[] | undefined): readonly T[] =>
  v === undefined ? [] : ((Array.isArray(v) ? v : [v]) as readonly T[]);

const dutySteps = (duty: Duty): readonly (readonly Pattern[])[] =>
  typeof duty === "object" && "steps" in duty
    ? duty.steps.map((s) => list<Pattern>(s))
    : [list<Pattern>(duty)];

/** What a rule owes; a recurring duty that names no act is simply done. */
export const dutyOf = (rule: Rule): Duty | undefined =>
  rule.must ?? rule.should ?? (isEvery(rule.when) ? "duty.done" : undefined);

/** The happenings that start a rule's clock: of a recurring one that the duty was raised for this clause. */
export const triggersOf = (rule: Rule, id: string): readonly Pattern[] => {
  const { when } = rule;
  if (isBreach(when)) return [];
  return isEvery(when) ? [{ event: "duty.raised", with: { clause: id } }] : list<Pattern>(when);
};

/** All event types that a rule speaks of. */
export const eventsOf = (rule: Rule): string[] =>
  [...triggersOf(rule, ""), ...dutySteps(dutyOf(rule) ?? []).flat()].map(eventOf);

/** The stream that a rule needs and the product does not have, as what it waits for. */
export const waitsFor = (names: readonly string[]): string | null =>
  names.map((n) => vocabularyOf(n)?.waiting).find((w) => w !== undefined) ?? null;

const msOf: Partial<Record<Length["unit"], number>> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };
const elapsedMs = (words: string | undefined): number | null => {
  const length = parseLength(words ?? "");
  const ms = length ? msOf[length.unit] : undefined;
  return length && ms ? length.count * ms : null;
};

/** The figure of a rule, or `unset`. */
export const ruleFigure = (rule: Rule, id: string, own: Figures): Figure | "unset" => {
  if (!isEvery(rule.when)) return figureOf(id, rule.within, own);
  const blank = periodsOf(id, rule.when.every, own) === "unset" || figureOf(id, rule.within, own) === "unset";
  return blank ? "unset" : { given: true, of: "clause" };
};

/** The fields that `while` follows: of the stream on which the rule lives. */
const fieldsOf = (r: Regulation, rule: Rule) => {
  const events = eventsOf(rule);
  const name = events.find((e) => vocabularyOf(e)?.kind !== "paper") ?? events[0];
  return stateFields(name, ownFields(r));
};

const breachOf = (when: When, names: Names): string | null =>
  isBreach(when) ? names.clause(when.breach) : null;

/** Compiles a clause's rule; null while it waits for a figure or for a stream. */
export const compileRule = (
  r: Regulation,
  clause: Clause,
  names: Names,
  own: Figures,
): RunningRule | null => {
  const { rule } = clause;
  const duty = rule ? dutyOf(rule) : undefined;
  if (!rule || !duty || waitsFor(eventsOf(rule)) !== null) return null;
  const id = clauseId(r.regulation, clause.id);
  const figure = ruleFigure(rule, id, own);
  if (figure === "unset") return null;
  const steps = dutySteps(duty);
  const compiled = steps.map((s) => compilePatterns(s, names));
  const until = compilePatterns([...list<Pattern>(rule.until), ...(r.until ?? [])], names);
  return {
    clause: id,
    says: clause.says,
    reading: clause.reading ?? null,
    strength: rule.should ? "should" : "must",
    when: compilePatterns(triggersOf(rule, clause.id), names),
    breach: breachOf(rule.when, names),
    while: compileCondition(rule.while, fieldsOf(r, rule), names),
    steps: compiled,
    acts: [...new Set(steps.flat().map(eventOf))],
    stepActs: steps.map((s) => [...new Set(s.map(eventOf))]),
    duty: JSON.stringify(steps.map((s) => s.map((p) => JSON.stringify(p)).sort())),
    who: Object.hasOwn(r.roles, rule.who) ? `${r.regulation}/${rule.who}` : rule.who,
    figure,
    per: rule.per ?? null,
    again: rule.again ?? "new",
    pause: rule.pause ?? [],
    until,
    hears: new Set([until, ...compiled].flatMap((m) => [...m.types])),
    warnMs: elapsedMs(rule.warn),
    otherwise: (rule.otherwise ?? []).map((e) => ({ escalate: `${r.regulation}/${e.escalate}` })),
  };
};
