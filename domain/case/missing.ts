// The form's fields that are still blank.
import type { Running } from "#domain/regulation/compile.ts";
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
  const forms = running.flatMap((r) => r.papers).filter((p) => p.of === s.kind);
  const wanted = [...new Set([...forms.flatMap((p) => p.fields), ...always])];
  return wanted.filter((f) => blank[f]?.(s) ?? false);
};
