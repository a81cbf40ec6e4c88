// Recurring duties of the weeks before: raised by the agenda as it would have been, then seen to or not.
import type { DutyState } from "#domain/duty/duty.ts";
import { ownerNow } from "#domain/duty/owner.ts";
import type { Facts } from "#domain/stream/event.ts";
import { type Calendar, dayAt, tableWith } from "#domain/time/calendar.ts";
import { endOfDay } from "#domain/time/count.ts";
import { dateOf, dayOf } from "#domain/time/date.ts";
import type { DutyTold, Step } from "./file.ts";
import { advance, carry, type Past, seenAt, type Told, unitAt } from "./past.ts";
import { memberAs, type Telling, tellSteps } from "./steps.ts";
import { serviceBack } from "./when.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** When the agenda begins: with the month before this one, so that monthly duties have been owed once. */
const beginning = (calendar: Calendar, now: number): number => {
  const { year, month } = dateOf(dayAt(calendar, now));
  const first = month === 1 ? dayOf(year - 1, 12, 1) : dayOf(year, month - 1, 1);
  const table = tableWith(calendar, first);
  return (table.midnight[first - table.first] ?? now) - minute;
};

/** Lets the agenda run from the month before until now. */
export const raiseDuties = async (past: Past, now: number): Promise<void> => {
  const at = beginning(past.unit.directory.calendar, now);
  for (const [kind, module] of past.world.modules) {
    const changes = (await module.replan?.(unitAt(past, at))) ?? [];
    if (changes.length === 0) continue;
    await carry(past, at, "clock", () => ({ changes, answer: () => null }));
    await advance(past, now, kind);
  }
};

/** A number that looks like chance and is the same each time. */
const scattered = (id: string): number => Number.parseInt(id.slice(0, 6), 16);

/** When it was done: shortly before it was due, where there is a day for it; some hours of work before otherwise. */
const doneAt = (calendar: Calendar, s: DutyState, id: string, late: boolean): number => {
  const due = s.dueAt ?? s.opensAt + day;
  const chance = scattered(id);
  if (late) return due + (20 + (chance % 90)) * minute;
  if (due - s.opensAt > 1.5 * day)
    return Math.max(s.opensAt, serviceBack(calendar, due, (60 + (chance % 900)) * minute));
  // A day that ends at midnight is over for most when they close.
  const closing = Math.min(due, endOfDay(calendar, dayAt(calendar, due - 1)));
  return Math.max(s.opensAt, closing - (4 + (chance % 30)) * minute);
};

/** Which of the clause's duties this is, counted back from the last. */
type Place = { back: number; told: DutyTold };

const isDone = ({ back, told }: Place, s: DutyState, id: string): boolean => {
  if (told.missed) return !told.missed.includes(back);
  // Of what is owed every day one in some is forgotten.
  return s.dueAt === null || s.dueAt - s.opensAt > 1.5 * day || scattered(id) % 17 !== 3;
};

const seeTo = async (t: Telling, duty: Told, place: Place): Promise<string[]> => {
  const { calendar, organisation } = t.past.unit.directory;
  const state = seenAt(t.past, duty.id, duty.events[0]?.at ?? t.now)?.derived.state as DutyState;
  const { told, back } = place;
  const at = doneAt(calendar, state, duty.id, told.late?.includes(back) ?? false);
  if (at > t.now || !isDone(place, state, duty.id)) return [];
  const seen = seenAt(t.past, duty.id, at);
  const owner = seen?.derived.obligations.find((o) => o.clause === state.clause)?.owner ?? {};
  const me = told.by === undefined ? ownerNow(organisation, owner) : memberAs(t, told.by);
  if (me === null) return [];
  if (told.paper !== undefined && told.fields) {
    const fields = told.fields[back % told.fields.length] as Facts;
    const steps = [{ after: "1 minute", by: me, fill: { paper: told.paper, fields } } as unknown as Step];
    return tellSteps(t, { id: duty.id, kind: "duty", by: me }, steps, at);
  }
  const said = told.said ?? [];
  const text = said[back % said.length];
  if (text === undefined) return [];
  const refused = await carry(t.past, at, me, (unit, look) =>
    t.acts.done(unit, look, me, { id: duty.id, text }),
  );
  return refused ? [`${state.clause}: ${refused.code} ${refused.clause ?? ""}`] : [];
};

/**
 * Tells what became of one duty until now.
 * @returns what was refused, in words
 */
export const tellDuty = async (t: Telling, duty: Told, place: Place): Promise<string[]> => {
  const faults = await seeTo(t, duty, place);
  await advance(t.past, t.now);
  return faults;
};

/** The duties among what was raised, each with its place in its clause. */
export const placed = (past: Past, told: Readonly<Record<string, DutyTold>>) => {
  const duties = [...past.streams.values()].filter((s) => s.kind === "duty");
  const counted = new Map<string, number>();
  return duties.reverse().map((duty) => {
    const clause = String(duty.events[0]?.data.clause);
    const back = counted.get(clause) ?? 0;
    counted.set(clause, back + 1);
    return { duty, place: { back, told: told[clause] ?? {} } };
  });
};
