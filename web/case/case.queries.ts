// The questions about cases, and doing an action to one.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ActionName } from "#api/action.ts";
import type { Approval } from "#api/approval.ts";
import { actOnCase, type CaseWhole, getCase } from "#api/case.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ["case", "one", id], queryFn: () => call(getCase, { params: { id } }) });

/** What an action answers: the case as it is now, or the approval that the action waits for. */
export type Acted = { done: CaseWhole } | { waits: Approval };

export type Act = { name: ActionName; body: Record<string, unknown>; version: number };

export function useAct(id: string) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: async ({ name, body, version }: Act): Promise<Acted> => {
      const key = intent.key({ id, name, body, version });
      const answer = await call(actOnCase, { params: { id, action: name }, body, version, intent: key });
      return "waitsFor" in (answer as object) ? { waits: answer as Approval } : { done: answer as CaseWhole };
    },
    onSuccess: async (acted) => {
      intent.done();
      if ("done" in acted) client.setQueryData(["case", "one", id], acted.done);
      else await client.invalidateQueries({ queryKey: ["case", "one", id] });
      void client.invalidateQueries({ queryKey: ["case", "list"] });
      for (const noun of ["obligation", "counts", "approval"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
