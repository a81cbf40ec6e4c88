// Under which editions a stream stands: those in force when it began, until somebody moves it to another.
import { asText, type StreamEvent } from "#domain/stream/event.ts";

/** Regulation → the edition (`beginning` or a date) under which a stream stands. */
export type Pinned = Record<string, string>;

/** The editions after somebody moved the stream to another one. */
export const movedTo = (pinned: Pinned, { data }: StreamEvent): Pinned => {
  const [regulation, edition] = [asText(data.regulation), asText(data.edition)];
  return regulation === null || edition === null ? pinned : { ...pinned, [regulation]: edition };
};

/** Under which editions a stream stands after these events. */
export const pinnedEditions = (events: readonly StreamEvent[]): Pinned =>
  events.reduce(
    (pinned, e) => (e.type.endsWith(".edition-moved") ? movedTo(pinned, e) : pinned),
    (events[0]?.data.editions ?? {}) as Pinned,
  );
