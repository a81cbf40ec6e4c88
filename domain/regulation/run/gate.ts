// Gates: may this be done now, to this person, and whose approval does it need.
import type { Chain } from "#domain/approval/chain.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Gate } from "../file/rule.ts";
import { type Clause, clauseId, type Regulation } from "../file.ts";
import { gateFields, ownFields } from "../vocabularies.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";
import { compileNeed, type Place } from "./need.ts";

/** A paper's needed fields that are blank, its signatures that are wanting. */
export type PaperStanding = { blank: readonly string[]; unsigned: readonly string[] };

/** What a gate looks at. */
export type Asked = {
  action: string;
  /** The state's facts with the command's over them. */
  facts: Facts;
  events: readonly StreamEvent[];
  /** Posts that the asking member holds. */
  posts: readonly string[];
  /** How a paper stands here, by its key; null where there is none. */
  paper: (key: string) => PaperStanding | null;
  /** Are the obligations of this clause met. */
  met: (clause: string) => boolean;
  /** How often a tally has counted in its window up to now; null where that cannot be told. */
  counted: (clause: string) => number | null;
  /** Approval already on record for this very act: the approvers' posts. */
  approvedBy?: readonly string[];
};

export type GateRefusal = {
  code: string;
  clause: string;
  fields?: readonly string[];
  /** The fields as people call them. */
  names?: readonly string[];
  /** The name of the paper that is wanting. */
  paper?: string;
};
export type GateAnswer =
  | {
      allowed: true;
      clause?: string;
      /** The clause that names who consents, where the asker holds it or they all have. */
      authority?: string;
    }
  | Consent
  | { refused: GateRefusal };

type Consent = { approval: Chain; clause: string };

/** Answers one need: null where it is met. */
export type Ready = (asked: Asked) => GateAnswer | null;

export type RunningGate = {
  clause: string;
  says: string;
  actions: readonly string[];
  applies: Ask;
  needs: readonly Ready[];
  /** It names whose consent is needed. */
  approves: boolean;
  /** Tallies that it reads, by clause. */
  tallies: readonly string[];
};

/** Compiles one gate of a clause. */
export const compileGate = (r: Regulation, c: Clause, gate: Gate, names: Names): RunningGate => {
  const clause = clauseId(r.regulation, c.id);
  const actions = typeof gate.do === "string" ? [gate.do] : gate.do;
  const fields = gateFields(actions, ownFields(r));
  const paperOf = (key: string) => r.clauses.find((x) => x.paper?.key === key)?.paper;
  const place: Place = { clause, regulation: r.regulation, fields, names, paperOf };
  return {
    clause,
    says: c.says,
    actions,
    applies: compileCondition(gate.while, fields, names),
    needs: gate.never
      ? [() => ({ refused: { code: "never", clause } })]
      : (gate.need ?? []).map((n) => compileNeed(n, place)),
    approves: (gate.need ?? []).some((n) => "approval" in n),
    tallies: (gate.need ?? []).flatMap((n) => ("tally" in n ? [names.clause(n.tally)] : [])),
  };
};

/** Several clauses ask for consent: those of the one, then those of the other, each with its own time. */
const joined = (one: Chain, other: Chain): Chain => ({
  steps: [one, other].flatMap((c) => c.steps.map((s) => ({ ...s, within: s.within ?? c.within }))),
  within: null,
  cc: [...new Set([...one.cc, ...other.cc])],
});

/**
 * Asks every gate of the regulations in force.
 * @returns the first refusal; else every consent needed, in the order of the clauses; else allowed, with the last clause that spoke
 */
export const askGates = (gates: readonly RunningGate[], asked: Asked): GateAnswer => {
  const consents: Consent[] = [];
  let spoke: string | undefined;
  let authority: string | undefined;
  for (const gate of gates) {
    if (!gate.actions.includes(asked.action)) continue;
    if (gate.applies(asked.facts) === false) continue;
    spoke = gate.clause;
    if (gate.approves) authority = gate.clause;
    for (const need of gate.needs) {
      const answer = need(asked);
      if (answer && "refused" in answer) return answer;
      if (answer && "approval" in answer) consents.push(answer);
    }
  }
  const [first, ...more] = consents;
  if (!first) return { allowed: true, clause: spoke, ...(authority ? { authority } : {}) };
  return { ...first, approval: more.map((c) => c.approval).reduce(joined, first.approval) };
};
