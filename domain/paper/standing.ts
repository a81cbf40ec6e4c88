// What a paper still lacks: fields that are blank, and signatures that are not there.
import type { Paper, PaperField, SignStep } from "#domain/regulation/file/paper.ts";
import { compileCondition } from "#domain/regulation/run/condition.ts";
import type { Facts } from "#domain/stream/event.ts";
import { isBlank, ofMatter } from "./field.ts";
import type { PaperState } from "./paper.ts";
import type { RunningPaper } from "./running.ts";

/** What stands in the paper's fields: its own, and the matter's as they are now or were when it was signed. */
export const valuesOf = (paper: Paper, s: PaperState | undefined, matter: Facts | null): Facts => {
  const from = s?.matter ?? matter;
  return Object.fromEntries(
    paper.fields.map((f) => [f.field, ofMatter(f, from) ? from?.[f.field] : s?.fields[f.field]]),
  );
};

/** The matter's fields that this paper shows, to be kept with a signature. */
export const snapshot = (paper: Paper, matter: Facts | null): Facts | null => {
  const shown = paper.fields.filter((f) => ofMatter(f, matter)).map((f) => f.field);
  if (shown.length === 0 || matter === null) return null;
  const also = shown.includes("customer") ? ["contact"] : [];
  return Object.fromEntries([...shown, ...also].map((f) => [f, matter[f] ?? null]));
};

const isEmpty = (f: PaperField, values: Facts, matter: Facts | null): boolean => {
  // A customer without phone and address cannot be reached, which is what the field is for.
  if (f.field === "customer" && ofMatter(f, matter) && typeof matter?.contact === "boolean")
    return !matter.contact;
  return isBlank(values[f.field]);
};

/** A paper's own fields hold plain values: no roles, no clauses. */
const noNames = { posts: () => [], clause: (id: string) => id };

/** A step that the paper asks for: signed, waiting, or not yet to be told whether it is needed. */
export type StepState = SignStep & { needed: boolean | null };

/** The steps in their order, without those whose condition does not hold. */
export const stepsOf = (paper: Paper, values: Facts): StepState[] =>
  (paper.sign ?? []).flatMap((step) => {
    const needed = compileCondition(step.while, {}, noNames)(values);
    return needed === false ? [] : [{ ...step, needed }];
  });

/** Nothing is kept in such a paper: it only shows the matter, and follows it. */
export const onlyShows = (paper: Paper, matter: Facts | null): boolean =>
  (paper.sign ?? []).length === 0 && paper.fields.every((f) => ofMatter(f, matter));

export type PaperStanding = {
  /** Needed fields that are blank. */
  blank: string[];
  /** Steps whose signature is missing, in their order. */
  unsigned: string[];
};

/**
 * What a paper lacks.
 * @param matter the facts of the matter on which it lives; null where it stands alone
 * @returns both lists empty for a paper that is complete; a voided one lacks everything
 */
export const paperStanding = (
  { paper }: Pick<RunningPaper, "paper">,
  s: PaperState | undefined,
  matter: Facts | null,
): PaperStanding => {
  const needed = paper.fields.filter((f) => !f.optional);
  if (s?.voided)
    return { blank: needed.map((f) => f.field), unsigned: (paper.sign ?? []).map((x) => x.step) };
  const values = valuesOf(paper, s, matter);
  const from = s?.matter ?? matter;
  const blank = needed.filter((f) => isEmpty(f, values, from)).map((f) => f.field);
  const signed = new Set(s?.signed.map((x) => x.step));
  return {
    blank,
    unsigned: stepsOf(paper, values)
      .map((x) => x.step)
      .filter((x) => !signed.has(x)),
  };
};

/** The step whose turn it is: none while a needed field is blank, or for what is complete or void. */
export const turnOf = (
  running: Pick<RunningPaper, "paper">,
  s: PaperState | undefined,
  matter: Facts | null,
): StepState | null => {
  const { blank, unsigned } = paperStanding(running, s, matter);
  if (!s || s.voided || s.filledAt === null || blank.length > 0) return null;
  return (
    stepsOf(running.paper, valuesOf(running.paper, s, matter)).find((x) => x.step === unsigned[0]) ?? null
  );
};

export type PaperStatus = "blank" | "filling" | "signing" | "completed" | "voided";

/** How far a paper is. */
export const statusOf = (
  running: Pick<RunningPaper, "paper">,
  s: PaperState | undefined,
  matter: Facts | null,
): PaperStatus => {
  if (s?.voided) return "voided";
  const { blank, unsigned } = paperStanding(running, s, matter);
  if (!onlyShows(running.paper, matter) && (s?.filledAt ?? null) === null) return "blank";
  if (blank.length === 0 && unsigned.length === 0) return "completed";
  if (s && s.signed.length > 0) return "signing";
  return blank.length === 0 ? "signing" : "filling";
};
