// What may be done to a paper of a duty: as to any paper, by whoever sees to the duty; gates are asked.
import { refuseByClause } from "#domain/case/standing.ts";
import type { PaperActor, PaperCommand } from "#domain/paper/command.ts";
import { decidePaper } from "#domain/paper/decide.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { type Decision, type Facts, refuse } from "#domain/stream/event.ts";
import { askDuty, type DutyStanding } from "./decide.ts";

/** What gates are told of an act: which paper, and the step, copy or reason that it names. */
const named = (key: string, command: PaperCommand): Facts => {
  const { act: _, ...said } = command;
  return { paper: key, ...said };
};

/** The paper of a duty by its key. */
export const paperOf = (s: DutyStanding, key: string): RunningPaper | undefined =>
  s.papers.find((p) => p.paper.key === key);

/** Decides an act on a paper of a duty. */
export const decideDutyPaper = (
  s: DutyStanding,
  key: string,
  command: PaperCommand,
  by: PaperActor,
): Decision => {
  const running = paperOf(s, key);
  if (!running) return refuse("unknown", "paper-unknown");
  const decision = decidePaper(running, s.derived.state.papers[key], null, command, by);
  if ("refused" in decision) return decision;
  const answer = askDuty(s, `paper.${command.act}`, named(key, command), by.posts);
  if ("refused" in answer) return refuseByClause(answer.refused);
  return "approval" in answer ? refuse("rule", "paper-waits", { clause: answer.clause }) : decision;
};
