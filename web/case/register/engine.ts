// The server's engine in the browser, loaded when a matter is registered.
import { getRules } from "#api/regulation.ts";
import type { PreviewClock, Rules } from "#domain/case/preview.ts";
import type { LabelField } from "#domain/regulation/labels.ts";
import { call } from "../../call.ts";
import { type Draft, toRegistration } from "./draft.ts";

/** What the engine tells while a draft is being typed. */
export type Engine = {
  labels: (kind: string) => LabelField[];
  clocks: (draft: Draft, now: number) => PreviewClock[];
};

export async function loadEngine(): Promise<Engine> {
  const [{ previewer }, { labelFields }, answer] = await Promise.all([
    import("#domain/case/preview.ts"),
    import("#domain/regulation/labels.ts"),
    call(getRules),
  ]);
  const rules = answer as unknown as Rules;
  const count = previewer(rules);
  return {
    labels: (kind) => labelFields(rules.regulations, kind),
    clocks: (draft, now) => count(toRegistration(draft), now),
  };
}
