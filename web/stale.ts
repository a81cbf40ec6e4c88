// Which questions are asked again after a change, and when: soon for whom it concerns, never one round into the other.
import type { QueryClient, QueryKey } from "@tanstack/react-query";

/**
 * What the server told: the kind of stream and which one. `mine`: it changes what the reader has to do;
 * `within`: how many milliseconds all whom it concerns (or, where it is not mine, everybody else) may take.
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
const soonMs = 150;
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

/** When a round is wished for, and how long after the one before it may begin. */
type Wish = { due: number; within: number; rest: number };
const noWish = (): Wish => ({ due: Number.POSITIVE_INFINITY, within: 0, rest: 0 });

/**
 * Takes in changes and has the questions that they touch asked again.
 * Whom a change concerns asks soon. With many windows open all others spread over the time that the server gives them,
 * each at a moment chosen once: a moment chosen anew at every change would come the sooner the more changes there are.
 * A round begins only when the one before has ended and had its rest: an answer is never thrown away for a newer question.
 */
export function gather(client: QueryClient, sight: Sight = sightOfPage): (change: Change) => void {
  const stale: Stale = new Map();
  let asking = false;
  let ended = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const near = noWish();
  const far = noWish();

  const ask = async () => {
    if (asking || sight.hidden()) return;
    asking = true;
    near.due = far.due = Number.POSITIVE_INFINITY;
    const round = new Map(stale);
    stale.clear();
    const from = performance.now();
    const hung = new Promise((resolve) => setTimeout(resolve, patienceMs));
    await Promise.race([
      client.invalidateQueries({ predicate: (query) => isStale(round, query.queryKey) }),
      hung,
    ]);
    ended = performance.now();
    // The slower the server answers, the more seldom it is asked; by whom it concerns less than by others.
    const took = Math.min(ended - from, patienceMs / 5);
    near.rest = Math.max(near.within / 5, 2 * took);
    far.rest = Math.max(far.within / 5, 4 * took);
    asking = false;
    if (stale.size > 0) plan();
  };
  const plan = () => {
    clearTimeout(timer);
    if (asking) return;
    const [soon, late] = [near, far].map(({ due, rest }) => Math.max(due, ended + rest)) as [number, number];
    timer = setTimeout(ask, Math.max(0, Math.min(soon, late) - performance.now()));
  };
  sight.seen(() => stale.size > 0 && plan());

  return (change) => {
    add(stale, change);
    const within = change.within ?? 0;
    const one = client.getQueryCache().find({ queryKey: [change.about, "one", change.id] });
    const concerned = change.mine || change.within === undefined || one?.isActive();
    const wish = concerned ? near : far;
    // Whom it concerns by what is open, not by the server's word, is told the time of all others.
    if (!concerned || change.mine) wish.within = within;
    if (wish.due < Number.POSITIVE_INFINITY) return;
    // Where very many are concerned they do not all ask in the same moment.
    const spread = concerned ? (change.mine ? within / 20 : 0) : within;
    wish.due = performance.now() + soonMs + Math.random() * spread;
    plan();
  };
}
