// The door to one paper, wherever it lives: how it is filled, acted on and printed.
import { useMutation } from "@tanstack/react-query";
import type { z } from "zod";
import type { PaperActName, paperInputs } from "#api/paper.ts";
import { useIntent } from "../../intent.ts";
import { CallRefused, statusOf } from "../../problem.ts";
import type { Value } from "./typed.ts";

export type PaperWish =
  | { act: "fill"; fields: Record<string, Value> }
  | { [Name in PaperActName]: { act: Name; body: z.input<(typeof paperInputs)[Name]> } }[PaperActName];

export type PaperDoor = {
  /** Under which name what is typed is kept in this browser. */
  draft: string;
  /** The address of the printed paper. */
  pdf: string;
  /** Does what is wished, and renews what the page shows. */
  send: (wish: PaperWish, intent: string) => Promise<unknown>;
  /** Asks for the paper as it is now, since somebody else was faster. */
  renew: () => Promise<unknown>;
};

/** One wish at a time; `after` once it is carried out. */
export function usePaper(door: PaperDoor) {
  const intent = useIntent();
  return useMutation({
    mutationFn: (wish: PaperWish) => door.send(wish, intent.key([door.draft, wish])),
    onSuccess: () => intent.done(),
    onError: (error) => {
      if (statusOf(error) === 409) void door.renew();
    },
  });
}
export type Acting = ReturnType<typeof usePaper>;

/** What a refusal says of single fields, without the name of the part in which they stand. */
export function faultsOf(error: unknown): Record<string, string> {
  if (!(error instanceof CallRefused)) return {};
  const faults: Record<string, string> = {};
  for (const { field, message } of error.problem.errors ?? [])
    if (field) faults[field.replace(/^fields\./, "").replace(/\..*$/, "")] ??= message;
  return faults;
}
