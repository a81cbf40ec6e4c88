// An approval whose matter has ended meanwhile is voided, by the clock, visible in both.
import type { ApprovalState } from "#domain/approval/approval.ts";
import { refuse } from "#domain/stream/event.ts";
import type { Reactor } from "#server/log/outbox.ts";
import { comesToNothing } from "./decide.ts";

/** `void`: nothing is left to decide. */
export const voidApproval: Reactor = (w) => {
  const id = String(w.data.approval);
  return {
    streams: [id, w.stream],
    decide: (_, seen) => {
      const approval = seen(id)?.derived.state as ApprovalState | undefined;
      if (approval?.state !== "waiting") return refuse("rule", "approval-decided");
      const voided = { type: "approval.voided", data: {}, by: "clock" };
      return {
        changes: [
          { stream: id, kind: "approval", events: [voided], depth: w.depth },
          {
            stream: w.stream,
            kind: "case",
            events: [comesToNothing(approval, id, "voided", "clock")],
            depth: w.depth,
          },
        ],
        answer: () => null,
      };
    },
  };
};
