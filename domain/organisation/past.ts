// An organisation as it was: who worked there in which post when something was recorded.
import { staffKind } from "#domain/staff/staff.ts";
import type { Facts, StreamEvent, StreamKind } from "#domain/stream/event.ts";
import { replay } from "#domain/stream/event.ts";
import { type OrganisationState, organisationKind } from "./organisation.ts";
import { staffed } from "./staffed.ts";

type Told = { kind: string; events: readonly StreamEvent[] };

/** Folds the organisation's own stream and those of its staff. */
export const organisationOf = (streams: readonly Told[]): OrganisationState => {
  const own = streams.find((s) => s.kind === "organisation")?.events ?? [];
  const staff = streams.filter((s) => s.kind === "staff").map((s) => replay(staffKind, s.events));
  return staffed(replay(organisationKind, own), staff);
};

/** A stream's states, each from when its event was recorded; times never fall. */
type Course<S> = { at: number[]; states: S[] };

const courseOf = <S extends Facts>(kind: StreamKind<S>, events: readonly StreamEvent[]): Course<S> => {
  const course: Course<S> = { at: [], states: [] };
  let state = kind.initial;
  for (const e of events) {
    state = kind.evolve(state, e);
    course.at.push(Math.max(e.recordedAt, course.at.at(-1) ?? e.recordedAt));
    course.states.push(state);
  }
  return course;
};

/** How many of these rising times lie at an instant or before it. */
const until = (times: readonly number[], at: number): number => {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Gives the organisation as it stood when something was recorded (epoch ms); the same object between two changes.
 * @param now as it stands
 */
export const organisationPast = (
  streams: readonly Told[],
  now: OrganisationState,
): ((recordedAt: number) => OrganisationState) => {
  const shaping = streams.filter((s) => s.kind === "organisation" || s.kind === "staff");
  const times = new Set(shaping.flatMap((s) => s.events.map((e) => e.recordedAt)));
  const changes = [...times].sort((a, b) => a - b);
  const kept = new Map<number, OrganisationState>();
  const courses = () => ({
    own: courseOf(organisationKind, shaping.find((s) => s.kind === "organisation")?.events ?? []),
    staff: shaping.filter((s) => s.kind === "staff").map((s) => courseOf(staffKind, s.events)),
  });
  // Only a rebuild asks for the past.
  let known: ReturnType<typeof courses> | null = null;
  const standing = (at: number): OrganisationState => {
    known ??= courses();
    const own = known.own.states[until(known.own.at, at) - 1] ?? organisationKind.initial;
    return staffed(
      own,
      known.staff.flatMap((c) => c.states[until(c.at, at) - 1] ?? []),
    );
  };
  return (recordedAt) => {
    const epoch = until(changes, recordedAt);
    if (epoch === changes.length) return now;
    // What was recorded before the founding's own instant belongs to it.
    const at = changes[Math.max(0, epoch - 1)] ?? 0;
    const made = kept.get(at) ?? standing(at);
    kept.set(at, made);
    return made;
  };
};
