// The steps of a chain as they fill: seats, who stands in each line, who has signed and why it counts.
import { asText, type Facts } from "#domain/stream/event.ts";
import type { Chain } from "./chain.ts";

/** Why a place counts as given: signed, the asker holds it, or the same person signed before. */
export type Why = "signed" | "asker" | "same-person";
export type Consent = { at: number; by: string; for: string | null; why: Why; comment: string | null };

/** One place in a seat's line: whoever holds the posts, or one person to whom it was handed or who was added. */
export type Signer = {
  posts: string[];
  /** `regulation/role`, where it is known: its posts are resolved again when read. */
  role: string | null;
  member: string | null;
  /** Who handed it on. */
  from: string | null;
  /** Added 加签, and by whom. */
  addedBy: string | null;
  consent: Consent | null;
};
export type Seat = { line: Signer[] };
export type Stage = { all: boolean; within: string | null; seats: Seat[] };

/** A place: step, seat and line, each counted from 1. */
export type Place = { step: number; seat: number; line: number };
export type Given = Place & { by: string; why: Why };

/** The steps of a chain, nobody having signed yet. */
export const stagesOf = (chain: Chain): Stage[] =>
  chain.steps.map((step) => ({
    all: step.all,
    within: step.within === undefined ? chain.within : step.within,
    seats: step.of.map((posts, n) => ({
      line: [
        {
          posts: [...posts],
          role: step.roles?.[n] ?? null,
          member: null,
          from: null,
          addedBy: null,
          consent: null,
        },
      ],
    })),
  }));

const seatDone = (seat: Seat): boolean => seat.line.every((s) => s.consent !== null);

/** Whether a step has every consent that it needs. */
export const stageDone = (stage: Stage): boolean =>
  // A step that asks nobody is no consent.
  stage.all ? stage.seats.length > 0 && stage.seats.every(seatDone) : stage.seats.some(seatDone);

/** The step whose turn it is, counted from 1; null when none is left. */
export const currentStep = (stages: readonly Stage[]): number | null => {
  const n = stages.findIndex((s) => !stageDone(s));
  return n < 0 ? null : n + 1;
};

export type Open = Place & { signer: Signer };

/** The places whose turn it is. */
export const openPlaces = (stages: readonly Stage[]): Open[] => {
  const step = currentStep(stages);
  if (step === null) return [];
  return (stages[step - 1]?.seats ?? []).flatMap((seat, n) => {
    const line = seat.line.findIndex((s) => s.consent === null);
    const signer = seat.line[line];
    return signer ? [{ step, seat: n + 1, line: line + 1, signer }] : [];
  });
};

/** Every place, in order. */
export const places = (stages: readonly Stage[]): Open[] =>
  stages.flatMap((stage, s) =>
    stage.seats.flatMap((seat, n) =>
      seat.line.map((signer, l) => ({ step: s + 1, seat: n + 1, line: l + 1, signer })),
    ),
  );

type Edit = (line: readonly Signer[]) => Signer[];

/** The steps with one seat's line changed; a seat that is not there changes nothing. */
export const editSeat = (stages: readonly Stage[], step: number, seat: number, edit: Edit): Stage[] =>
  stages.map((stage, s) =>
    s + 1 === step
      ? { ...stage, seats: stage.seats.map((x, n) => (n + 1 === seat ? { line: edit(x.line) } : x)) }
      : stage,
  );

/** The line of a seat with the place whose turn it is changed into others. */
export const editNext =
  (change: (signer: Signer) => Signer[]): Edit =>
  (line) => {
    const next = line.findIndex((s) => s.consent === null);
    return line.flatMap((s, n) => (n === next ? change(s) : [s]));
  };

/** Records what counts as given without being signed. */
export const giveAll = (stages: readonly Stage[], given: readonly Given[], at: number): Stage[] =>
  given.reduce<Stage[]>(
    (now, g) =>
      editSeat(now, g.step, g.seat, (line) =>
        line.map((s, n) =>
          n + 1 === g.line && s.consent === null
            ? { ...s, consent: { at, by: g.by, for: null, why: g.why, comment: null } }
            : s,
        ),
      ),
    [...stages],
  );

/** The steps from `to` on asked anew; what the asker holds stays given. */
export const reopen = (stages: readonly Stage[], to: number): Stage[] =>
  stages.map((stage, n) =>
    n + 1 < to
      ? stage
      : {
          ...stage,
          seats: stage.seats.map((seat) => ({
            line: seat.line.map((s) => (s.consent?.why === "asker" ? s : { ...s, consent: null })),
          })),
        },
  );

/** What an event says was given besides. */
export const readGiven = (value: unknown): Given[] =>
  Array.isArray(value)
    ? (value as Facts[]).map((g) => ({
        step: Number(g.step),
        seat: Number(g.seat),
        line: Number(g.line),
        by: asText(g.by) ?? "",
        why: g.why === "asker" ? "asker" : "same-person",
      }))
    : [];
