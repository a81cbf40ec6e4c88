// One back-test: begun, asked for until it is done, ended before that.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { cancelBacktest, getBacktest, startBacktest } from "#api/backtest.ts";
import { call } from "../../call.ts";
import { useIntent } from "../../intent.ts";

export type Wish = { edition: string; from: string; to: string; lead: string };

export function useBacktest(regulation: string, job: string | undefined, began: (id: string) => unknown) {
  const client = useQueryClient();
  const intent = useIntent();
  const [lead, setLead] = useState("");
  const key = (id: string | undefined) => ["backtest", regulation, id];
  const asked = useQuery({
    queryKey: key(job),
    queryFn: () => call(getBacktest, { params: { key: regulation, id: job! } }),
    enabled: job !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? 1000 : false),
  });
  const start = useMutation({
    mutationFn: ({ edition, from, to }: Wish) =>
      call(startBacktest, {
        params: { key: regulation },
        body: { edition, from, to, wait: 2 },
        intent: intent.key({ regulation, edition, from, to }),
      }),
    onSuccess: (made, wish) => {
      intent.done();
      setLead(wish.lead);
      client.setQueryData(key(made.id), made);
      void began(made.id);
    },
  });
  const cancel = useMutation({
    mutationFn: () => call(cancelBacktest, { params: { key: regulation, id: job! } }),
    onSuccess: (ended) => client.setQueryData(key(job), ended),
  });
  return {
    result: asked.data,
    running: start.isPending || asked.data?.state === "running",
    error: start.error ?? cancel.error ?? asked.error,
    start: start.mutate,
    cancel: () => cancel.mutate(),
    lead,
  };
}
