// An organisation as it was: who worked there in which post when something was recorded.
import { staffKind } from "#domain/staff/staff.ts";
import { replay, type StreamEvent } from "#domain/stream/event.ts";
import { type OrganisationState, organisationKind } from "./organisation.ts";
import { staffed } from "./staffed.ts";

type Told = { kind: string; events: readonly StreamEvent[] };

/** Folds the organisation's own stream and those of its staff. */
export const organisationOf = (streams: readonly Told[]): OrganisationState => {
  const own = streams.find((s) => s.kind === "organisation")?.events ?? [];
  const staff = streams.filter((s) => s.kind === "staff").map((s) => replay(staffKind, s.events));
  return staffed(replay(organisationKind, own), staff);
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
  const changes = [...new Set(shaping.flatMap((s) => s.events.map((e) => e.recordedAt)))].sort(
    (a, b) => a - b,
  );
  const kept = new Map<number, OrganisationState>();
  return (recordedAt) => {
    const epoch = changes.filter((c) => c <= recordedAt).length;
    if (epoch === changes.length) return now;
    // What was recorded before the founding's own instant belongs to it.
    const until = changes[Math.max(0, epoch - 1)] ?? 0;
    const known = kept.get(until);
    if (known) return known;
    const made = organisationOf(
      shaping.map((s) => ({ kind: s.kind, events: s.events.filter((e) => e.recordedAt <= until) })),
    );
    kept.set(until, made);
    return made;
  };
};
