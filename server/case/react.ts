// What follows a breach: the matter is escalated, once, visible in its history with the clause.
import { type CaseState, isOpen } from "#domain/case/case.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Reactor } from "#server/log/outbox.ts";

/** `escalate`: the posts that stand for the role are told, and the matter says so. */
export const escalate: Reactor = (w) => ({
  streams: [w.stream],
  decide: (unit, seen) => {
    const matter = seen(w.stream);
    if (!matter || !isOpen(matter.derived.state as CaseState)) return refuse("rule", "wrong-state");
    const role = String(w.data.role);
    const to = postsOf(unit.directory.organisation)(role);
    const data = { to, role, clause: w.data.clause, obligation: w.data.obligation };
    const events = [{ type: "case.escalated", data, by: "clock" }];
    return { changes: [{ stream: w.stream, kind: "case", events, depth: w.depth }], answer: () => null };
  },
});
