// One act on a paper of a matter; fields of the matter that it fills are resolved as in any amendment.
import { z } from "zod";
import { actionInputs } from "#api/action.ts";
import type { CaseWhole } from "#api/case.ts";
import { decideCasePaper, paperOf } from "#domain/case/paper.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import type { PaperCommand } from "#domain/paper/command.ts";
import { partFields } from "#domain/paper/decide.ts";
import { amendable } from "#domain/paper/field.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { type Facts, type Refusal, refuse } from "#domain/stream/event.ts";
import { withPhrases } from "#server/china/phrases.ts";
import { standingIn } from "#server/http/matter/standing.ts";
import { ProblemError, shapeProblem } from "#server/http/problem.ts";
import type { Change, Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import { paperActor } from "#server/paper/actor.ts";
import { withNumber } from "#server/paper/number.ts";
import { stale } from "../act.ts";
import { answerCase } from "../answer.ts";
import { resolve } from "../input.ts";

export type PaperAct = {
  id: string;
  key: string;
  command: PaperCommand;
  me: string;
  version: number | null;
};
type Answered = Verdict<{ status: number; body: CaseWhole }>;

/** The matter's own fields must look as they do in any other amendment. */
const checked = (amends: Facts): Facts => {
  const parsed = z.object({ fields: actionInputs.amend }).safeParse({ fields: amends });
  if (parsed.success) return parsed.data.fields as Facts;
  throw new ProblemError(shapeProblem(parsed.error));
};

/** What filling changes of the matter, references resolved; what no form amends is refused. */
const amendment = async (
  unit: Unit,
  running: RunningPaper,
  matter: Facts,
  fields: Facts,
  me: string,
): Promise<{ own: Facts; input: Facts; also: Change[] } | { refused: Refusal }> => {
  const { own, amends } = partFields(running, matter, fields);
  const fixed = Object.keys(amends).find((f) => !amendable.includes(f));
  if (fixed !== undefined) {
    const name = running.paper.fields.find((f) => f.field === fixed)?.name ?? fixed;
    const values = { field: name, paper: running.paper.name };
    return refuse("invalid", "paper-field-of-matter", {
      field: `fields.${fixed}`,
      clause: running.clause,
      values,
    });
  }
  const resolved = await resolve(unit, "amend", checked(amends), me);
  return "refused" in resolved ? resolved : { own, input: resolved.input, also: resolved.also };
};

/** Decides an act on a paper inside a unit of work that holds its matter. */
export const actOnPaper = async (unit: Unit, seen: Seen | undefined, act: PaperAct): Promise<Answered> => {
  const { organisation } = unit.directory;
  const member = memberOf(organisation, act.me);
  if (seen?.kind !== "case" || !member) return refuse("unknown", "case-unknown");
  const by = actorOf(organisation, member);
  const acting = { member: act.me, action: `paper.${act.command.act}` };
  const s = await standingIn(unit, act.id, seen.history.events, seen.derived, acting);
  const conflict = stale(unit, s, act.version);
  if (conflict) return conflict;
  const running = paperOf(s, act.key);
  if (!running) return refuse("unknown", "paper-unknown");
  let { command } = act;
  let amends: Facts = {};
  let also: Change[] = [];
  if (command.act === "fill") {
    const parted = await amendment(unit, running, s.state, command.fields, act.me);
    if ("refused" in parted) return parted;
    command = { act: "fill", fields: parted.own };
    amends = parted.input;
    also = parted.also;
  }
  const { postsOf, known } = paperActor(organisation, by, true);
  const decision = decideCasePaper(s, {
    key: act.key,
    command,
    amends,
    by,
    postsOf,
    ...(known && { known }),
  });
  if ("refused" in decision) return decision;
  const written = withPhrases(unit.directory, s.state, decision.accepted);
  const events = await withNumber(unit, running, s.state.papers[act.key], written);
  return {
    changes: [...also, { stream: act.id, kind: "case", events }],
    answer: async (done) => ({ status: 200, body: await answerCase(done, act.id, by) }),
  };
};
