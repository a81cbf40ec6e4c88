// What a gate asks for, one need at a time: fields, papers, earlier steps, conditions, counts, consents.
import { satisfied } from "#domain/approval/chain.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { Paper } from "../file/paper.ts";
import type { Need } from "../file/rule.ts";
import type { Fields } from "../vocabulary.ts";
import { chainLines } from "./chain.ts";
import { compileCondition, type Names } from "./condition.ts";
import type { Asked, Ready } from "./gate.ts";
import { compilePatterns } from "./pattern.ts";

/** Where a need stands: its clause, the words it may use, what its names stand for. */
export type Place = {
  clause: string;
  regulation: string;
  fields: Fields;
  names: Names;
  paperOf: (key: string) => Paper | undefined;
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

/** A field or a step as it stands on the paper. */
const nameOn = (form: Paper | undefined, key: string): string =>
  form?.fields.find((f) => f.field === key)?.name ?? form?.sign?.find((x) => x.step === key)?.name ?? key;

const paperNeed =
  (need: Extract<Need, { paper: string }>, clause: string, form: Paper | undefined): Ready =>
  ({ paper: standingOf }) => {
    const refuse = (code: string, fields: readonly string[]) => {
      const names = fields.map((f) => nameOn(form, f));
      return { refused: { code, clause, fields, names, paper: form?.name ?? need.paper } };
    };
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

/** Compiles one need of a gate. */
export const compileNeed = (need: Need, place: Place): Ready => {
  const { clause, fields, names } = place;
  if ("paper" in need) return paperNeed(need, clause, place.paperOf(need.paper));
  if ("approval" in need) return approvalNeed(need, place);
  if ("tally" in need) return tallyNeed(need, place);
  if ("fields" in need)
    return (asked) => {
      const blank = need.fields.filter((f) => !filled(asked, fields[f]?.own === true, f));
      if (blank.length === 0) return null;
      const called = blank.map((f) => fields[f]?.name ?? f);
      return { refused: { code: "fields-missing", clause, fields: blank, names: called } };
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
