// Which questions are asked again after a change, and when: soon for whom it concerns, never one round into the other.
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * What the server told: the kind of stream and which one. `mine`: it changes what the reader has to do;
 * `within`: how many milliseconds everybody else may take.
 */
export type Change = { about: string; id?: string; within?: number; mine?: boolean };

/** Which questions the change of which stream makes stale; a word that is not here makes all of them so. */
const touches: Record<string, string[]> = {
  case: ["case", "paper", "obligation", "counts", "customer", "notice", "rehearsal"],
  paper: ["paper", "obligation", "counts", "notice"],
  obligation: ["case", "obligation", "counts"],
  approval: ["approval", "case", "obligation", "counts", "notice"],
  duty: ["duty", "paper", "obligation", "counts", "notice", "rehearsal"],
  agenda: ["rehearsal"],
  notice: ["notice"],
  delivery: ["delivery"],
  customer: ["customer"],
  regulation: ["regulation", "clause", "rules", "directory"],
};
export const everything = "everything";

/** Changes come in bursts (a case and its obligations); each question is asked again once. */
const soonMs = 250;
/** A round that hangs is not waited for any longer. */
const patienceMs = 15_000;

/** Of what has a page of its own (`one`) only the changed ones are stale; null is all of them. */
type Stale = Map<string, Set<string> | null>;

function isStale(stale: Stale, [noun, what, id]: QueryKey): boolean {
  if (stale.has(everything)) return true;
  const ones = stale.get(String(noun));
  return ones !== undefined && (ones === null || what !== "one" || ones.has(String(id)));
}

function add(stale: Stale, { about, id }: Change): void {
  for (const noun of touches[about] ?? [everything]) {
    const ones = stale.get(noun);
    if (noun !== about || id === undefined) stale.set(noun, null);
    else if (ones !== null) stale.set(noun, (ones ?? new Set()).add(id));
  }
}

/** Whether a window that nobody sees waits with its questions until it is seen. */
type Sight = { hidden: () => boolean; seen: (then: () => void) => void };
const sightOfPage: Sight = {
  hidden: () => document.hidden,
  seen: (then) =>
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) then();
    }),
};

/**
 * Takes in changes and has the questions that they touch asked again.
 * With many windows open those whom a change does not concern spread over the time that the server gives them, and a
 * round begins only when the one before has ended and had its rest: an answer is never thrown away for a newer question.
 */
export function gather(client: QueryClient, sight: Sight = sightOfPage): (change: Change) => void {
  const stale: Stale = new Map();
  let asking = false;
  let rested = 0;
  let due = Number.POSITIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let within = 0;

  const ask = async () => {
    if (asking || sight.hidden()) return;
    asking = true;
    due = Number.POSITIVE_INFINITY;
    const round = new Map(stale);
    stale.clear();
    const from = performance.now();
    const hung = new Promise((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([
      client.invalidateQueries({ predicate: (query) => isStale(round, query.queryKey) }),
      hung,
    ]);
    const to = performance.now();
    // The slower the server answers, the more seldom it is asked.
    rested = to + Math.max(within / 5, 4 * Math.min(to - from, patienceMs / 5));
    asking = false;
    if (stale.size > 0) plan();
  };
  const plan = () => {
    clearTimeout(timer);
    if (!asking) timer = setTimeout(ask, Math.max(0, due - performance.now(), rested - performance.now()));
  };
  sight.seen(() => stale.size > 0 && plan());

  return (change) => {
    add(stale, change);
    within = change.within ?? 0;
    const one = client.getQueryCache().find({ queryKey: [change.about, "one", change.id] });
    const near = change.mine || change.within === undefined || one?.isActive();
    const wish = performance.now() + soonMs + (near ? 0 : Math.random() * within);
    if (wish >= due) return;
    due = wish;
    plan();
  };
}
