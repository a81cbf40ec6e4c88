// The acts on record, asked again of an edition's gates as the matter stood before each of them.
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { pastTense } from "#domain/case/decide.ts";
import type { Obligation } from "#domain/obligation/obligation.ts";
import { papersOn } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import { type Asked, askGates, type RunningGate } from "#domain/regulation/run/gate.ts";
import { asInstant, type Facts, type StreamEvent } from "#domain/stream/event.ts";

/** What one gate would have said to one act. */
export type Answered = { clause: string; refused: true } | { clause: string; steps: readonly Step[] };
/** The posts of which somebody would have had to consent. */
export type Step = readonly string[];

export type Edition = {
  running: Running;
  /** By action: the gates that speak of it, without those that count what a back-test does not know. */
  gates: ReadonlyMap<string, readonly RunningGate[]>;
};

const actionOf = new Map([
  ...Object.entries(pastTense).map(([action, event]) => [`case.${event}`, `case.${action}`] as const),
  ["case.extension-asked", "case.extend"],
  ["case.extended", "case.extend"],
]);

/** An edition made ready to be asked again and again. */
export const editionOf = (running: Running): Edition => {
  const gates = new Map<string, RunningGate[]>();
  for (const gate of running.gates)
    if (gate.tallies.length === 0)
      for (const action of gate.actions) gates.set(action, [...(gates.get(action) ?? []), gate]);
  return { running, gates };
};

/** Whether some gate of these editions could speak to what is on record. */
export const asksAnything = (editions: readonly Edition[]): boolean =>
  editions.some((e) => [...actionOf.values()].some((action) => e.gates.has(action)));

const metBefore =
  (obligations: readonly Obligation[], event: StreamEvent) =>
  (clause: string): boolean => {
    const owed = obligations.filter((o) => o.clause === clause && o.trigger < event.seq);
    return owed.length > 0 && owed.every((o) => o.metAt !== null && o.metAt <= event.at);
  };

/** The command that made an event, as gates are asked of it. */
const inputOf = ({ type, data }: StreamEvent): Facts =>
  type === "case.extended" || type === "case.extension-asked"
    ? { clause: data.extends, until: asInstant(data.until) }
    : data;

const answers = (edition: Edition, asked: Asked): Answered[] =>
  (edition.gates.get(asked.action) ?? []).flatMap((gate): Answered[] => {
    // One by one, so that a refusal by one hides no approval by another.
    const answer = askGates([gate], asked);
    if ("refused" in answer) return [{ clause: gate.clause, refused: true }];
    if (!("approval" in answer)) return [];
    const steps = answer.approval.steps.flatMap((s) => (s.all ? s.of : [[...new Set(s.of.flat())]]));
    return [{ clause: gate.clause, steps }];
  });

/** An extension that was asked for and then granted is one act. */
const again = (event: StreamEvent): boolean =>
  event.type === "case.extended" && typeof event.data.approval === "string";

/**
 * Asks the gates of some editions of every act on record.
 * @param sides each edition with the matter's clocks under it
 * @param postsOf the posts of whoever acted
 * @param tell is called with the number of the edition and what its gate would have said
 */
export const replayActs = (
  sides: readonly { edition: Edition; obligations: readonly Obligation[] }[],
  events: readonly StreamEvent[],
  postsOf: (member: string) => readonly string[],
  tell: (side: number, answered: Answered) => void,
): void => {
  let state: CaseState = caseKind.initial;
  for (const event of events) {
    const action = actionOf.get(event.type);
    if (action && !again(event) && sides.some((s) => s.edition.gates.has(action))) {
      const input = inputOf(event);
      const labels = { ...state.labels, ...(input.labels as Facts | undefined) };
      const facts = { ...state, ...input, labels };
      const past = events.slice(0, event.seq - 1);
      for (const [n, { edition, obligations }] of sides.entries()) {
        const here = state;
        const paper = (key: string) => {
          const found = papersOn([edition.running], here.kind).find((p) => p.paper.key === key);
          return found ? paperStanding(found, here.papers[key], here) : null;
        };
        const met = metBefore(obligations, event);
        const asked = {
          action,
          facts,
          events: past,
          posts: postsOf(event.by),
          paper,
          met,
          counted: () => null,
        };
        for (const answered of answers(edition, asked)) tell(n, answered);
      }
    }
    state = caseKind.evolve(state, event);
  }
};
