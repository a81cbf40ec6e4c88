// Recurring duties in a scenario: raised by the same calendar, done by whoever owes them.
import { type DutyStanding, decideDuty } from "#domain/duty/decide.ts";
import { openingsBetween } from "#domain/duty/openings.ts";
import { papersOfDuty } from "#domain/duty/papers.ts";
import { asText, type Facts, refuse } from "#domain/stream/event.ts";
import { type Came, done, refusedBy } from "./came.ts";
import { clerk } from "./office.ts";
import { append, begin, duty, type Stage } from "./stage.ts";

const iso = (ms: number): string => new Date(ms).toISOString();
const twoYears = 2 * 366 * 86_400_000;

/**
 * Raises the first duty of a clause that begins after now, and sets the clock to that instant.
 * @returns when it opens and is due, epoch ms; null where none is raised
 */
export const raise = (s: Stage, clause: string): { opensAt: number; dueAt: number | null } | null => {
  const rules = s.running.recurring.filter((r) => r.clause === clause);
  const [first] = openingsBetween(rules, s.calendar, { [clause]: s.now }, s.now, s.now + twoYears);
  if (!first) return null;
  s.now = first.opensAt;
  const data = {
    clause,
    regulation: s.regulation.regulation,
    period: "",
    n: first.n,
    of: first.of,
    opensAt: iso(first.opensAt),
    dueAt: first.dueAt === null ? null : iso(first.dueAt),
    says: "",
    editions: {},
  };
  begin(s, "duty", { type: "duty.raised", data }, "clock");
  return { opensAt: first.opensAt, dueAt: first.dueAt };
};

/** Somebody does the duty; without a name whoever owes it. */
export const doDuty = (s: Stage, fields: Facts, as: string | null): Came => {
  if (s.host !== "duty") return refusedBy(refuse("unknown", "duty-unknown").refused);
  const derived = duty(s);
  const role = derived.obligations[0]?.owner.role?.split("/")[1];
  const by = as ?? role ?? clerk;
  const standing: DutyStanding = {
    events: s.events,
    derived,
    running: [s.running],
    organisation: s.organisation,
    papers: papersOfDuty(s.regulation, [s.running], derived.state.clause),
  };
  const text = asText(fields.text) ?? "已办";
  const decision = decideDuty(standing, { action: "done", text, by: { id: by, posts: [by] } });
  if ("refused" in decision) return refusedBy(decision.refused);
  append(s, decision.accepted, by);
  return done;
};
