// What the regulations' gates are told of a matter.
import { papersOn } from "#domain/paper/running.ts";
import { paperStanding } from "#domain/paper/standing.ts";
import { type Asked, askGates, type GateAnswer } from "#domain/regulation/run/gate.ts";
import { type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import type { CaseCommand, Standing } from "./standing.ts";

type Command = Pick<CaseCommand, "action" | "input" | "by" | "approvedBy">;

/** The question that a command on a matter puts to the gates; a full name (`paper.sign`) stands for itself. */
const askedOf = (s: Standing, command: Command): Asked => {
  const papers = papersOn(s.running, s.state.kind);
  const labels = { ...s.state.labels, ...(command.input.labels as Facts | undefined) };
  return {
    action: command.action.includes(".") ? command.action : `case.${command.action}`,
    facts: { ...s.state, ...command.input, labels },
    events: s.events,
    posts: command.by.posts,
    paper: (key) => {
      const paper = papers.find((p) => p.paper.key === key);
      return paper ? paperStanding(paper, s.state.papers[key], s.state) : null;
    },
    met: (clause) => {
      const owed = s.obligations.filter((o) => o.clause === clause);
      return owed.length > 0 && owed.every((o) => o.state === "met" || o.state === "late");
    },
    counted: s.counted,
    approvedBy: command.approvedBy,
  };
};

/** Asks the regulations' gates for an action. */
export const askRegulations = (s: Standing, command: Command): GateAnswer =>
  askGates(
    s.running.flatMap((r) => r.gates),
    askedOf(s, command),
  );

/** Labels must be those that a regulation in force defines. */
export const labelFault = (s: Pick<Standing, "running">, kind: string, input: Facts): Refusal | null => {
  const known = s.running.flatMap((r) => r.labels).filter((l) => l.of?.includes(kind) ?? true);
  for (const [field, value] of Object.entries((input.labels ?? {}) as Facts)) {
    const values = known.filter((l) => l.field === field).flatMap((l) => l.values);
    if (!values.includes(String(value)))
      return refuse("rule", "label-unknown", { field: `labels.${field}`, values: { value: String(value) } })
        .refused;
  }
  return null;
};
