// The four counts at the desk's head and in the navigation.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { getCounts } from "#api/obligation.ts";
import { call } from "./call.ts";

export const countsQuery = queryOptions({ queryKey: ["counts"], queryFn: () => call(getCounts) });

export type CountsKey = "mine" | "department" | "overdue" | "approvals";

export function useCounts(): Record<CountsKey, string> | undefined {
  const counts = useQuery(countsQuery).data;
  if (!counts) return undefined;
  const said = ({ count, more }: { count: number; more: boolean }) => (more ? `${count}+` : String(count));
  return {
    mine: said(counts.mine),
    department: said(counts.department),
    overdue: said(counts.overdue),
    approvals: said(counts.approvals),
  };
}
