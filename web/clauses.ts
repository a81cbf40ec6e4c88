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
export function clauseMark(id: string, clause?: Clause): string {
  if (!clause?.at) return id.slice(id.indexOf("/") + 1);
  // Several clauses were cut from one article; the letter tells them apart.
  return clause.at.replace("、", ".") + (/\d([a-z])$/.exec(id)?.[1] ?? "");
}
