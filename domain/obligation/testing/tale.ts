// Random tales of a matter: anything may happen in any order, deadlines are hit on purpose, extensions are asked and answered.
import fc from "fast-check";
import type { Running } from "#domain/regulation/run/compile.ts";
import { filled, frontOffice, run, trial } from "#domain/regulation/testing/files.ts";
import type { Facts } from "#domain/stream/event.ts";
import { at } from "#domain/time/testing/calendars.ts";
import { Matter } from "./matter.ts";

/** Shapes that the real regulation lacks: pauses, warnings, repetition, escalation, own terms under pause. */
const odd = trial({
  1: "rule: { when: case.registered, must: case.resolved, who: desk, within: 2 days, warn: 4 hours, pause: [waiting] }",
  2: "rule: { when: case.noted, must: case.informed, who: desk, within: 1 hour, again: keep }",
  3: "rule: { when: case.forwarded, while: { severity: [minor, major] }, must: case.signed, who: trigger.department, within: 3 hours, again: restart, per: department, pause: [waiting], until: [case.returned] }",
  4: "rule: { when: [case.registered, case.reopened], while: { severity: { not: minor } }, must: [case.resolved, case.rejected], who: desk, within: { field: wantedBy, else: 3 days }, pause: [waiting], warn: 1 day }",
  5: "rule: { when: case.escalated, must: { steps: [case.noted, case.closed] }, who: chief, within: 5 hours }",
  6: "rule: { when: case.registered, while: { state: [registered, forwarded] }, must: case.forwarded, who: desk, within: 30 minutes }",
});
/** The real regulation, its blanks filled, and the odd one beside it. */
export const ground: readonly Running[] = [run(frontOffice, filled), run(odd)];

/** One happening: how long after the one before (or exactly when something falls due), what, and which. */
export type Happening = { gap: number | "due" | "after"; what: string; n: number };

const gaps = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 7_200_000 }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 * 86_400_000 }) },
  { weight: 2, arbitrary: fc.constantFrom<"due" | "after">("due", "after") },
);
const plain = "forwarded signed returned graded reported resolved rejected handed-back informed closed".split(
  " ",
);
const others =
  "noted reopened escalated term paused resumed resumed ask ask extended extended refused wake".split(" ");
const what = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...plain, ...others) },
  { weight: 1, arbitrary: fc.constant("withdrawn") },
);
export const happening: fc.Arbitrary<Happening> = fc.record({ gap: gaps, what, n: fc.nat(11) });
export const tale: fc.Arbitrary<Happening[]> = fc.array(happening, { maxLength: 25, size: "max" });
export const start: fc.Arbitrary<Facts> = fc.record(
  {
    severity: fc.constantFrom("minor", "important", "major"),
    wantedBy: fc.constantFrom("2026-11-18T12:00:00+08:00", "2026-11-30T12:00:00+08:00"),
    receivedAt: fc.constantFrom("2026-11-18T09:00:00+08:00", "2026-11-16T09:00:00+08:00"),
  },
  { requiredKeys: [] },
);

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;
const data = (type: string, n: number): Facts => {
  if (type === "graded") return { severity: pick(["minor", "important", "major"], n) };
  if (type === "reported" || type === "escalated") return { to: [pick(["manager", "gm", "ops"], n)] };
  if (type === "informed") return { means: pick(["phone", "email", "visit"], n) };
  if (type === "paused") return { reason: pick(["waiting", "waiting", "lunch"], n) };
  return { department: pick(["engineering", "security"], n), reason: "r" };
};

/** Tells a matter; requests that make no sense then (nothing to extend, nothing to answer) do nothing. */
export const tell = (
  first: Facts,
  tales: readonly Happening[],
  quiet: (what: string) => boolean = () => false,
): Matter => {
  const m = new Matter(ground).registers("2026-11-18 10:00", first);
  let asks: Facts[] = [];
  let paused = false;
  for (const h of tales) {
    if (quiet(h.what)) continue;
    const next = m.derived().next;
    const due = next === null ? m.now : next - (h.gap === "due" ? 1 : 0);
    const when = Math.max(m.now, typeof h.gap === "number" ? m.now + h.gap : due);
    if (h.what === "wake") m.wakes(when);
    else if (h.what === "term")
      m.does(when, "amended", { wantedBy: pick(["2026-11-20T08:00:00+08:00", null], h.n) });
    else if (h.what === "ask") asks = ask(m, when, h.n, asks);
    else if (h.what === "extended" || h.what === "refused") {
      const [answered, ...rest] = asks;
      asks = rest;
      if (answered) m.does(when, h.what === "extended" ? "extended" : "extension-refused", answered);
    } else if (h.what === "paused" || h.what === "resumed") {
      if (paused === (h.what === "resumed")) m.does(when, h.what, data(h.what, h.n));
      paused = h.what === "paused" || (paused && h.what !== "resumed");
    } else m.does(when, h.what, data(h.what, h.n));
  }
  return m;
};

const ask = (m: Matter, when: number, n: number, asks: Facts[]): Facts[] => {
  const open = m.obligations(when).filter((o) => o.state === "open" && o.dueAt !== null);
  if (open.length === 0) return asks;
  const o = pick(open, n);
  const approval = `a${m.events.filter((e) => e.type === "case.extension-asked").length}`;
  const until = new Date((o.dueAt ?? 0) + (n + 1) * 7_200_000).toISOString();
  const asked: Facts = { obligation: o.id, clause: o.clause, approval, until, reason: "r" };
  m.does(when, "extension-asked", asked);
  return [...asks, asked];
};

/** Long after everything fell due. */
export const end = at("2028-01-01 00:00");
