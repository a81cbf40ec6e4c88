// The questions about recurring duties, and what may be done to one.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { doDuty, dutyBoard, getDuty, noteDuty } from "#api/duty.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";

export const dutyQuery = (id: string) =>
  queryOptions({ queryKey: ["duty", "one", id], queryFn: () => call(getDuty, { params: { id } }) });

export type Filters = { clause?: string; owner?: string; from: string; to: string };

export const boardQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["duty", "board", filters],
    queryFn: () => call(dutyBoard, { query: filters }),
  });

const acts = { done: doDuty, note: noteDuty } as const;
export type ActName = keyof typeof acts;

export function useDutyAct(id: string, name: ActName) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (text: string) =>
      call(acts[name], { params: { id }, body: { text }, intent: intent.key({ id, name, text }) }),
    onSuccess: (duty) => {
      intent.done();
      client.setQueryData(["duty", "one", id], duty);
      for (const key of [["duty", "list"], ["duty", "board"], ["obligation"], ["counts"]])
        void client.invalidateQueries({ queryKey: key });
    },
  });
}
