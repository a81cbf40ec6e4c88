// The papers of a matter for one reader: those that its kind has, touched or not.
import type { CaseWhole } from "#api/case.ts";
import type { Actor } from "#domain/case/may.ts";
import type { Standing } from "#domain/case/standing.ts";
import { papersOn, type RunningPaper } from "#domain/paper/running.ts";
import type { Directory } from "#server/log/directory.ts";
import { paperActor } from "#server/paper/actor.ts";
import { type Looked, showPaper } from "#server/paper/show.ts";
import { customerText } from "#server/paper/writing.ts";

type Customer = CaseWhole["customer"];

/** One paper of a matter as a reader looks at it. */
export const lookedAt = (
  d: Directory,
  s: Standing,
  by: Actor,
  customer: Customer,
  running: RunningPaper,
): Looked => ({
  running,
  s: s.state.papers[running.paper.key],
  matter: s.state,
  by: paperActor(d.organisation, by, true),
  edition: s.state.editions[running.regulation] ?? "",
  customer: s.state.customer === null ? "" : customerText(customer),
});

export const papersOfCase = (d: Directory, s: Standing, by: Actor, customer: Customer): CaseWhole["papers"] =>
  papersOn(s.running, s.state.kind).map((p) => showPaper(d, lookedAt(d, s, by, customer, p)));
