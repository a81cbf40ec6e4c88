// Who owes what, until when, because of which clause.
import type { Length } from "#domain/time/length.ts";

export type ObligationState = "open" | "met" | "late" | "breached" | "waived" | "superseded";

/** Stored as a post or a department; the person is resolved when read, and fixed with the outcome. */
export type Owner = {
  role?: string;
  department?: string | null;
  /** Whom the matter itself names: who was asked first, whom it complains of. */
  who?: "first-asked" | "against";
};

export type Pause = { from: number; to: number | null; reason: string };
export type Extension = { from: number; to: number; approval: string | null; reason: string };

export type Obligation = {
  /** Clause and number of the triggering event: never changes. */
  id: string;
  clause: string;
  says: string;
  reading: string | null;
  acts: readonly string[];
  strength: "must" | "should";
  owner: Owner;
  /** Number of the triggering event. */
  trigger: number;
  /** Epoch ms, as all times here; the clock counts from here. */
  openedAt: number;
  dueAt: number | null;
  originalDueAt: number | null;
  state: ObligationState;
  metAt: number | null;
  /** `ended` by the clause's `until`, `not-recorded` by an import, `restarted` by a later trigger, `moved` to an edition without it. */
  why: string | null;
  length: Length | null;
  figureOf: "clause" | "organisation" | "customer" | "none";
  pausedAt: number | null;
  pauses: Pause[];
  extensions: Extension[];
  /** The approval that an extension asked for in time waits for. */
  awaiting: string | null;
  bornLate: boolean;
  missingYears: readonly number[];
};

/** A change of an obligation's state, to be recorded as an event of the stream. */
export type Outcome = {
  type: `obligation.${"met" | "breached" | "waived" | "superseded" | "reinstated" | "warned"}`;
  obligation: Obligation;
  state: ObligationState;
  /** When it became so: the act, or the due time of a breach. */
  at: number;
};

/** The state shown at `now`, whether or not a wake-up has fired. */
export const stateAt = (o: Obligation, now: number): ObligationState =>
  o.state === "open" && o.dueAt !== null && now > o.dueAt && o.pausedAt === null && o.awaiting === null
    ? "breached"
    : o.state;

/** The obligation's id within the whole product. */
export const obligationId = (stream: string, id: string): string => `${stream}:${id}`;
