// A regulation as data: its clauses in order and, beside each, what the software does about it.

/** `path: value`, `[one, of]` or a test; every line must hold. */
export type Test =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | { not: string | number | boolean | readonly (string | number)[] }
  | { known: boolean }
  | { over: number }
  | { under: number }
  | { atLeast: number }
  | { atMost: number };
export type Condition = { readonly [path: string]: Test };

export type Pattern = string | { event: string; with?: Condition };
export type Duty = Pattern | readonly Pattern[] | { steps: readonly (Pattern | readonly Pattern[])[] };

/** A length in words, or the customer's own term (an instant in `field`) with the figure that stands without it. */
export type Within = string | { field: string; else: string };

export type Effect = { escalate: string };

export type Rule = {
  when: Pattern | readonly Pattern[];
  while?: Condition;
  must?: Duty;
  /** Owed but only advised (不宜): counted and warned, never scored. */
  should?: Duty;
  /** A role of this regulation, `department` (holding it now) or `trigger.department`. */
  who: string;
  within?: Within;
  /** A field on which trigger and act must agree. */
  per?: string;
  again?: "new" | "keep" | "restart";
  /** Reasons for which this clock stops. */
  pause?: readonly string[];
  until?: Pattern | readonly Pattern[];
  /** Tell the owner this long before the due time. */
  warn?: string;
  otherwise?: readonly Effect[];
};

export type Approver = string | readonly { while?: Condition; by: string }[];
export type Need = { paper: string } | { done: Pattern } | { holds: Condition } | { approval: Approver };
export type Gate = {
  do: string | readonly string[];
  while?: Condition;
  need?: readonly Need[];
  never?: true;
};

export type PaperField = { field: string; name: string };
/** A form, defined as data. */
export type Paper = { key: string; name: string; of: string; fields: readonly PaperField[] };
/** What to say and do, shown where the act that makes the event `when` is done; without `when` nothing shows it yet. */
export type Words = {
  situation: string;
  when?: string;
  while?: Condition;
  say?: readonly string[];
  never?: readonly string[];
  steps?: readonly string[];
};

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
  /** A vocabulary: labels of a field that this clause defines. */
  kinds?: { field: string; labels: Record<string, string> };
  see?: readonly string[];
  inspect?: { checklist: string };
  /** Why nothing runs for it yet. */
  waiting?: string;
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
export const blocks = ["rule", "paper", "gate", "words", "kinds", "see", "inspect", "waiting"] as const;
export type Block = (typeof blocks)[number];

/** The block that carries a clause, or null for a clause that only stands there. */
export const blockOf = (clause: Clause): Block | null => blocks.find((b) => clause[b] !== undefined) ?? null;
/** A clause's id in the whole product: the regulation's key, a slash, the id in its file. */
export const clauseId = (regulation: string, id: string): string => `${regulation}/${id}`;
