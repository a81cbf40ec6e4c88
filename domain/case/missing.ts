// The form's fields that are still blank.
import { papersOn } from "#domain/paper/running.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import type { CaseState } from "./case.ts";

const blank: Record<string, (s: CaseState) => boolean> = {
  description: (s) => s.description.trim() === "",
  customer: (s) => !s.contact,
  occurredAt: (s) => s.occurredAt === null,
  place: (s) => !s.place?.trim(),
  against: (s) => s.against === null,
  demand: (s) => !s.demand?.trim(),
  amount: (s) => s.amount === null,
  wantedBy: (s) => s.wantedBy === null,
};

/** Fields every matter wants, whatever its form. */
const always = ["description", "customer"];

/** Names of the blank fields: what every matter wants and what the forms of its kind demand. */
export const missingFields = (s: CaseState, running: readonly Running[]): string[] => {
  // What a paper takes from the matter; its own fields are filled on the paper itself.
  const taken = papersOn(running, s.kind)
    .flatMap((p) => p.paper.fields)
    .filter((f) => f.type === undefined && !f.optional);
  const wanted = [...new Set([...taken.map((f) => f.field), ...always])];
  const demanded = running
    .flatMap((r) => r.labels)
    .filter((l) => l.required && (l.of?.includes(s.kind) ?? true));
  const unlabelled = [...new Set(demanded.map((l) => l.field))].filter((f) => s.labels[f] === undefined);
  return [...wanted.filter((f) => blank[f]?.(s) ?? false), ...unlabelled.map((f) => `labels.${f}`)];
};
