// The editions of one regulation that an organisation adopted, each with the day from which it applies.
import {
  accept,
  asText,
  type Decision,
  type Facts,
  refuse,
  type StreamEvent,
  type StreamKind,
} from "#domain/stream/event.ts";

export type Edition = {
  /** Local date; null is from the beginning. */ date: string | null;
  draft: boolean;
  yaml: string;
};
export type EditionsState = Facts & { key: string; title: string; editions: Edition[] };

const initial: EditionsState = { key: "", title: "", editions: [] };

const byDate = (a: Edition, b: Edition): number => (a.date ?? "").localeCompare(b.date ?? "");

const evolve = (s: EditionsState, e: StreamEvent): EditionsState => {
  if (e.type !== "regulation.adopted" && e.type !== "regulation.edition-published") return s;
  const edition = {
    date: asText(e.data.date),
    draft: e.data.draft === true,
    yaml: asText(e.data.yaml) ?? "",
  };
  const others = s.editions.filter((x) => x.date !== edition.date);
  return {
    key: asText(e.data.key) ?? s.key,
    title: asText(e.data.title) ?? s.title,
    editions: [...others, edition].sort(byDate),
  };
};

export const regulationKind: StreamKind<EditionsState> = {
  name: "regulation",
  initial,
  evolve,
  personal: {},
};

/** The edition in force on a local date; before the first one, the earliest. */
export const inForce = (s: EditionsState, date: string): Edition | undefined => {
  const published = s.editions.filter((e) => !e.draft);
  return published.findLast((e) => e.date === null || e.date <= date) ?? published[0];
};

export const editionName = (date: string | null): string => date ?? "beginning";

/** Finds an edition by the name under which streams are pinned to it. */
export const editionOf = (s: EditionsState, name: string): Edition | undefined =>
  s.editions.find((e) => editionName(e.date) === name);

export type EditionStatus = "draft" | "coming" | "in-force" | "past";
export const editionStatus = (s: EditionsState, e: Edition, today: string): EditionStatus => {
  if (e.draft) return "draft";
  if (e.date !== null && e.date > today) return "coming";
  return inForce(s, today) === e ? "in-force" : "past";
};

/**
 * Decides a new edition: dated today (in force at once) or later; one that is in force already is never replaced,
 * since matters stand under it.
 */
export const publish = (
  s: EditionsState,
  edition: { date: string; yaml: string; title: string; draft: boolean; reason: string },
  today: string,
): Decision => {
  if (edition.date < today) return refuse("conflict", "edition-past", { field: "date", values: { today } });
  const there = s.editions.find((e) => e.date === edition.date);
  if (there && !there.draft && edition.date <= today)
    return refuse("conflict", "edition-in-force", { field: "date" });
  return accept({ type: "regulation.edition-published", data: edition });
};
