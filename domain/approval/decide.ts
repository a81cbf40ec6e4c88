// What may be done to an approval, and what it comes to.
import { memberOf, notHere, type OrganisationState } from "#domain/organisation/organisation.ts";
import { accept, type Decision, type Facts, refuse } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { approvalKind } from "./approval.ts";
import { statusAt } from "./due.ts";
import { coveredPlaces, nextUp, type Turn, takesPart, turnOf } from "./office.ts";
import { currentStep, places } from "./stage.ts";
import type { ApprovalState } from "./state.ts";

export type ApprovalAct = { comment?: string | undefined } & (
  | { act: "approve" | "reject" | "withdraw" | "remind" | "comment" }
  /** Back to a step, counted from 1. */
  | { act: "send-back"; to: number }
  | { act: "hand-on"; to: string }
  | { act: "add-signer"; member: string; place: "before" | "after" }
);

/** Where it is decided: the organisation, its calendar and time, and who decides. */
export type Deciding = { o: OrganisationState; calendar: Calendar; now: number; by: string };

/** The approval with one more event, before the log has it. */
export const foreseen = (s: ApprovalState, type: string, data: Facts, by: string, now: number) =>
  approvalKind.evolve(s, { seq: 0, type, at: now, recordedAt: now, by, data });

const tells = (before: ApprovalState, after: ApprovalState, d: Deciding): { tells: string[] } => {
  const already = new Set(nextUp(d.o, before, d.now));
  return { tells: nextUp(d.o, after, d.now).filter((m) => !already.has(m)) };
};

const approve = (s: ApprovalState, turn: Turn, said: Facts, d: Deciding): Decision => {
  const signed = { ...said, ...inPlaceOf(turn), step: turn.step, seat: turn.seat };
  const given = coveredPlaces(d.o, foreseen(s, "approval.signed", signed, d.by, d.now));
  const data = { ...signed, ...(given.length > 0 ? { given } : {}) };
  const after = foreseen(s, "approval.signed", data, d.by, d.now);
  if (currentStep(after.stages) === null) return accept({ type: "approval.granted", data });
  return accept({ type: "approval.signed", data: { ...data, ...tells(s, after, d) } });
};

const inPlaceOf = (turn: Turn): Facts => (turn.for === null ? {} : { for: turn.for });

const sendBack = (s: ApprovalState, turn: Turn, to: number, said: Facts, d: Deciding): Decision => {
  const signed = places(s.stages).some((p) => p.step === to && p.signer.consent?.why === "signed");
  // A step that nobody signed would be given again at once.
  if (to >= turn.step || !signed) return refuse("rule", "approval-no-such-step", { field: "to" });
  const back = { ...said, ...inPlaceOf(turn), step: turn.step, to };
  const given = coveredPlaces(d.o, foreseen(s, "approval.sent-back", back, d.by, d.now), to);
  const data = { ...back, ...(given.length > 0 ? { given } : {}) };
  const after = foreseen(s, "approval.sent-back", data, d.by, d.now);
  return accept({ type: "approval.sent-back", data: { ...data, ...tells(s, after, d) } });
};

/** Why this person cannot be asked: unknown, the asker, oneself, or has consented already. */
const unfit = (s: ApprovalState, who: string, field: string, d: Deciding) => {
  const person = memberOf(d.o, who);
  if (!person || person.posts.length === 0) return notHere(d.o, who, field);
  if (who === s.askedBy) return refuse("rule", "approval-own", { field });
  const consented = places(s.stages).some((p) => p.signer.consent?.by === who);
  return who === d.by || consented ? refuse("rule", "approval-already-asked", { field }) : null;
};

/** What only those may do whose turn it is. */
const onTurn = (s: ApprovalState, turn: Turn, act: ApprovalAct, said: Facts, d: Deciding): Decision => {
  const here = { ...said, ...inPlaceOf(turn), step: turn.step, seat: turn.seat };
  if (act.act === "approve") return approve(s, turn, said, d);
  if (act.act === "reject") return accept({ type: "approval.refused", data: here });
  if (act.act === "send-back") return sendBack(s, turn, act.to, said, d);
  if (act.act === "hand-on") {
    const data = { ...here, to: act.to };
    const after = foreseen(s, "approval.handed-on", data, d.by, d.now);
    return (
      unfit(s, act.to, "to", d) ??
      accept({ type: "approval.handed-on", data: { ...data, ...tells(s, after, d) } })
    );
  }
  if (act.act !== "add-signer") return refuse("unknown", "action-unknown");
  const data = { ...here, member: act.member, place: act.place };
  const after = foreseen(s, "approval.signer-added", data, d.by, d.now);
  return (
    unfit(s, act.member, "member", d) ??
    accept({ type: "approval.signer-added", data: { ...data, ...tells(s, after, d) } })
  );
};

/** Why somebody whose turn it is not may not decide: the step is decided, or it was never theirs. */
const notYours = (s: ApprovalState, d: Deciding): Decision => {
  const signed = places(s.stages).some(
    ({ signer: { consent: c } }) => c?.why === "signed" && [c.by, c.for].includes(d.by),
  );
  const step = currentStep(s.stages) ?? 0;
  const before = { ...s, stages: s.stages.slice(0, step - 1) };
  if (s.askedBy !== d.by && (signed || takesPart(d.o, before, d.by, d.now)))
    return refuse("rule", "approval-step-decided", { clause: s.clause });
  return refuse("forbidden", "may-not-decide", { clause: s.clause });
};

/** Decides an act on an approval. */
export const decideApproval = (s: ApprovalState, act: ApprovalAct, d: Deciding): Decision => {
  const said: Facts = act.comment ? { comment: act.comment } : {};
  const decided = statusAt(s, d.calendar, d.now) !== "waiting";
  if (act.act === "withdraw" || act.act === "remind") {
    if (s.askedBy !== d.by) return refuse("forbidden", "may-not-asker", { clause: s.clause });
    if (decided) return refuse("rule", "approval-decided");
    if (act.act === "withdraw") return accept({ type: "approval.withdrawn", data: said });
    const step = currentStep(s.stages);
    return accept({ type: "approval.reminded", data: { ...said, step, tells: nextUp(d.o, s, d.now) } });
  }
  if (decided) return refuse("rule", "approval-decided");
  if (act.act === "comment") {
    const copied = memberOf(d.o, d.by)?.posts.some((p) => s.cc.includes(p));
    if (s.askedBy !== d.by && !copied && !takesPart(d.o, s, d.by, d.now))
      return refuse("forbidden", "may-not-decide", { clause: s.clause });
    return accept({ type: "approval.commented", data: said });
  }
  const turn = turnOf(d.o, s, d.by, d.now);
  return turn ? onTurn(s, turn, act, said, d) : notYours(s, d);
};
