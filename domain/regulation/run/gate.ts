// Gates: may this be done now, to this person, and whose approval does it need.
import { type Chain, satisfied } from "#domain/approval/chain.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Gate, Need } from "../file/rule.ts";
import { type Clause, clauseId, type Regulation } from "../file.ts";
import { gateFields, ownFields } from "../vocabularies.ts";
import type { Fields } from "../vocabulary.ts";
import { chainLines } from "./chain.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";
import { compilePatterns } from "./pattern.ts";

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

type Ready = (asked: Asked) => GateAnswer | null;

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

type Place = {
  clause: string;
  regulation: string;
  fields: Fields;
  names: Names;
  paperName: (key: string) => string;
};

const filled = ({ facts }: Asked, own: boolean, field: string): boolean => {
  const value = own ? (facts.labels as Facts | undefined)?.[field] : facts[field];
  return value !== undefined && value !== null && String(value).trim() !== "";
};

const compares = {
  under: (n: number, limit: number) => n < limit,
  atMost: (n: number, limit: number) => n <= limit,
  atLeast: (n: number, limit: number) => n >= limit,
  over: (n: number, limit: number) => n > limit,
};

const paperNeed =
  (need: Extract<Need, { paper: string }>, clause: string, paper: string): Ready =>
  ({ paper: standingOf }) => {
    const refuse = (code: string, fields: readonly string[]) => ({
      refused: { code, clause, fields, paper },
    });
    const standing = standingOf(need.paper);
    if (!standing) return refuse("paper-missing", [need.paper]);
    const { blank, unsigned } = standing;
    if (need.step !== undefined)
      return unsigned.includes(need.step) ? refuse("signature-missing", [need.step]) : null;
    if (blank.length > 0) return refuse("form-incomplete", blank);
    return unsigned.length > 0 ? refuse("signature-missing", unsigned) : null;
  };

const tallyNeed = (need: Extract<Need, { tally: string }>, { clause, names }: Place): Ready => {
  const counter = names.clause(need.tally);
  const [which, limit] = (Object.entries(need).find(([k]) => k in compares) ?? ["under", 0]) as [
    keyof typeof compares,
    number,
  ];
  return ({ counted }) => {
    const n = counted(counter);
    return n !== null && compares[which](n, limit) ? null : { refused: { code: "too-often", clause } };
  };
};

const approvalNeed = (
  need: Extract<Need, { approval: unknown }>,
  { clause, regulation, fields, names }: Place,
): Ready => {
  const lines = chainLines(need.approval, fields, { names, regulation });
  return ({ facts, posts: held, approvedBy }) => {
    // The first line that fits wins; one that cannot tell hands nothing down to those after it.
    const line = lines.find((l) => l.applies(facts) !== false);
    if (line?.applies(facts) !== true) return { refused: { code: "condition-fails", clause } };
    // Who holds the authority needs no approval; an approval counts only from somebody who holds it.
    const covered = satisfied(line.chain, [...held, ...(approvedBy ?? [])], held);
    return covered ? null : { approval: line.chain, clause };
  };
};

const compileNeed = (need: Need, place: Place): Ready => {
  const { clause, fields, names } = place;
  if ("paper" in need) return paperNeed(need, clause, place.paperName(need.paper));
  if ("approval" in need) return approvalNeed(need, place);
  if ("tally" in need) return tallyNeed(need, place);
  if ("fields" in need)
    return (asked) => {
      const blank = need.fields.filter((f) => !filled(asked, fields[f]?.own === true, f));
      return blank.length === 0 ? null : { refused: { code: "fields-missing", clause, fields: blank } };
    };
  if ("done" in need) {
    const match = compilePatterns([need.done], names);
    return ({ events }) => (events.some(match) ? null : { refused: { code: "step-missing", clause } });
  }
  if ("met" in need) {
    const other = names.clause(need.met);
    return ({ met }) => (met(other) ? null : { refused: { code: "duty-open", clause } });
  }
  const ask = compileCondition(need.holds, fields, names);
  return ({ facts }) => (ask(facts) === true ? null : { refused: { code: "condition-fails", clause } });
};

/** Compiles one gate of a clause. */
export const compileGate = (r: Regulation, c: Clause, gate: Gate, names: Names): RunningGate => {
  const clause = clauseId(r.regulation, c.id);
  const actions = typeof gate.do === "string" ? [gate.do] : gate.do;
  const fields = gateFields(actions, ownFields(r));
  const paperName = (key: string) => r.clauses.find((x) => x.paper?.key === key)?.paper?.name ?? key;
  const place: Place = { clause, regulation: r.regulation, fields, names, paperName };
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
