// The stage on which a scenario is played: one stream, its clock, and everything that the regulation counts.
import type { ApprovalState } from "#domain/approval/state.ts";
import { type CaseState, caseKind } from "#domain/case/case.ts";
import { type CaseCommand, type Standing, standingOf } from "#domain/case/standing.ts";
import { type DutyState, dutyKind } from "#domain/duty/duty.ts";
import { type Derived, derive } from "#domain/obligation/derive.ts";
import { type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import { paperKind } from "#domain/paper/paper.ts";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import { compile, type Running } from "#domain/regulation/run/compile.ts";
import { type Count, countIn, countsOf, whoseOf } from "#domain/regulation/run/tally.ts";
import type { Facts, NewEvent, StreamEvent, StreamKind } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { calendarFor, officeOf } from "./office.ts";

const kinds: Readonly<Record<string, StreamKind>> = {
  case: caseKind as unknown as StreamKind,
  duty: dutyKind as unknown as StreamKind,
  paper: paperKind as unknown as StreamKind,
};

export type Stage = {
  regulation: Regulation;
  running: Running;
  organisation: OrganisationState;
  calendar: Calendar;
  now: number;
  /** The stream that is played on: a matter, a duty, a paper that stands alone. */
  host: "case" | "duty" | "paper";
  events: StreamEvent[];
  counts: Count[];
  /** The approval that waits, with the act that waits for it. */
  waiting: { state: ApprovalState; command: CaseCommand } | null;
};

/** How a scenario sets the stage. */
export type Setting = { at: string; office: boolean; blanks: Readonly<Record<string, string>> };

const shanghai = 8 * 3_600_000;
const minute = 60_000;

/** "2026-03-04 10:00" of a scenario as epoch ms; 24:00 is the end of its day. */
export const instant = (text: string): number => {
  const [, day = "", hour = "0", minutes = "0", seconds = "0"] =
    /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? [];
  return (
    Date.parse(`${day}T00:00:00Z`) -
    shanghai +
    (Number(hour) * 60 + Number(minutes)) * minute +
    Number(seconds) * 1000
  );
};

/** Sets the stage: nothing has happened yet. */
export const setStage = (regulation: Regulation, { at, office, blanks }: Setting): Stage => {
  const organisation = officeOf(regulation);
  const figures = Object.fromEntries(
    Object.entries(blanks).map(([id, figure]) => [clauseId(regulation.regulation, id), figure]),
  );
  return {
    regulation,
    running: compile(regulation, postsOf(organisation), figures),
    organisation,
    calendar: calendarFor(office),
    now: instant(at),
    host: "case",
    events: [],
    counts: [],
    waiting: null,
  };
};

/** The stream as it stands now. */
export const standing = (s: Stage): Derived<Facts> =>
  derive(kinds[s.host] as StreamKind, { running: [s.running], calendar: s.calendar }, s.events, s.now);

/** Appends what was accepted, and counts what the regulation counts. */
export const append = (s: Stage, accepted: readonly NewEvent[], by: string): void => {
  for (const e of accepted) {
    const event = { seq: s.events.length + 1, at: s.now, recordedAt: s.now, by, ...e };
    s.events.push(event);
    const kind = kinds[s.host] as StreamKind;
    s.counts.push(...countsOf(s.running.tallies, event, s.events.reduce(kind.evolve, kind.initial)));
  }
};

/** Begins another stream; what was counted stays. */
export const begin = (s: Stage, host: Stage["host"], first: NewEvent, by: string): void => {
  s.host = host;
  s.events = [];
  s.waiting = null;
  append(s, [first], by);
};

/** The matter as a decision by this person sees it. */
export const matter = (s: Stage, by: string): Standing => {
  const derived = standing(s) as Derived<CaseState>;
  const counted = (clause: string): number | null => {
    const tally = s.running.tallies.find((t) => t.clause === clause);
    return tally ? countIn(tally, s.calendar, s.counts, whoseOf(tally, derived.state, by), s.now) : null;
  };
  return standingOf("proof", s.events, derived, [s.running], s.organisation, s.now, s.calendar, counted);
};

/** The recurring duty as it stands. */
export const duty = (s: Stage): Derived<DutyState> => standing(s) as Derived<DutyState>;
