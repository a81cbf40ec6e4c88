// Acts on papers that stand alone: opened, filled, signed; and the answer for who acted.
import { randomUUID } from "node:crypto";
import type { PaperAlone } from "#api/paper-alone.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import type { PaperActor, PaperCommand } from "#domain/paper/command.ts";
import { decidePaper } from "#domain/paper/decide.ts";
import type { AloneState } from "#domain/paper/paper.ts";
import { isNamed, papersAlone, type RunningPaper } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import { askGates } from "#domain/regulation/run/gate.ts";
import { type Facts, type NewEvent, type Refusal, refuse, type StreamEvent } from "#domain/stream/event.ts";
import type { Done, Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { paperActor } from "../actor.ts";
import { withNumber } from "../number.ts";
import { definitionOf } from "./module.ts";
import { showAlone } from "./show.ts";

type Answered = Verdict<{ status: number; body: PaperAlone }>;
type Stood = {
  running: RunningPaper;
  editions: Record<string, string>;
  state: AloneState | null;
  events: readonly StreamEvent[];
};

/** Asks the gates of the paper's editions; of a matter there is nothing to be asked. */
const askRegulations = (unit: Unit, at: Stood, command: PaperCommand, by: PaperActor): Refusal | null => {
  const { act, ...said } = command;
  const papers = papersAlone(unit.directory.running(at.editions));
  const answer = askGates(
    unit.directory.running(at.editions).flatMap((r) => r.gates),
    {
      action: `paper.${act}`,
      facts: { ...said, paper: at.running.paper.key },
      events: at.events,
      posts: by.posts,
      paper: (key) => {
        const paper = papers.find((p) => p.paper.key === key);
        return paper ? paperStanding(paper, at.state?.papers[key], null) : null;
      },
      met: () => false,
      counted: () => null,
    },
  );
  if ("refused" in answer) {
    const { code, clause, fields = [] } = answer.refused;
    return refuse("rule", code, { clause, values: { fields: fields.join(" ") } }).refused;
  }
  return "approval" in answer ? refuse("rule", "paper-waits", { clause: answer.clause }).refused : null;
};

const decided = async (
  unit: Unit,
  at: Stood,
  command: PaperCommand,
  by: PaperActor,
): Promise<NewEvent[] | { refused: Refusal }> => {
  const s = at.state?.papers[at.running.paper.key];
  const decision = decidePaper(at.running, s, null, command, by);
  if ("refused" in decision) return decision;
  const refused = askRegulations(unit, at, command, by);
  if (refused) return { refused };
  return withNumber(unit, at.running, s, decision.accepted);
};

/** The paper after the turn, for who acted. */
export const answerOf =
  (id: string, me: string, status: number) =>
  (done: Done): { status: number; body: PaperAlone } => {
    const turned = done.appended.find((a) => a.opened.id === id)?.turned;
    if (!turned) throw new Error("The paper was not part of this unit of work.");
    const body = showAlone(done.unit, id, turned.events, turned.after, me);
    if (!body) throw new Error("The paper is no longer defined.");
    return { status, body };
  };

/** Opens a paper and fills it. */
export const open = async (
  unit: Unit,
  me: string,
  asked: { paper: string; fields: Facts },
): Promise<Answered> => {
  const { directory: d } = unit;
  const member = memberOf(d.organisation, me);
  if (!member) return refuse("forbidden", "may-not-anyone");
  const editions = d.inForceAt(unit.now);
  const running = papersAlone(d.running(editions)).find((p) => isNamed(p, asked.paper));
  if (!running) return refuse("rule", "paper-not-alone", { field: "paper", values: { value: asked.paper } });
  const at: Stood = { running, editions, state: null, events: [] };
  const command: PaperCommand = { act: "fill", fields: asked.fields };
  const events = await decided(unit, at, command, paperActor(d.organisation, member, true));
  if ("refused" in events) return events;
  const number = events.find((e) => e.data.number !== undefined)?.data.number;
  const data = {
    paper: running.paper.key,
    regulation: running.regulation,
    editions,
    ...(number === undefined ? {} : { number }),
  };
  const id = randomUUID();
  const change = { stream: id, kind: "paper", events: [{ type: "paper.opened", data }, ...events] };
  return { changes: [change], answer: answerOf(id, me, 201) };
};

/** Decides an act on a paper that stands alone, inside a unit of work that holds it. */
export const actOn = async (
  unit: Unit,
  seen: Seen | undefined,
  me: string,
  command: PaperCommand,
  version: number | null,
): Promise<Answered> => {
  const { directory: d } = unit;
  const member = memberOf(d.organisation, me);
  if (seen?.kind !== "paper" || !member) return refuse("unknown", "paper-unknown");
  const state = seen.derived.state as AloneState;
  const running = definitionOf(d, state);
  if (!running) return refuse("unknown", "paper-unknown");
  if (version !== null && version !== seen.history.events.length)
    return refuse("conflict", "paper-stale", { values: { version: seen.history.events.length } });
  const at: Stood = { running, editions: state.editions, state, events: seen.history.events };
  const events = await decided(unit, at, command, paperActor(d.organisation, member, true));
  if ("refused" in events) return events;
  return { changes: [{ stream: seen.id, kind: "paper", events }], answer: answerOf(seen.id, me, 200) };
};
