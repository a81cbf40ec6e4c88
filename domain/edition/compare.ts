// Two editions of a regulation, clause by clause: what was added, taken out or changed.

import { stringify } from "yaml";
import { blocks, type Clause, clauseId, type Regulation } from "#domain/regulation/file.ts";
import { sentence } from "#domain/regulation/wording/sentence.ts";
import { chinese, type Tongue } from "#domain/tongue/said.ts";

/** A clause as people compare it. */
export type Said = {
  at: string;
  says: string;
  sentence: string | null;
  reading: string | null;
  /** Its block as YAML, without its proof. */
  block: string | null;
};
/** `rule` stands for whatever the software does about the clause. */
export type Part = "at" | "text" | "rule" | "reading";
export type Change = {
  clause: string;
  change: "added" | "removed" | "changed";
  parts: Part[];
  before: Said | null;
  after: Said | null;
};

const blockOf = (c: Clause): string | null => {
  const there = blocks.filter((b) => c[b] !== undefined).map((b) => [b, c[b]] as const);
  return there.length === 0 ? null : stringify(Object.fromEntries(there), { lineWidth: 0 }).trimEnd();
};

const said = (c: Clause, r: Regulation, tongue: Tongue): Said => ({
  at: c.at,
  says: c.says,
  sentence: sentence(c, r, tongue),
  reading: c.reading ?? null,
  block: blockOf(c),
});

/** What runs in a clause can change through the file around it: its roles' names, what ends every clock. */
const partsOf = (before: Said, after: Said, around: boolean): Part[] => [
  ...(before.at === after.at ? [] : (["at"] as const)),
  ...(before.says === after.says ? [] : (["text"] as const)),
  ...(before.block === after.block && before.sentence === after.sentence && !around
    ? []
    : (["rule"] as const)),
  ...(before.reading === after.reading ? [] : (["reading"] as const)),
];

const byId = (r: Regulation): Map<string, Clause> => new Map(r.clauses.map((c) => [c.id, c]));

/**
 * Compares two editions.
 * @param tongue the language of the sentences
 * @returns the changes in the order of the new edition, each removed clause behind the one it followed; and how many
 *   clauses are the same
 */
export const compareRegulations = (
  before: Regulation,
  after: Regulation,
  tongue: Tongue = chinese,
): { same: number; items: Change[] } => {
  const [old, fresh] = [byId(before), byId(after)];
  const around = JSON.stringify(before.until ?? []) !== JSON.stringify(after.until ?? []);
  const removedBehind = new Map<string | null, Change[]>();
  let last: string | null = null;
  for (const c of before.clauses) {
    if (fresh.has(c.id)) last = c.id;
    else {
      const clause = clauseId(before.regulation, c.id);
      const change: Change = {
        clause,
        change: "removed",
        parts: [],
        before: said(c, before, tongue),
        after: null,
      };
      removedBehind.set(last, [...(removedBehind.get(last) ?? []), change]);
    }
  }
  let same = 0;
  const items: Change[] = [...(removedBehind.get(null) ?? [])];
  for (const c of after.clauses) {
    const clause = clauseId(after.regulation, c.id);
    const was = old.get(c.id);
    const is = said(c, after, tongue);
    if (!was) items.push({ clause, change: "added", parts: [], before: null, after: is });
    else {
      const then = said(was, before, tongue);
      const parts = partsOf(then, is, around && c.rule !== undefined);
      if (parts.length === 0) same += 1;
      else items.push({ clause, change: "changed", parts, before: then, after: is });
    }
    items.push(...(removedBehind.get(c.id) ?? []));
  }
  return { same, items };
};
