// The text that is being written: kept in this browser, read as one types, and changed in parts by the form.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { Regulation } from "#domain/regulation/file.ts";
import type { Fault } from "#domain/regulation/read.ts";
import { useKept } from "../../kept.ts";
import { draftKey } from "../draft.ts";
import { readText } from "../regulation.queries.ts";
import type { Own } from "./file/completion.ts";
import { type Written, writtenIn } from "./file/splice.ts";

export type Work = {
  text: string;
  original: string;
  changed: boolean;
  set: (text: string) => void;
  drop: () => void;
  /** The clauses as they are written, or null while the text is no YAML. */
  written: Written | null;
  /** The last text that could be read whole. */
  regulation: Regulation | null;
  faults: Fault[];
  own: Own;
};

const texts = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
    : {};

/** What the file defines for itself. */
const ownOf = (regulation: Regulation | null, written: Written | null): Own => {
  const clauses = (written?.clauses ?? []) as Record<string, Record<string, unknown> & string>[];
  const papers = clauses.flatMap(({ paper }) =>
    paper?.key ? [[String(paper.key), String(paper.name)]] : [],
  );
  const kinds = clauses.flatMap(({ kinds: of }) =>
    of?.field ? [[String(of.field), String(of.name ?? of.field)]] : [],
  );
  return {
    roles: texts(regulation?.roles),
    clauses: Object.fromEntries(clauses.map((one) => [String(one.id), String(one.says).slice(0, 30)])),
    papers: Object.fromEntries(papers),
    kinds: Object.fromEntries(kinds),
  };
};

type Looked = { written: Written | null; regulation: Regulation | null; faults: Fault[] };

async function look(text: string): Promise<Looked> {
  const read = await readText(text);
  return {
    written: writtenIn(text),
    regulation: "regulation" in read ? read.regulation : null,
    faults: "errors" in read ? read.errors : [],
  };
}

export function useText(key: string, original: string): Work {
  const [text, set, drop] = useKept(draftKey(key), original);
  const settled = useDeferredValue(text);
  const looked = useQuery({
    queryKey: ["draft", key, settled],
    queryFn: () => look(settled),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  }).data;
  const written = looked?.written ?? null;
  const regulation = looked?.regulation ?? null;
  return {
    text,
    original,
    changed: text !== original,
    set,
    drop,
    written,
    regulation,
    faults: looked?.faults ?? [],
    own: ownOf(regulation, written),
  };
}

const linesBefore = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/** The line on which a clause begins. */
export const lineOf = ({ text, written }: Work, n: number): number =>
  linesBefore(text, written?.places[n]?.from ?? 0);

/** The faults that stand within a clause. */
export const faultsOf = ({ text, written, faults }: Work, n: number): Fault[] => {
  const place = written?.places[n];
  if (!place || faults.length === 0) return [];
  const [from, to] = [linesBefore(text, place.from), linesBefore(text, place.to)];
  return faults.filter(({ line }) => line >= from && line <= to);
};
