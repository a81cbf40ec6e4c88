// Signing a paper: strictly in order, each step by who holds its role, the customer by drawing.
import { accept, type Decision, type NewEvent } from "#domain/stream/event.ts";
import { closed, holds, type PaperAsked, refusePaper } from "./command.ts";
import { evolvePapers, type PaperState } from "./paper.ts";
import { onlyShows, paperStanding, type StepState, snapshot, stepsOf, turnOf, valuesOf } from "./standing.ts";

/** The paper after some events that are not yet in the log. */
export const after = (key: string, s: PaperState, events: readonly NewEvent[]): PaperState =>
  events.reduce((papers, e) => evolvePapers(papers, { seq: 0, at: 0, recordedAt: 0, by: "", ...e }), {
    [key]: s,
  } as Readonly<Record<string, PaperState>>)[key] ?? s;

/** Says in the last event whose turn it is now, and adds that the paper is complete where these events complete it. */
export const completing = (asked: PaperAsked, events: readonly NewEvent[]): NewEvent[] => {
  const { running, matter } = asked;
  const key = running.paper.key;
  const s = after(key, asked.s, events);
  // Kept, since what decides it may be erased one day.
  const next = turnOf(running, s, matter)?.step;
  const told = events.map((e, n) =>
    next !== undefined && n === events.length - 1 ? { ...e, data: { ...e.data, next } } : e,
  );
  const { blank, unsigned } = paperStanding(running, s, matter);
  if (s.completed !== null || blank.length > 0 || unsigned.length > 0) return told;
  // What only shows the matter keeps nothing of it.
  const kept = s.matter || onlyShows(running.paper, matter) ? null : snapshot(running.paper, matter);
  const data = { paper: key, ...(kept ? { matter: kept } : {}) };
  return [...told, { type: "paper.completed", data }];
};

const activeSteps = ({ running, s, matter }: PaperAsked): { steps: StepState[]; next?: StepState } => {
  const steps = stepsOf(running.paper, valuesOf(running.paper, s, matter));
  const signed = new Set(s.signed.map((x) => x.step));
  const next = steps.find((x) => !signed.has(x.step));
  return next ? { steps, next } : { steps };
};

/** May this member take the step: hold its role, or attend where the customer draws. */
export const maySign = (asked: PaperAsked, step: { by: string }): boolean =>
  step.by === "customer" ? asked.by.mayAct : holds(asked, step.by);

/** The step whose turn it is, for who looks on: null where nothing is to be signed now. */
export const nextStep = (asked: PaperAsked): StepState | null =>
  closed(asked) ? null : (activeSteps(asked).next ?? null);

/** Why the step cannot be signed as the paper stands, whoever asks. */
const outOfTurn = (asked: PaperAsked, name: string): Decision | null => {
  const { running, s, by } = asked;
  const { steps, next } = activeSteps(asked);
  const step = running.paper.sign?.find((x) => x.step === name);
  if (!step) return refusePaper(asked, "rule", "paper-step-unknown", { field: "step" });
  const earlier = s.signed.find((x) => x.step === name);
  if (earlier) {
    // Twice by the same hand is once.
    return earlier.by === by.id ? accept() : refusePaper(asked, "rule", "paper-step-signed");
  }
  if (!steps.some((x) => x.step === name)) return refusePaper(asked, "rule", "paper-step-skipped");
  if (next?.needed === null)
    return refusePaper(asked, "rule", "paper-step-unclear", { values: { step: next.name } });
  if (next?.step !== name)
    return refusePaper(asked, "rule", "paper-step-order", { values: { step: next?.name ?? "" } });
  return null;
};

const namesOf = ({ running }: PaperAsked, fields: readonly string[]): string =>
  running.paper.fields.flatMap((f) => (fields.includes(f.field) ? f.name : [])).join("、");

/** Decides a signature. */
export const decideSign = (asked: PaperAsked, name: string, drawing: string | undefined): Decision => {
  const { running, s, matter } = asked;
  const { paper } = running;
  const step = paper.sign?.find((x) => x.step === name);
  const shut = s.signed.some((x) => x.step === name) ? null : closed(asked);
  if (shut) return shut;
  if (step && !maySign(asked, step))
    return refusePaper(asked, "forbidden", "paper-may-not-sign", { values: { step: step.name } });
  const { blank } = paperStanding(running, s, matter);
  if (step && blank.length > 0)
    return refusePaper(asked, "rule", "paper-blank", {
      values: { fields: blank.join(" "), names: namesOf(asked, blank) },
    });
  const early = outOfTurn(asked, name);
  if (early || !step) return early ?? refusePaper(asked, "rule", "paper-step-unknown");
  if (step.by === "customer" && !drawing)
    return refusePaper(asked, "rule", "paper-drawing-needed", { field: "drawing" });
  const kept = s.signed.length === 0 ? snapshot(paper, matter) : null;
  const data = {
    paper: paper.key,
    step: name,
    by: step.by,
    means: drawing ? "drawn" : "account",
    ...(drawing ? { drawing } : {}),
    ...(kept ? { matter: kept } : {}),
  };
  // Where everything comes from the matter nobody fills it first; its number is due all the same.
  const first: NewEvent[] =
    s.filledAt === null ? [{ type: "paper.filled", data: { paper: paper.key, fields: {} } }] : [];
  return accept(...completing(asked, [...first, { type: "paper.signed", data }]));
};

/** Sends a paper back to be filled anew: by whose turn it is, or by who has signed; all signatures fall. */
export const decideSendBack = (asked: PaperAsked, name: string, reason: string): Decision => {
  const { running, s } = asked;
  const shut = closed(asked);
  if (shut) return shut;
  const step = running.paper.sign?.find((x) => x.step === name);
  if (!step) return refusePaper(asked, "rule", "paper-step-unknown", { field: "step" });
  if (!maySign(asked, step))
    return refusePaper(asked, "forbidden", "paper-may-not-sign", { values: { step: step.name } });
  const { next } = activeSteps(asked);
  const reached = next?.step === name || s.signed.some((x) => x.step === name);
  if (!reached || s.filledAt === null)
    return refusePaper(asked, "rule", "paper-step-order", { values: { step: next?.name ?? "" } });
  return accept({ type: "paper.sent-back", data: { paper: running.paper.key, step: name, reason } });
};
