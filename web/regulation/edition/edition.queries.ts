// The questions about one edition beside another, and what may be done with it.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { acknowledge, compareEditions, listAcknowledgements, moveCases } from "#api/edition.ts";
import { putEdition } from "#api/regulation.ts";
import { call } from "../../call.ts";
import { useIntent } from "../../intent.ts";

export const comparisonQuery = (key: string, date: string, other: string) =>
  queryOptions({
    queryKey: ["regulation", "compare", key, date, other],
    queryFn: () => call(compareEditions, { params: { key, date }, query: { with: other } }),
  });
export const acknowledgementsQuery = (key: string, date: string) =>
  queryOptions({
    queryKey: ["regulation", "acknowledgements", key, date],
    queryFn: () => call(listAcknowledgements, { params: { key, date } }),
  });

export function useAcknowledge(key: string, date: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(acknowledge, { params: { key, date }, body: {} }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["counts"] });
      return client.invalidateQueries({ queryKey: ["regulation"] });
    },
  });
}

type Move = { cases: "all" | string[]; reason: string };
export function useMove(key: string, date: string) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: Move) =>
      call(moveCases, { params: { key, date }, body, intent: intent.key({ key, date, ...body }) }),
    onSuccess: () => {
      intent.done();
      for (const noun of ["regulation", "case", "obligation"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}

export type Put = { date: string; yaml: string; reason: string; draft: boolean; signBy?: string };
export function usePut(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ date, yaml, reason, draft, signBy }: Put) =>
      call(putEdition, {
        params: { key, date },
        query: { draft: draft ? "true" : undefined, signBy: signBy || undefined },
        yaml,
        reason,
      }),
    onSuccess: async () => {
      const stale = ["regulation", "clause", "rules", "words", "directory"];
      await Promise.all(stale.map((noun) => client.invalidateQueries({ queryKey: [noun] })));
    },
  });
}
