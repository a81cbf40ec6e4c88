// The clocks that will start, counted before anything is saved by the engine that will count them then.
import { derive } from "#domain/obligation/derive.ts";
import { stateAt } from "#domain/obligation/obligation.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { postsOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { compile } from "#domain/regulation/run/compile.ts";
import { asText, type Facts, type StreamEvent } from "#domain/stream/event.ts";
import { buildCalendar, type CalendarSource } from "#domain/time/calendar.ts";
import { writeLength } from "#domain/time/length.ts";
import { caseKind } from "./case.ts";

/** What the server gives of the rules in force. */
export type Rules = {
  regulations: readonly Regulation[];
  figures: Record<string, string>;
  calendar: CalendarSource;
  roles: Record<string, string[]>;
  head: string;
};

export type PreviewClock = {
  clause: string;
  says: string;
  /** The role or department that will owe it, as the regulation names it. */
  owner: string | null;
  /** The figure in words; null where the text gives no time or the customer's own term stands. */
  length: string | null;
  /** Epoch ms. */
  dueAt: number | null;
  figureOf: "clause" | "organisation" | "customer" | "none";
  strength: "must" | "should";
  /** It would be overdue the moment it is saved. */
  late: boolean;
  missingYears: readonly number[];
};

/** Compiles the rules once; the counting that follows takes microseconds and may run at every key. */
export const previewer = (rules: Rules): ((draft: Facts, now: number) => PreviewClock[]) => {
  const posts = postsOf({ roles: rules.roles, head: rules.head } as unknown as OrganisationState);
  const running = rules.regulations.map((r) => compile(r, posts, rules.figures));
  const calendar = buildCalendar(rules.calendar);
  const names = new Map(
    rules.regulations.flatMap((r) => Object.entries(r.roles).map(([k, n]) => [`${r.regulation}/${k}`, n])),
  );
  return (draft, now) => {
    const received = asText(draft.receivedAt);
    const data = { ...draft, receivedAt: received ?? now };
    const event: StreamEvent = { seq: 1, type: "case.registered", at: now, recordedAt: now, by: "", data };
    const { obligations } = derive(caseKind, { running, calendar }, [event], now);
    return obligations
      .map((o) => ({
        clause: o.clause,
        says: o.says,
        owner: o.owner.role ? (names.get(o.owner.role) ?? null) : null,
        length: o.length ? writeLength(o.length) : null,
        dueAt: o.dueAt,
        figureOf: o.figureOf,
        strength: o.strength,
        late: stateAt(o, now) === "breached",
        missingYears: o.missingYears,
      }))
      .sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY));
  };
};
