// The server's engine in the browser, loaded when a matter is registered.
import { getRules } from "#api/regulation.ts";
import type { PreviewClock, Rules } from "#domain/case/preview.ts";
import { call } from "../../call.ts";
import { type Draft, toRegistration } from "./draft.ts";

export type Count = (draft: Draft, now: number) => PreviewClock[];

export async function loadEngine(): Promise<Count> {
  const [{ previewer }, rules] = await Promise.all([import("#domain/case/preview.ts"), call(getRules)]);
  const count = previewer(rules as unknown as Rules);
  return (draft, now) => count(toRegistration(draft), now);
}
