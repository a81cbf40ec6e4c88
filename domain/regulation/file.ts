// A regulation as data: its clauses in order and, beside each, what the software does about it.
import type { Kinds, Tally, Words } from "./file/content.ts";
import type { Paper } from "./file/paper.ts";
import type { Proof } from "./file/proof.ts";
import type { Gate, Pattern, Rule } from "./file/rule.ts";

export type Clause = {
  id: string;
  /** The article as the regulation numbers it. */
  at: string;
  says: string;
  how: string;
  /** How an unclear text was understood; shown to the manager. */
  reading?: string;
  rule?: Rule;
  gate?: Gate;
  paper?: Paper;
  words?: Words;
  tally?: Tally;
  kinds?: Kinds;
  see?: readonly string[];
  inspect?: { checklist: string };
  /** Points, fines, sanctions, pay: the first line that fits; kept and shown until scores run. */
  score?: Readonly<Record<string, unknown>>;
  course?: Readonly<Record<string, unknown>>;
  shift?: Readonly<Record<string, unknown>>;
  /** Why nothing runs for it yet. */
  waiting?: string;
  proof?: Proof;
};

export type Regulation = {
  regulation: string;
  title: string;
  /** Role key → its name in the text. */
  roles: Readonly<Record<string, string>>;
  /** What ends every clock of this file. */
  until?: readonly Pattern[];
  clauses: readonly Clause[];
};

/** The blocks of which a clause carries one; beside a paper a gate may ask for it. */
export const blocks = [
  "rule",
  "paper",
  "gate",
  "tally",
  "words",
  "kinds",
  "see",
  "score",
  "inspect",
  "course",
  "shift",
  "waiting",
] as const;
export type Block = (typeof blocks)[number];

/** The block that carries a clause, or null for a clause that only stands there. */
export const blockOf = (clause: Clause): Block | null => blocks.find((b) => clause[b] !== undefined) ?? null;
/** A clause's id in the whole product: the regulation's key, a slash, the id in its file. */
export const clauseId = (regulation: string, id: string): string => `${regulation}/${id}`;
