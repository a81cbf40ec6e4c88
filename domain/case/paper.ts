// Papers of a matter: what they show of it is amended there, the rest is their own; gates are asked as for any act.
import type { PaperCommand } from "#domain/paper/command.ts";
import { decidePaper } from "#domain/paper/decide.ts";
import type { Known } from "#domain/paper/field.ts";
import { papersOn, type RunningPaper } from "#domain/paper/running.ts";
import type { PostsOf } from "#domain/regulation/run/condition.ts";
import { accept, type Decision, type Facts, type NewEvent, refuse } from "#domain/stream/event.ts";
import { askRegulations } from "./asked.ts";
import { caseKind } from "./case.ts";
import { decide } from "./decide.ts";
import type { Actor } from "./may.ts";
import { refuseByClause, type Standing } from "./standing.ts";

export type CasePaperAct = {
  key: string;
  command: PaperCommand;
  /** Fields of the matter that filling the paper changes, references resolved; `partFields` parts them. */
  amends?: Facts;
  by: Actor;
  /** `regulation/role` → posts. */
  postsOf: PostsOf;
  known?: Known;
};

/** The paper of a matter by its key, or undefined where its kind has none such. */
export const paperOf = (s: Standing, key: string): RunningPaper | undefined =>
  papersOn(s.running, s.state.kind).find((p) => p.paper.key === key);

const amend = (s: Standing, amends: Facts, by: Actor): Decision => {
  if (Object.keys(amends).length === 0) return accept();
  const decision = decide(s, { action: "amend", input: amends, by, approval: "" });
  // Correcting a matter by its form is one act: it cannot wait for somebody half-way.
  return "waits" in decision ? refuse("rule", "paper-waits", { clause: decision.waits.clause }) : decision;
};

const amended = (s: Standing, events: readonly NewEvent[]): Standing["state"] =>
  events.reduce(
    (state, e) => caseKind.evolve(state, { seq: 0, at: s.now, recordedAt: s.now, by: "", ...e }),
    s.state,
  );

/** What gates are told of an act: which paper, and the step or copy that it names. */
const named = (key: string, command: PaperCommand): Facts => ({
  paper: key,
  ...("step" in command ? { step: command.step } : {}),
  ...("copy" in command ? { copy: command.copy } : {}),
  ...("reason" in command ? { reason: command.reason } : {}),
});

/**
 * Decides an act on a paper of a matter.
 * @returns events for the matter's stream, among them what amends it; or a refusal that names the clause
 */
export const decideCasePaper = (s: Standing, act: CasePaperAct): Decision => {
  const running = paperOf(s, act.key);
  if (!running) return refuse("unknown", "paper-unknown");
  if (s.state.state === "withdrawn") return refuse("rule", "wrong-state", { values: { state: "withdrawn" } });
  const first = amend(s, act.amends ?? {}, act.by);
  if ("refused" in first) return first;
  const now: Standing = { ...s, state: amended(s, first.accepted) };
  const { id, posts } = act.by;
  const actor = { id, posts, mayAct: true, postsOf: act.postsOf, ...(act.known ? { known: act.known } : {}) };
  const decision = decidePaper(running, now.state.papers[act.key], now.state, act.command, actor);
  if ("refused" in decision) return decision;
  const answer = askRegulations(now, {
    action: `paper.${act.command.act}`,
    input: named(act.key, act.command),
    by: act.by,
  });
  if ("refused" in answer) return refuseByClause(answer.refused);
  if ("approval" in answer) return refuse("rule", "paper-waits", { clause: answer.clause });
  return accept(...first.accepted, ...decision.accepted);
};
