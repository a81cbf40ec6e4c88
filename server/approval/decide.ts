// An approval decided: the waiting action is asked again under today's state and carried out, or voided.
import type { Approval } from "#api/approval.ts";
import { type ApprovalState, decideApproval } from "#domain/approval/approval.ts";
import type { CaseState } from "#domain/case/case.ts";
import { decide } from "#domain/case/decide.ts";
import { standingOf } from "#domain/case/standing.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { actorOf, memberOf } from "#domain/organisation/organisation.ts";
import { type NewEvent, refuse } from "#domain/stream/event.ts";
import { showApproval } from "#server/http/approval.ts";
import type { Change, Seen, Verdict } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";

type Answered = Verdict<{ status: number; body: Approval }>;

/** What the matter records when its request comes to nothing. */
export const comesToNothing = (
  s: ApprovalState,
  id: string,
  how: "refused" | "voided",
  by: string,
): NewEvent => {
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

/** The events of the matter when the request is granted, or null where today's state no longer allows it. */
const carryOut = (
  unit: Unit,
  matter: Seen,
  s: ApprovalState,
  id: string,
  approver: { id: string; posts: readonly string[] },
): NewEvent[] | null => {
  const o = unit.directory.organisation;
  const asker = memberOf(o, s.askedBy);
  if (!asker) return null;
  const derived = matter.derived as Derived<CaseState>;
  const running = unit.directory.running(derived.state.editions);
  const standing = standingOf(s.case, matter.history.events, derived, running, o, unit.now);
  const command = {
    action: s.action,
    input: s.input,
    by: actorOf(o, asker),
    approval: id,
    approvedBy: approver.posts,
  };
  const decision = decide(standing, command);
  if ("refused" in decision || "waits" in decision) return null;
  const done = decision.accepted.map((e) => ({
    ...e,
    by: asker.id,
    data: { ...e.data, approval: id, approvedBy: approver.id },
  }));
  if (s.action === "extend") return done;
  return [
    {
      type: "case.approval-granted",
      data: { approval: id, action: s.action, clause: s.clause },
      by: approver.id,
    },
    ...done,
  ];
};

/** Decides an approval inside a unit of work that holds it and its matter. */
export const settleApproval = (
  unit: Unit,
  seen: (id: string) => Seen | undefined,
  asked: {
    id: string;
    matter: string;
    answer: "granted" | "refused";
    comment: string | undefined;
    me: string;
  },
): Answered => {
  const o = unit.directory.organisation;
  const approval = seen(asked.id);
  const matter = seen(asked.matter);
  const me = memberOf(o, asked.me);
  if (approval?.kind !== "approval" || !matter || !me) return refuse("unknown", "unknown");
  const s = approval.derived.state as ApprovalState;
  const decision = decideApproval(s, asked.answer, me, asked.comment);
  if ("refused" in decision) return decision;
  const granted = asked.answer === "granted" ? carryOut(unit, matter, s, asked.id, me) : null;
  const voided = asked.answer === "granted" && granted === null;
  const onApproval = voided
    ? [{ type: "approval.voided", data: asked.comment ? { comment: asked.comment } : {} }]
    : decision.accepted;
  const onMatter = granted ?? [comesToNothing(s, asked.id, voided ? "voided" : "refused", me.id)];
  const changes: Change[] = [
    { stream: asked.id, kind: "approval", events: onApproval },
    { stream: asked.matter, kind: "case", events: onMatter },
  ];
  return {
    changes,
    answer: (done) => {
      const after = done.appended.find((a) => a.opened.id === asked.id)?.turned.after.state as ApprovalState;
      const { number, title } = matter.derived.state as CaseState;
      return {
        status: 200,
        body: showApproval(unit.directory, asked.id, after, actorOf(o, me), { number, title }),
      };
    },
  };
};
