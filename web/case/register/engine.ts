// The server's engine in the browser, loaded when a matter is registered.
import type { Registration } from "#api/case.ts";
import { getRules } from "#api/regulation.ts";
import { call } from "../../call.ts";

export type PreviewClock = {
  clause: string;
  says: string;
  owner: string | null;
  length: string | null;
  /** Epoch milliseconds. */
  dueAt: number | null;
};
type Preview = { previewClocks: (rules: unknown, draft: Registration, now: number) => PreviewClock[] };
export type Count = (draft: Registration, now: number) => PreviewClock[];

const found = import.meta.glob<Preview>("../../../domain/case/preview.ts");

export async function loadEngine(): Promise<Count> {
  const [engine, rules] = await Promise.all([Object.values(found)[0]?.(), call(getRules)]);
  return (draft, now) => engine?.previewClocks(rules, draft, now) ?? [];
}
