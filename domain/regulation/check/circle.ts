// Circles among what follows a breach: it must not come back to itself.
import { isBreach, isEvery, type Pattern, type When } from "../file/rule.ts";
import type { Clause, Regulation } from "../file.ts";

const escalated = ".escalated";

const patternsOf = (when: When): readonly Pattern[] => {
  if (isBreach(when) || isEvery(when)) return [];
  return Array.isArray(when) ? when : [when as Pattern];
};

/** Does the breach of this clause start the other's rule. */
const followsBreach = (clause: Clause, id: string): boolean => {
  const when = clause.rule?.when;
  return when !== undefined && isBreach(when) && when.breach === id;
};

/** Does an escalation to this role trigger the clause's rule. */
const startedBy = (clause: Clause, role: string): boolean =>
  patternsOf(clause.rule?.when ?? []).some((p) => {
    if (typeof p === "string") return p.endsWith(escalated);
    if (!p.event.endsWith(escalated)) return false;
    const to = p.with?.to;
    if (typeof to === "string") return to === role;
    return Array.isArray(to) ? to.includes(role) : true;
  });

/**
 * The first circle of clauses in which each one's breach starts the next, or null.
 * A rule without a time is never breached, so it leads nowhere.
 */
export const circleOf = (r: Regulation): string[] | null => {
  const next = (clause: Clause): Clause[] => {
    const { otherwise, within } = clause.rule ?? {};
    if (within === undefined) return [];
    const follows = r.clauses.filter((c) => followsBreach(c, clause.id));
    return [
      ...follows,
      ...(otherwise ?? []).flatMap((e) => r.clauses.filter((c) => startedBy(c, e.escalate))),
    ];
  };
  const done = new Set<Clause>();
  const visit = (clause: Clause, path: Clause[]): string[] | null => {
    const at = path.indexOf(clause);
    if (at >= 0) return [...path.slice(at), clause].map((c) => c.id);
    if (done.has(clause)) return null;
    for (const n of next(clause)) {
      const circle = visit(n, [...path, clause]);
      if (circle) return circle;
    }
    done.add(clause);
    return null;
  };
  for (const clause of r.clauses) {
    const circle = visit(clause, []);
    if (circle) return circle;
  }
  return null;
};
