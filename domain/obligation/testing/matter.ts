// A matter told step by step in tests, with outcomes recorded as the log records them.
import { caseKind } from "#domain/case/case.ts";
import type { Running } from "#domain/regulation/run/compile.ts";
import type { Facts, StreamEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { always, at } from "#domain/time/testing/calendars.ts";
import { type Derived, derive } from "../derive.ts";
import type { Obligation } from "../obligation.ts";
import { writeOutcome } from "../record.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const instant = (when: number | string): number => (typeof when === "string" ? at(when) : when);

/** One matter and its history so far. */
export class Matter {
  readonly events: StreamEvent[] = [];
  readonly running: readonly Running[];
  readonly calendar: Calendar;
  now = 0;

  constructor(running: Running | readonly Running[], calendar: Calendar = always) {
    this.running = Array.isArray(running) ? running : [running as Running];
    this.calendar = calendar;
  }

  /** Something happens, and what follows from it is recorded. */
  does(when: number | string, type: string, data: Facts = {}): this {
    this.now = Math.max(this.now, instant(when));
    this.push(`case.${type}`, data, "somebody");
    return this.wakes(this.now);
  }

  /** A wake-up: only what the clock brings about is recorded. */
  wakes(when: number | string): this {
    this.now = Math.max(this.now, instant(when));
    for (const outcome of this.derived().outcomes) {
      const { type, data } = writeOutcome(outcome, iso);
      this.push(type, data, "clock");
    }
    return this;
  }

  /** Registers a complaint. */
  registers(when: number | string, data: Facts = {}): this {
    return this.does(when, "registered", { kind: "complaint", title: "噪音", channel: "phone", ...data });
  }

  derived(now = this.now, ignoreRecords = false): Derived<Facts> {
    return derive(
      caseKind as never,
      { running: this.running, calendar: this.calendar, ignoreRecords },
      this.events,
      now,
    );
  }

  obligations(when: number | string = this.now): Obligation[] {
    return this.derived(instant(when)).obligations;
  }

  /** The latest obligation of a clause, as it stands at an instant. */
  owes(clause: string, when: number | string = this.now): Obligation {
    const found = this.obligations(when).findLast((o) => o.clause.endsWith(`/${clause}`));
    if (!found) throw new Error(`Nothing is owed by ${clause}`);
    return found;
  }

  /** Clauses that have owed anything, each with its state, in order. */
  states(when: number | string = this.now): string[] {
    return this.obligations(when).map((o) => `${o.clause.split("/")[1]} ${o.state}`);
  }

  private push(type: string, data: Facts, by: string): void {
    this.events.push({ seq: this.events.length + 1, type, at: this.now, recordedAt: this.now, by, data });
  }
}
