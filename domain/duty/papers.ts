// The papers of a duty: those that its clause asks for, else those of its regulation that no other clause asks for.
import type { RunningPaper } from "#domain/paper/running.ts";
import { papersOn } from "#domain/paper/running.ts";
import { type Condition, type Duty, isEvery, type Pattern, type Rule } from "#domain/regulation/file/rule.ts";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import type { Running } from "#domain/regulation/run/compile.ts";

const patternsOf = (duty: Duty | undefined): readonly Pattern[] => {
  if (duty === undefined) return [];
  if (typeof duty === "object" && "steps" in duty) return duty.steps.flat() as readonly Pattern[];
  return Array.isArray(duty) ? (duty as readonly Pattern[]) : [duty as Pattern];
};

const keysIn = (condition: Condition | undefined): string[] => {
  const value = condition?.paper;
  return [value].flat().filter((v): v is string => typeof v === "string");
};

/** The papers that a rule's duty names. */
const papersNamed = (rule: Rule): string[] =>
  patternsOf(rule.must ?? rule.should).flatMap((p) => (typeof p === "string" ? [] : keysIn(p.with)));

/** The papers that are filled on a duty of this clause. */
export const papersOfDuty = (r: Regulation, running: readonly Running[], clause: string): RunningPaper[] => {
  const all = papersOn(running, "duty");
  const named = new Map(
    r.clauses.flatMap((c) =>
      c.rule && isEvery(c.rule.when) ? [[clauseId(r.regulation, c.id), papersNamed(c.rule)]] : [],
    ),
  );
  const own = named.get(clause) ?? [];
  const others = new Set([...named.values()].flat());
  return all.filter(({ paper }) => (own.length > 0 ? own.includes(paper.key) : !others.has(paper.key)));
};
