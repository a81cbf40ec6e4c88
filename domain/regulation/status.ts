// Whether a clause runs, and if not, what it waits for.
import { figureOf } from "./compile.ts";
import { type Clause, clauseId, type Regulation } from "./file.ts";

export type ClauseStatus = { status: "running" | "waiting"; reason?: string };

const running: ClauseStatus = { status: "running" };
const waiting = (reason: string): ClauseStatus => ({ status: "waiting", reason });

/**
 * How a clause stands in one organisation.
 * @param figures the organisation's own figures for blanks: full clause id → length in words
 */
export const statusOf = (
  clause: Clause,
  figures: Readonly<Record<string, string>>,
  regulation: Regulation,
): ClauseStatus => {
  if (clause.waiting !== undefined) return waiting(clause.waiting);
  if (clause.rule) {
    const figure = figureOf(clauseId(regulation.regulation, clause.id), clause.rule.within, figures);
    return figure === "unset" ? waiting("未设定时限") : running;
  }
  if (clause.paper || clause.gate || clause.kinds) return running;
  if (clause.words) return clause.words.when ? running : waiting("这个情境还不在软件里，用语暂不提示");
  if (clause.inspect) return waiting("检查表尚未启用");
  if (!clause.see) return waiting("尚无内容");
  // Evidence by reference: it runs as soon as one of the clauses it points to does.
  const targets = regulation.clauses.filter((c) => clause.see?.includes(c.id) && !c.see);
  const found = targets.map((t) => statusOf(t, figures, regulation));
  return found.find((f) => f.status === "running") ?? found[0] ?? running;
};
