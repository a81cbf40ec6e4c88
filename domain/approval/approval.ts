// An act that waits for those with the authority; a stream of its own.
import { asText, asTexts, type Facts, type StreamEvent, type StreamKind } from "#domain/stream/event.ts";
import { anyOf, type Chain } from "./chain.ts";
import {
  type Consent,
  currentStep,
  editNext,
  editSeat,
  giveAll,
  readGiven,
  reopen,
  type Signer,
  type Stage,
  stagesOf,
} from "./stage.ts";
import { type ApprovalState, type ApprovalStatus, type ApprovalStep, initial } from "./state.ts";

const ends: Record<string, ApprovalStatus> = {
  granted: "granted",
  refused: "refused",
  expired: "expired",
  withdrawn: "withdrawn",
  voided: "void",
};

const asked = (e: StreamEvent): ApprovalState => {
  const waitsFor = asTexts(e.data.waitsFor);
  // Before there were chains any one of the posts decided.
  const chain = (e.data.chain ?? anyOf(waitsFor)) as Chain;
  return {
    ...initial,
    state: "waiting",
    case: asText(e.data.case) ?? "",
    number: asText(e.data.number),
    action: asText(e.data.action) ?? "",
    input: (e.data.input ?? {}) as Facts,
    clause: asText(e.data.clause) ?? "",
    askedBy: e.by,
    askedAt: e.at,
    waitsFor,
    stages: giveAll(stagesOf(chain), readGiven(e.data.given), e.at),
    cc: [...chain.cc],
    since: e.at,
  };
};

const stepOf = (e: StreamEvent): number => (typeof e.data.step === "number" ? e.data.step : 1);
const seatOf = (e: StreamEvent): number => (typeof e.data.seat === "number" ? e.data.seat : 1);

/** A place that was asked of somebody by name, asked of whoever took over from them. */
const inherited = (s: Signer, e: StreamEvent): Signer =>
  s.consent === null && s.member === e.data.from
    ? { ...s, member: asText(e.data.to), from: asText(e.data.from) }
    : s;

type Turn = (stages: Stage[], e: StreamEvent) => Stage[];

const sign: Turn = (stages, e) => {
  const { at, by } = e;
  const consent: Consent = {
    at,
    by,
    for: asText(e.data.for),
    why: "signed",
    comment: asText(e.data.comment),
  };
  const signed = editSeat(
    stages,
    stepOf(e),
    seatOf(e),
    editNext((s) => [{ ...s, consent }]),
  );
  return giveAll(signed, readGiven(e.data.given), at);
};

const added: Turn = (stages, e) => {
  const extra = {
    posts: [],
    role: null,
    member: asText(e.data.member),
    from: null,
    addedBy: e.by,
    consent: null,
  };
  const place = e.data.place === "after" ? "after" : "before";
  return editSeat(
    stages,
    stepOf(e),
    seatOf(e),
    editNext((s) => (place === "after" ? [s, extra] : [extra, s])),
  );
};

const turns: Record<string, Turn> = {
  signed: sign,
  granted: sign,
  "sent-back": (stages, e) =>
    giveAll(reopen(stages, typeof e.data.to === "number" ? e.data.to : 1), readGiven(e.data.given), e.at),
  "handed-on": (stages, e) =>
    editSeat(
      stages,
      stepOf(e),
      seatOf(e),
      editNext((s) => [{ ...s, member: asText(e.data.to), from: e.by }]),
    ),
  "signer-added": added,
  transferred: (stages, e) =>
    stages.map((stage) => ({
      ...stage,
      seats: stage.seats.map((seat) => ({ line: seat.line.map((s) => inherited(s, e)) })),
    })),
};
const noted = new Set(["reminded", "commented", ...Object.keys(turns), ...Object.keys(ends)]);

const done = (e: StreamEvent, did: string): ApprovalStep => ({
  at: e.at,
  by: e.by,
  did,
  for: asText(e.data.for),
  step: typeof e.data.step === "number" ? e.data.step : null,
  to: typeof e.data.to === "number" ? String(e.data.to) : (asText(e.data.to) ?? asText(e.data.member)),
  comment: asText(e.data.comment),
});

const evolve = (s: ApprovalState, e: StreamEvent): ApprovalState => {
  const what = e.type.startsWith("approval.") ? e.type.slice("approval.".length) : "";
  if (what === "asked") return { ...asked(e), steps: [done(e, "asked")] };
  if (!noted.has(what) || s.state !== "waiting") return s;
  const stages = turns[what]?.(s.stages, e) ?? s.stages;
  const moved = what === "sent-back" || currentStep(stages) !== currentStep(s.stages);
  const state = ends[what] ?? s.state;
  const steps = [...s.steps, done(e, ends[what] ?? what)];
  // Whoever takes over asks in their stead, and so decides nothing of it.
  const askedBy = what === "transferred" && s.askedBy === e.data.from ? String(e.data.to) : s.askedBy;
  return { ...s, state, askedBy, stages, steps, since: moved ? e.at : s.since };
};

const comment = ["comment"];

export const approvalKind: StreamKind<ApprovalState> = {
  name: "approval",
  initial,
  evolve,
  personal: {
    "approval.asked": ["input"],
    "approval.signed": comment,
    "approval.granted": comment,
    "approval.refused": comment,
    "approval.voided": comment,
    "approval.withdrawn": comment,
    "approval.sent-back": comment,
    "approval.handed-on": comment,
    "approval.signer-added": comment,
    "approval.reminded": comment,
    "approval.commented": comment,
  },
};
