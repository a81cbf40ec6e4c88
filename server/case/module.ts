// How matters live on the server: their regulations, their views, what follows a breach.
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { ownerNow } from "#domain/case/owner.ts";
import { pinnedEditions } from "#domain/edition/pinned.ts";
import type { Owner } from "#domain/obligation/obligation.ts";
import { asText, type StreamEvent } from "#domain/stream/event.ts";
import type { Module, Reaction, Turned } from "#server/log/world.ts";
import { project } from "./project.ts";

/** What a clause says follows its breach. */
const escalations = (t: Turned<CaseState>, e: StreamEvent): Reaction[] => {
  if (e.type !== "obligation.breached") return [];
  const rules = t.directory.running(t.after.state.editions).flatMap((r) => r.rules);
  const clause = asText(e.data.clause);
  const effects = rules.find((r) => r.clause === clause)?.otherwise ?? [];
  const about = { clause, obligation: asText(e.data.obligation) };
  return effects.map((effect, n) => ({
    seq: e.seq,
    reaction: `escalate:${n}`,
    data: { role: effect.escalate, ...about },
  }));
};

/** A matter that is withdrawn or archived leaves nothing to decide: what still waits is voided. */
const voidings = (t: Turned<CaseState>, e: StreamEvent): Reaction[] => {
  if (e.type !== "case.withdrawn" && e.type !== "case.closed") return [];
  const waiting = new Set<string>();
  for (const past of t.events) {
    const approval = asText(past.data.approval);
    if (approval === null) continue;
    if (past.type === "case.extension-asked" || past.type === "case.approval-asked") waiting.add(approval);
    else waiting.delete(approval);
  }
  return [...waiting].map((approval) => ({ seq: e.seq, reaction: `void:${approval}`, data: { approval } }));
};

export const caseModule: Module<CaseState> = {
  kind: caseKind,
  // A matter stays under the editions and figures of the day it was registered, unless somebody moves it.
  ground: (directory, events) => ({
    running: directory.running(pinnedEditions(events), events[0]?.recordedAt),
    calendar: directory.calendar,
  }),
  project,
  personOf: (directory, derived, owner) => ownerNow(directory.organisation, derived.state, owner as Owner),
  reactions: (t) => t.fresh.flatMap((e) => [...escalations(t, e), ...voidings(t, e)]),
};
