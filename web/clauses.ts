// Every clause of the adopted regulations, asked once: each mark in a margin looks up its sentence here.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Clause, listClauses } from "#api/regulation.ts";
import { call } from "./call.ts";

export const clausesQuery = queryOptions({
  queryKey: ["clause", "all"],
  queryFn: () => call(listClauses),
  staleTime: 300_000,
});

export function useClause(id: string): Clause | undefined {
  return useQuery({ ...clausesQuery, select: (all) => all.items.find((one) => one.id === id) }).data;
}

/** 二、9(4) as the regulation numbers it, else the id within its regulation. */
export const clauseMark = (id: string, clause?: Clause): string =>
  clause?.at?.replace("、", ".") ?? id.slice(id.indexOf("/") + 1);
