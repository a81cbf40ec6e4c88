// A paper as it runs for one organisation: its definition with the clause that carries it.
import type { Paper } from "#domain/regulation/file/paper.ts";

export type RunningPaper = {
  /** The clause's full id. */
  clause: string;
  regulation: string;
  /** Roles inside are the file's own keys. */
  paper: Paper;
};

type Papers = readonly { papers: readonly RunningPaper[] }[];

const kindsOf = (p: Paper): readonly string[] =>
  p.of === undefined ? [] : typeof p.of === "string" ? [p.of] : p.of;

/** The papers that belong to one kind of matter, or to `duty`; of one key the first. */
export const papersOn = (running: Papers, kind: string): RunningPaper[] =>
  distinct(running.flatMap((r) => r.papers).filter((p) => kindsOf(p.paper).includes(kind)));

/** The papers that stand alone; two regulations may each have one of the same key. */
export const papersAlone = (running: Papers): RunningPaper[] =>
  running.flatMap((r) => r.papers).filter((p) => p.paper.of === undefined);

/** A paper by its key, or by `regulation/key` where several regulations have one of that key. */
export const isNamed = ({ regulation, paper }: RunningPaper, named: string): boolean =>
  paper.key === named || `${regulation}/${paper.key}` === named;

const distinct = (papers: readonly RunningPaper[]): RunningPaper[] =>
  papers.filter((p, n) => papers.findIndex((other) => other.paper.key === p.paper.key) === n);
