// Until when a step must be decided, and what the approval is once its time is over.
import type { NewEvent } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { dueAfter } from "#domain/time/due.ts";
import { parseLength } from "#domain/time/length.ts";
import { currentStep } from "./stage.ts";
import type { ApprovalState, ApprovalStatus } from "./state.ts";

/** When the step whose turn it is must be decided, epoch ms; null without a time. */
export const dueOf = (s: ApprovalState, calendar: Calendar): number | null => {
  const step = s.state === "waiting" ? currentStep(s.stages) : null;
  const length = step === null ? null : parseLength(s.stages[step - 1]?.within ?? "");
  // What has no figure has no time.
  if (!length || length.unit === "at once" || length.unit === "promptly") return null;
  return dueAfter(calendar, s.since, length).due;
};

/** The state in every answer, whether or not a wake-up has fired. */
export const statusAt = (s: ApprovalState, calendar: Calendar, now: number): ApprovalStatus => {
  const due = dueOf(s, calendar);
  return due !== null && now > due ? "expired" : (s.state ?? "waiting");
};

/** What the clock writes once the time of a step is over: neither a refusal nor a consent; null while it is not. */
export const expiry = (s: ApprovalState, calendar: Calendar, now: number): NewEvent | null => {
  const due = dueOf(s, calendar);
  if (due === null || now <= due) return null;
  const data = { step: currentStep(s.stages), clause: s.clause, dueAt: new Date(due).toISOString() };
  return { type: "approval.expired", data, by: "clock" };
};
