// How matters live on the server: their regulations, their views, what follows a breach.
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { ownerNow } from "#domain/case/owner.ts";
import type { Owner } from "#domain/obligation/obligation.ts";
import { asText } from "#domain/stream/event.ts";
import type { Module, Reaction } from "#server/log/world.ts";
import { project } from "./project.ts";

export const caseModule: Module<CaseState> = {
  kind: caseKind,
  // A matter stays under the editions in force when it was registered.
  ground: (directory, events) => ({
    running: directory.running((events[0]?.data.editions ?? {}) as Record<string, string>),
    calendar: directory.calendar,
  }),
  project,
  personOf: (directory, derived, owner) => ownerNow(directory.organisation, derived.state, owner as Owner),
  reactions: (t) => {
    const rules = t.directory.running(t.after.state.editions).flatMap((r) => r.rules);
    return t.fresh.flatMap((e): Reaction[] => {
      if (e.type !== "obligation.breached") return [];
      const clause = asText(e.data.clause);
      const effects = rules.find((r) => r.clause === clause)?.otherwise ?? [];
      return effects.map((effect, n) => ({
        seq: e.seq,
        reaction: `escalate:${n}`,
        data: { role: effect.escalate, clause, obligation: asText(e.data.obligation) },
      }));
    });
  },
};
