// What a file may say and may not mean.
import type { Regulation } from "../file.ts";
import { eventsIn } from "./pattern.ts";
import type { Problem } from "./problem.ts";

/** What is allowed but worth a second look: a second round would have no clock. */
export const lint = (r: Regulation): Problem[] =>
  r.clauses.flatMap((clause, n) => {
    const events = clause.rule ? eventsIn(clause.rule.when) : [];
    if (events.includes("case.reopened") || !events.includes("case.registered")) return [];
    const message = "重新办理时不会再计时；需要的话加上 case.reopened";
    return [{ path: ["clauses", n, "rule", "when"], message }];
  });
