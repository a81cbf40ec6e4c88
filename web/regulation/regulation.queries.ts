// The questions about regulations, their editions and what runs of them; a file is read by the engine's own reader.

import { queryOptions } from "@tanstack/react-query";
import { getCoverage } from "#api/evidence.ts";
import { getEdition, getRegulation, listRegulations } from "#api/regulation.ts";
import type { ReadRegulation } from "#domain/regulation/read.ts";
import { call } from "../call.ts";
import { tongue } from "../i18n/tongue.ts";

export const beginning = "beginning";

export const regulationsQuery = queryOptions({
  queryKey: ["regulation", "all"],
  queryFn: () => call(listRegulations, { query: { limit: 200 } }),
});
export const regulationQuery = (key: string) =>
  queryOptions({
    queryKey: ["regulation", "one", key],
    queryFn: () => call(getRegulation, { params: { key } }),
  });
export const coverageQuery = queryOptions({
  queryKey: ["clause", "coverage"],
  queryFn: () => call(getCoverage),
});
export const textQuery = (key: string, date: string) =>
  queryOptions({
    queryKey: ["regulation", "edition", key, date],
    queryFn: () => call(getEdition, { params: { key, date } }),
  });

/** Reads a file in the browser; the reader is loaded when it is first needed. */
export async function readText(text: string): Promise<ReadRegulation> {
  const { readRegulation } = await import("#domain/regulation/read.ts");
  return readRegulation(text, tongue);
}

/** An edition as text and as data; `read` has faults only where an old file no longer fits the language. */
export const fileQuery = (key: string, date: string) =>
  queryOptions({
    queryKey: ["regulation", "file", key, date],
    queryFn: async () => {
      const text = await call(getEdition, { params: { key, date } });
      return { text, read: await readText(text) };
    },
    staleTime: 300_000,
  });

type Editions = { editions: { date: string | null; state: string }[] };
/** The name of the edition in force, else of the latest. */
export const currentOf = ({ editions }: Editions): string | undefined => {
  const found = editions.find((one) => one.state === "in-force") ?? editions.at(-1);
  return found && (found.date ?? beginning);
};
