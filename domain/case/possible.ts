// Which actions are possible now, and why the others are not.
import { stateAt } from "#domain/obligation/obligation.ts";
import type { Refusal } from "#domain/stream/event.ts";
import { askRegulations } from "./asked.ts";
import { permitted } from "./decide.ts";
import { extensionFor } from "./extension.ts";
import { type Actor, actions } from "./may.ts";
import { askedFirst, refuseByClause, type Standing } from "./standing.ts";

export type Possible = {
  name: string;
  allowed: boolean;
  refusal?: Refusal;
  clause?: string;
  approval?: readonly string[];
};

/** The first running clock that this member may ask to extend speaks for all. */
const extension = (s: Standing, by: Actor): Possible => {
  for (const o of s.obligations) {
    const found = extensionFor(s, o, by);
    if (found) return { name: "extend", allowed: true, ...found };
  }
  const waits = s.obligations.some((o) => o.awaiting !== null);
  const runs = s.obligations.some((o) => stateAt(o, s.now) === "open" && o.dueAt !== null);
  const code = waits ? "extension-waits" : runs ? "extension-no-approver" : "obligation-not-open";
  const refusal: Refusal = { kind: "rule", code };
  return { name: "extend", allowed: false, refusal };
};

/** Every action with its answer for this member; the body's own fields are not known yet. */
export const possibleActions = (s: Standing, by: Actor): Possible[] =>
  Object.keys(actions).map((name): Possible => {
    const refusal = permitted(s, name, by);
    if (refusal) return { name, allowed: false, refusal };
    if (name === "extend") return extension(s, by);
    const answer = askRegulations(s, { action: name, input: {}, by });
    if ("refused" in answer) {
      const { refused } = refuseByClause(answer.refused);
      return { name, allowed: false, refusal: refused, clause: answer.refused.clause };
    }
    if ("approval" in answer)
      return { name, allowed: true, clause: answer.clause, approval: askedFirst(answer.approval) };
    return { name, allowed: true, clause: answer.clause };
  });
