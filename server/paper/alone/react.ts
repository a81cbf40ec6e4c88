// What follows a breach on a paper that stands alone: it is escalated, once, with the clause.
import { postsOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Reactor } from "#server/log/outbox.ts";

/** `escalate-paper`: the posts that stand for the role are told, and the paper's history says so. */
export const escalatePaper: Reactor = (w) => ({
  streams: [w.stream],
  decide: (unit, seen) => {
    if (seen(w.stream)?.kind !== "paper") return refuse("unknown", "unknown");
    const role = String(w.data.role);
    const to = postsOf(unit.directory.organisation)(role);
    const data = { to, role, clause: w.data.clause, obligation: w.data.obligation };
    const events = [{ type: "paper.escalated", data, by: "clock" }];
    return { changes: [{ stream: w.stream, kind: "paper", events, depth: w.depth }], answer: () => null };
  },
});
