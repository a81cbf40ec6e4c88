// Numbers of papers, as the pattern says: `TH{yyyy}{nnnn}` counts anew with each year that stands in it.
import type { Paper } from "#domain/regulation/file/paper.ts";
import type { PaperState } from "./paper.ts";

const parts = (date: string): Record<string, string> => {
  const [yyyy = "", mm = "", dd = ""] = date.split("-");
  return { yyyy, yy: yyyy.slice(2), mm, dd };
};

const dated = (pattern: string, date: string): string => {
  const known = parts(date);
  return pattern.replace(/\{(yyyy|yy|mm|dd)\}/g, (_, part: string) => known[part] ?? "");
};

/**
 * The counter a number comes from; a rehearsal counts anew in each run.
 * @param date the organisation's day, YYYY-MM-DD
 */
export const paperSeries = (regulation: string, paper: Paper, run: number, date: string): string =>
  `paper/${run}/${regulation}/${paper.key}/${dated(paper.number ?? "", date)}`;

/** The number as people read it; a pattern without a place for it gets it at its end. */
export const writePaperNumber = (paper: Paper, date: string, n: number): string => {
  const text = dated(paper.number ?? "", date);
  const place = /\{(n+)\}/;
  if (!place.test(text)) return `${text}${n}`;
  return text.replace(place, (_, ns: string) => String(n).padStart(ns.length, "0"));
};

/** Does filling it now take a number. */
export const wantsNumber = (paper: Paper, s: PaperState | undefined): boolean =>
  paper.number !== undefined && (s?.number ?? null) === null;
