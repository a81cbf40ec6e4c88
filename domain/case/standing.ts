// A matter as a decision sees it, and what a decision may answer.
import type { Chain } from "#domain/approval/chain.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import type { Obligation } from "#domain/obligation/obligation.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import {
  type Decision,
  type Facts,
  type NewEvent,
  type Refusal,
  refuse,
  type StreamEvent,
} from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import type { CaseState } from "./case.ts";
import type { Actor } from "./may.ts";
import { ownerNow } from "./owner.ts";

/** A matter as it stands: everything a decision looks at. */
export type Standing = {
  id: string;
  state: CaseState;
  events: readonly StreamEvent[];
  obligations: readonly Obligation[];
  running: readonly Running[];
  now: number;
  /** Who owes an obligation now, as a member id. */
  ownerOf: (o: Obligation) => string | null;
  calendar: Calendar;
  /** How often a tally has counted for this matter up to now; null where nobody has counted. */
  counted: (clause: string) => number | null;
};

export type CaseCommand = {
  action: string;
  /** The checked body, references resolved (`member`, `to`, `customer` …). */
  input: Facts;
  by: Actor;
  /** The id to give an approval, if one is needed. */
  approval: string;
  /** The approver's posts when the waiting action is asked again. */
  approvedBy?: readonly string[];
};

/** What an act waits for: the clause that asks, the chain of consents, the posts asked first. */
export type Waits = { clause: string; chain: Chain; posts: readonly string[] };

/** The posts that a chain asks first. */
export const askedFirst = (chain: Chain): readonly string[] => [...new Set(chain.steps[0]?.of.flat() ?? [])];

export type CaseDecision = Decision | { accepted: NewEvent[]; waits: Waits };

/** A gate's refusal as the product answers it, with the clause. */
export const refuseByClause = (r: {
  code: string;
  clause: string;
  fields?: readonly string[];
  names?: readonly string[];
  paper?: string;
}): { refused: Refusal } =>
  refuse("rule", r.code, {
    clause: r.clause,
    values: { fields: (r.fields ?? []).join(" "), names: (r.names ?? []).join("、"), paper: r.paper ?? "" },
    field: r.fields?.[0],
  });

/** Puts together what a decision looks at. */
export const standingOf = (
  id: string,
  events: readonly StreamEvent[],
  derived: Derived<CaseState>,
  running: readonly Running[],
  organisation: OrganisationState,
  now: number,
  calendar: Calendar,
  counted: Standing["counted"] = () => null,
): Standing => ({
  id,
  state: derived.state,
  events,
  obligations: derived.obligations,
  running,
  now,
  calendar,
  counted,
  ownerOf: (o) => ownerNow(organisation, derived.state, o.owner),
});
