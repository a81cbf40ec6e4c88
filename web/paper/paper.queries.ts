// The questions about papers: the forms adopted, one that stands alone, what waits for my signature.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  actOnPaper,
  fillPaper,
  getPaper,
  getPaperPdf,
  listPaperForms,
  type PaperAlone,
  type paperForm,
} from "#api/paper-alone.ts";
import { listRegulations } from "#api/regulation.ts";
import { address, call } from "../call.ts";
import type { PaperDoor } from "../ui/paper/door.ts";

export type PaperForm = z.infer<typeof paperForm>;

export const formsQuery = queryOptions({
  queryKey: ["regulation", "paper forms"],
  queryFn: () => call(listPaperForms),
  staleTime: 300_000,
});

export const regulationsQuery = queryOptions({
  queryKey: ["regulation", "titles"],
  queryFn: () => call(listRegulations, { query: { limit: 200 } }),
  staleTime: 300_000,
});

export const paperQuery = (id: string) =>
  queryOptions({ queryKey: ["paper", "one", id], queryFn: () => call(getPaper, { params: { id } }) });

/** How it is named where another regulation has a form of the same key. */
export const nameOfForm = (form: PaperForm): string => `${form.regulation}/${form.key}`;
export const standsAlone = (form: PaperForm): boolean => form.of.length === 0;

export function useDoor(of: PaperAlone): PaperDoor {
  const client = useQueryClient();
  const params = { id: of.id };
  return {
    draft: `draft/paper/${of.id}`,
    pdf: address(getPaperPdf.path, params),
    renew: () => client.invalidateQueries({ queryKey: ["paper", "one", of.id] }),
    send: async (wish, intent) => {
      const done =
        wish.act === "fill"
          ? await call(fillPaper, { params, body: { fields: wish.fields }, intent })
          : await call(actOnPaper, {
              params: { ...params, act: wish.act },
              body: wish.body,
              version: of.version,
              intent,
            });
      client.setQueryData(["paper", "one", of.id], done);
      void client.invalidateQueries({ queryKey: ["paper", "list"] });
      for (const noun of ["obligation", "counts"]) void client.invalidateQueries({ queryKey: [noun] });
    },
  };
}
