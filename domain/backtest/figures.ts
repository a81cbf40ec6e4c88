// Sums of a back-test: what clocks and gates came to, under one edition.
import type { Obligation } from "#domain/obligation/obligation.ts";

/** What a period comes to. */
export type Figures = {
  /** Matters in which at least one clock ran. */
  streams: number;
  obligations: number;
  onTime: number;
  late: number;
  breached: number;
  open: number;
  waived: number;
  superseded: number;
  approvals: number;
  refusals: number;
};

export const noFigures = (): Figures => ({
  streams: 0,
  obligations: 0,
  onTime: 0,
  late: 0,
  breached: 0,
  open: 0,
  waived: 0,
  superseded: 0,
  approvals: 0,
  refusals: 0,
});

const columns = {
  met: "onTime",
  late: "late",
  breached: "breached",
  open: "open",
  waived: "waived",
  superseded: "superseded",
} as const;

/** Adds one clock. */
export const countClock = (f: Figures, state: Obligation["state"]): void => {
  f.obligations += 1;
  f[columns[state]] += 1;
};

/** The figures of both editions side by side. */
export type Both = { before: Figures; after: Figures };
export type Side = keyof Both;

/** The pair under a key, made when it is first asked for. */
export const pairOf = <K>(of: Map<K, Both>, key: K): Both => {
  let pair = of.get(key);
  if (!pair) {
    pair = { before: noFigures(), after: noFigures() };
    of.set(key, pair);
  }
  return pair;
};
