// What was found at a step, in words.
import { t } from "i18next";
import type { Step } from "#api/checklist.ts";
import { fullInWords } from "../time.ts";

/** Step → the text for what was counted there; several where the finding differs in kind. */
const variants: Record<string, (facts: Step["facts"]) => string> = {
  hours: ({ always, missing }) => (missing ? "missing" : always ? "always" : "set"),
  departments: ({ n }) => (n ? "some" : "none"),
  posts: ({ desks, vacant }) => (!desks ? "noDesk" : vacant ? "vacant" : "some"),
  staff: ({ n, unused, desk }) => (Number(n) < 2 ? "alone" : !desk ? "noDesk" : unused ? "unused" : "some"),
  regulations: ({ n }) => (n ? "some" : "none"),
  roles: ({ n, head }) => (!n ? "none" : head ? "head" : "some"),
  figures: ({ n, waiting }) => (!n ? "none" : waiting ? "waiting" : "some"),
  delivery: ({ n }) => (n ? "some" : "none"),
  backup: ({ at, alone }) => (at ? "some" : alone ? "none" : "shared"),
  first: ({ n }) => (n ? "some" : "none"),
};

/** One sentence about how a step stands, from what the server counted. */
export function foundOf(step: Step): string {
  const { name, facts } = step;
  const made = typeof facts.at === "string" && facts.at ? { time: fullInWords(Date.parse(facts.at)) } : {};
  const plain = step.done && !step.settled ? "done" : "open";
  return t(`setupList.found.${name}.${variants[name]?.(facts) ?? plain}`, { ...facts, ...made });
}
