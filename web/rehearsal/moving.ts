// Moving the rehearsal's clock: by a length, to an instant, or to whatever comes next.
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { advanceRehearsal, getRehearsal, resetRehearsal } from "#api/rehearsal.ts";
import { call } from "../call.ts";
import { setClock } from "../clock.ts";
import { useIntent } from "../intent.ts";

export const lengths = ["PT10M", "PT1H", "P1D", "P7D"] as const;
export type Move = { by: string } | { to: string } | { next: true };

const standingQuery = queryOptions({ queryKey: ["rehearsal"], queryFn: () => call(getRehearsal) });
export const useStanding = () => useQuery(standingQuery);

export function useAdvance() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: async (move: Move) => {
      if (!("next" in move)) return call(advanceRehearsal, { body: move, intent: intent.key(move) });
      // What comes next may have changed since it was shown.
      const { next, now } = await client.fetchQuery({ ...standingQuery, staleTime: 0 });
      return next === null
        ? { now, fired: [] }
        : call(advanceRehearsal, { body: { to: next }, intent: intent.key({ to: next }) });
    },
    onSuccess: ({ now }) => setClock(now, true),
    onSettled: () => {
      intent.done();
      return client.invalidateQueries();
    },
  });
}

export function useReset() {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (body: { at: string; regulations: string[] }) =>
      call(resetRehearsal, { body, intent: intent.key(body) }),
    onSuccess: ({ now }) => {
      intent.done();
      setClock(now, true);
      return client.invalidateQueries();
    },
  });
}
