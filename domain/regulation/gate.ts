// Gates: may this be done now, to this person, and whose approval does it need.
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";
import { type Clause, clauseId, type Gate, type Need, type Regulation } from "./file.ts";
import { compilePatterns, type Match } from "./pattern.ts";
import type { Fields, Vocabulary } from "./vocabulary.ts";

/** What a gate looks at. */
export type Asked = {
  action: string;
  /** The state's facts with the command's over them. */
  facts: Facts;
  events: readonly StreamEvent[];
  /** Posts that the asking member holds. */
  posts: readonly string[];
  /** The form's fields that are still blank. */
  missing: readonly string[];
  /** Approval already on record for this very act: the approver's posts. */
  approvedBy?: readonly string[];
};

export type GateAnswer =
  | { allowed: true; clause?: string }
  | { approval: readonly string[]; clause: string }
  | { refused: { code: string; clause: string; fields?: readonly string[] } };

type Ready = (asked: Asked) => GateAnswer | null;

export type RunningGate = {
  clause: string;
  says: string;
  actions: readonly string[];
  applies: Ask;
  needs: readonly Ready[];
};

type Place = { clause: string; r: Regulation; words: Vocabulary; fields: Fields; names: Names };

const compileNeed = (need: Need, { clause, r, words, fields, names }: Place): Ready => {
  if ("paper" in need) {
    const paper = r.clauses.find((c) => c.paper?.key === need.paper)?.paper;
    const form = paper?.fields.map((f) => f.field) ?? [];
    return ({ missing }) => {
      const blank = form.filter((f) => missing.includes(f));
      return blank.length === 0 ? null : { refused: { code: "form-incomplete", clause, fields: blank } };
    };
  }
  if ("done" in need) {
    const match: Match = compilePatterns([need.done], words, names);
    return ({ events }) => (events.some(match) ? null : { refused: { code: "step-missing", clause } });
  }
  if ("holds" in need) {
    const ask = compileCondition(need.holds, fields, names);
    return ({ facts }) => (ask(facts) === true ? null : { refused: { code: "condition-fails", clause } });
  }
  const lines = (typeof need.approval === "string" ? [{ by: need.approval }] : need.approval).map((l) => ({
    applies: compileCondition("while" in l ? l.while : undefined, fields, names),
    by: l.by,
  }));
  return ({ facts, posts: held, approvedBy }) => {
    // The first line that fits wins; one that cannot tell hands nothing down to those after it.
    const line = lines.find((l) => l.applies(facts) !== false);
    if (line?.applies(facts) !== true) return { refused: { code: "condition-fails", clause } };
    const authority = names.posts(line.by);
    const has = (p: readonly string[]) => p.some((x) => authority.includes(x));
    // Who holds the authority needs no approval; an approval counts only from somebody who holds it.
    return has(held) || has(approvedBy ?? []) ? null : { approval: authority, clause };
  };
};

/** Compiles one gate of a clause. */
export const compileGate = (
  r: Regulation,
  c: Clause,
  gate: Gate,
  words: Vocabulary,
  names: Names,
): RunningGate => {
  const clause = clauseId(r.regulation, c.id);
  const actions = typeof gate.do === "string" ? [gate.do] : gate.do;
  // The command's own fields stand beside those of the state.
  const fields: Fields = Object.assign({}, words.state, ...actions.map((a) => words.actions[a]?.fields));
  const place: Place = { clause, r, words, fields, names };
  return {
    clause,
    says: c.says,
    actions,
    applies: compileCondition(gate.while, fields, names),
    needs: gate.never
      ? [() => ({ refused: { code: "never", clause } })]
      : (gate.need ?? []).map((n) => compileNeed(n, place)),
  };
};

/**
 * Asks every gate of the regulations in force.
 * @returns the first refusal; else the first approval needed; else allowed, with the last clause that spoke
 */
export const askGates = (gates: readonly RunningGate[], asked: Asked): GateAnswer => {
  let approval: GateAnswer | null = null;
  let spoke: string | undefined;
  for (const gate of gates) {
    if (!gate.actions.includes(asked.action)) continue;
    if (gate.applies(asked.facts) === false) continue;
    spoke = gate.clause;
    for (const need of gate.needs) {
      const answer = need(asked);
      if (answer && "refused" in answer) return answer;
      approval ??= answer;
    }
  }
  return approval ?? { allowed: true, clause: spoke };
};
