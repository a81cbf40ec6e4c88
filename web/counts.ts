// The four counts at the desk's head and in the navigation, and what waits for a department's signature.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { listCases } from "#api/case.ts";
import { getCounts } from "#api/obligation.ts";
import { listPapers } from "#api/paper-alone.ts";
import { call } from "./call.ts";
import { useMe } from "./me.ts";

export const countsQuery = queryOptions({ queryKey: ["counts"], queryFn: () => call(getCounts) });

export type CountsKey = "mine" | "department" | "overdue" | "approvals" | "acknowledgements";

export function useCounts(): Record<CountsKey, string> | undefined {
  const counts = useQuery(countsQuery).data;
  if (!counts) return undefined;
  const said = ({ count, more }: { count: number; more: boolean }) => (more ? `${count}+` : String(count));
  return {
    mine: said(counts.mine),
    department: said(counts.department),
    overdue: said(counts.overdue),
    approvals: said(counts.approvals),
    acknowledgements: said(counts.acknowledgements),
  };
}

export const toSignQuery = (department: string | null) =>
  queryOptions({
    queryKey: ["case", "list", "to sign", department],
    queryFn: () =>
      call(listCases, { query: { state: "forwarded", department: department ?? "", limit: 50 } }),
    enabled: department !== null,
  });

/** How many matters were sent to my department and not signed for yet. */
export function useToSign(): string | undefined {
  const { department } = useMe().member;
  const sent = useQuery(toSignQuery(department)).data;
  return sent && `${sent.items.length}${sent.next ? "+" : ""}`;
}

export const turnsQuery = queryOptions({
  queryKey: ["paper", "list", "turns"],
  queryFn: () => call(listPapers, { query: { turn: "mine", limit: 50 } }),
});

/** How many papers wait for my signature. */
export function useTurns(): string | undefined {
  const mine = useQuery(turnsQuery).data;
  return mine && `${mine.items.length}${mine.next ? "+" : ""}`;
}
