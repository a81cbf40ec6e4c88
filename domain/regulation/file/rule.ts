// Rules and gates as a file writes them: conditions, patterns, points in time, who signs.

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
/** Every line must hold; under `any` one of several conditions. */
export type Condition = { readonly [path: string]: Test } & { readonly any?: readonly Condition[] };

export type Pattern = string | { event: string; with?: Condition };
export type Duty = Pattern | readonly Pattern[] | { steps: readonly (Pattern | readonly Pattern[])[] };

/** A point in a period: a day, a working day, a date, a weekday, with an hour; `next` in the following period. */
export type Point = {
  day?: number | "last";
  workingDay?: number;
  month?: number;
  /** 1 is Monday. */
  weekday?: number;
  /** HH:MM, up to 24:00. */
  time?: string;
  /** By the opening of that day's service, or a length before it. */
  opening?: true | string;
  closing?: true;
  next?: true;
};
/** A length in words, an instant that the matter names with the figure that stands without it, or a point. */
export type Within = string | { field: string; else: string } | Point;

/** A recurring trigger: the calendar raises the duty in each of these periods. */
export type Every = { every: string | readonly string[]; on?: Point; times?: number };
/** What starts a clock: a happening, another clause's breach, the calendar. */
export type When = Pattern | readonly Pattern[] | { breach: string } | Every;

export const isEvery = (when: When): when is Every =>
  typeof when === "object" && !Array.isArray(when) && "every" in when;
export const isBreach = (when: When): when is { breach: string } =>
  typeof when === "object" && !Array.isArray(when) && "breach" in when;

export type Effect = { escalate: string };

export type Rule = {
  when: When;
  while?: Condition;
  must?: Duty;
  /** Owed but only advised (不宜): counted and warned, never scored. */
  should?: Duty;
  /** A role of this regulation, `department` (holding it now), `trigger.department`, `against` or `first-asked`. */
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
  /** What the record of a recurring duty must show. */
  evidence?: string;
};

/** In turn 依次, all of several 会签, any one 或签; `within` is each step's time, `cc` are told. */
export type Signers = { within?: string; cc?: readonly string[] } & (
  | { inTurn: readonly string[] }
  | { all: readonly string[] }
  | { any: readonly string[] }
);
export type Approver = string | Signers | readonly { while?: Condition; by: string | Signers }[];
type Counted = { under: number } | { atMost: number } | { atLeast: number } | { over: number };
export type Need =
  | { fields: readonly string[] }
  | { paper: string; step?: string }
  | { done: Pattern }
  | { holds: Condition }
  | { met: string }
  | ({ tally: string } & Counted)
  | { approval: Approver };
export type Gate = {
  do: string | readonly string[];
  while?: Condition;
  need?: readonly Need[];
  never?: true;
};
