// What a matter records when a request comes to nothing, and how that follows by itself.
import { statusAt } from "#domain/approval/due.ts";
import type { ApprovalState } from "#domain/approval/state.ts";
import { type NewEvent, refuse } from "#domain/stream/event.ts";
import type { Reactor } from "#server/log/outbox.ts";

export type Nothing = "refused" | "voided" | "expired" | "withdrawn";

/** What the matter records when its request comes to nothing. */
export const comesToNothing = (s: ApprovalState, id: string, how: Nothing, by: string): NewEvent => {
  if (s.action === "extend")
    return {
      type: "case.extension-refused",
      data: { approval: id, obligation: shortId(s), clause: s.clause, how },
      by,
    };
  return { type: `case.approval-${how}`, data: { approval: id, action: s.action, clause: s.clause }, by };
};

/** The obligation as the matter's own events name it, without the stream. */
const shortId = (s: ApprovalState): string => String(s.input.obligation ?? "").slice(s.case.length + 1);

/** `void`: a matter that has ended leaves nothing to decide; visible in both. */
export const voidApproval: Reactor = (w) => {
  const id = String(w.data.approval);
  return {
    streams: [id, w.stream],
    decide: (unit, seen) => {
      const approval = seen(id)?.derived.state as ApprovalState | undefined;
      const matter = seen(w.stream);
      // One whose time is over expires, though its wake-up has not fired yet.
      if (!matter || !approval || statusAt(approval, unit.directory.calendar, unit.now) !== "waiting")
        return refuse("rule", "approval-decided");
      const voided = { type: "approval.voided", data: {}, by: "clock" };
      const onMatter = comesToNothing(approval, id, "voided", "clock");
      return {
        changes: [
          { stream: id, kind: "approval", events: [voided], depth: w.depth },
          { stream: w.stream, kind: matter.kind, events: [onMatter], depth: w.depth },
        ],
        answer: () => null,
      };
    },
  };
};

/** `expire`: the matter hears that the time of a step is over and nothing was decided. */
export const expireRequest: Reactor = (w) => {
  const id = String(w.data.case);
  return {
    streams: [w.stream, id],
    decide: (_, seen) => {
      const approval = seen(w.stream)?.derived.state as ApprovalState | undefined;
      const matter = seen(id);
      if (!approval || !matter) return refuse("unknown", "unknown");
      const events = [comesToNothing(approval, w.stream, "expired", "clock")];
      return {
        changes: [{ stream: id, kind: matter.kind, events, depth: w.depth }],
        answer: () => null,
      };
    },
  };
};
