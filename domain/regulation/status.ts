// Whether a clause runs, and if not, what it waits for.
import { isEvery } from "./file/rule.ts";
import { type Clause, clauseId, type Regulation } from "./file.ts";
import type { Figures } from "./run/figure.ts";
import { eventsOf, ruleFigure, waitsFor } from "./run/rule.ts";

export type ClauseStatus = { status: "running" | "waiting"; reason?: string };

/** The other regulations in force beside one, by key. */
type Others = (key: string) => Regulation | null;

const running: ClauseStatus = { status: "running" };
const waiting = (reason: string): ClauseStatus => ({ status: "waiting", reason });

const later = {
  score: "计分与奖惩尚未启用",
  inspect: "检查表尚未启用",
  course: "培训课程尚未启用",
  shift: "排班尚未启用",
} as const;

/** What a clause's words need that the product lacks. */
const lacks = ({ rule, gate, tally }: Clause): string | null => {
  const acts = gate ? (typeof gate.do === "string" ? [gate.do] : gate.do) : [];
  const counted = tally ? (Array.isArray(tally.of) ? tally.of : [tally.of]) : [];
  const types = counted.map((p) => (typeof p === "string" ? p : p.event));
  return waitsFor([...(rule ? eventsOf(rule) : []), ...acts, ...types]);
};

/**
 * How a clause stands in one organisation.
 * @param figures the organisation's own figures for blanks
 * @param others the other regulations in force beside this one, by key
 */
export const statusOf = (
  clause: Clause,
  figures: Figures,
  regulation: Regulation,
  others: Others = () => null,
): ClauseStatus => {
  if (clause.waiting !== undefined) return waiting(clause.waiting);
  for (const [block, reason] of Object.entries(later))
    if (clause[block as keyof typeof later] !== undefined) return waiting(reason);
  const lacking = lacks(clause);
  if (lacking !== null) return waiting(lacking);
  const id = clauseId(regulation.regulation, clause.id);
  if (clause.rule && ruleFigure(clause.rule, id, figures) === "unset")
    return waiting(isEvery(clause.rule.when) ? "未设定周期" : "未设定时限");
  if (clause.words && !clause.words.when && !clause.words.at)
    return waiting("这个情境还不在软件里，用语暂不提示");
  if (clause.see) return seen(clause.see, figures, regulation, others);
  if (!clause.rule && !clause.paper && !clause.gate && !clause.kinds && !clause.words && !clause.tally)
    return waiting("尚无内容");
  // What cannot be shown to run is not said to run.
  return clause.proof ? running : waiting("尚无验证");
};

/** Evidence by reference: it runs as soon as one of the clauses it points to does. */
const seen = (
  see: readonly string[],
  figures: Figures,
  regulation: Regulation,
  others: Others,
): ClauseStatus => {
  const found = see.flatMap((named) => {
    const [key, id] = named.includes("/") ? named.split("/") : [regulation.regulation, named];
    const r = key === regulation.regulation ? regulation : others(key ?? "");
    const target = r?.clauses.find((c) => c.id === id && !c.see);
    return r && target ? [statusOf(target, figures, r)] : [];
  });
  return found.find((f) => f.status === "running") ?? found[0] ?? waiting("所指的条款没有启用");
};
