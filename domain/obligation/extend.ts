// Extensions: asked for in time the outcome waits; granted the deadline moves; refused it stays where it was.
import { asInstant, asText, type StreamEvent } from "#domain/stream/event.ts";
import { type Clock, conclude, lapse } from "./clock.ts";

/** The obligation a clock's extension is about, as events name it (without the stream). */
const named = (clocks: readonly Clock[], event: StreamEvent): Clock | undefined =>
  clocks.find((c) => c.o.id === asText(event.data.obligation));

/** The named clock and every open one of the same matter with the same duty that is due before the new time. */
const moved = (clocks: readonly Clock[], clock: Clock, until: number): Clock[] =>
  clocks.filter(
    (c) =>
      c === clock ||
      (!c.asleep &&
        c.o.state === "open" &&
        c.o.dueAt !== null &&
        c.o.dueAt < until &&
        c.o.acts.length === clock.o.acts.length &&
        c.o.acts.every((a) => clock.o.acts.includes(a))),
  );

/**
 * Applies what was asked, granted or refused.
 * @param mark the event's name without its kind: `extension-asked`, `extended`, `extension-refused`
 */
export const extend = (clocks: readonly Clock[], mark: string, event: StreamEvent): void => {
  if (mark !== "extension-asked" && mark !== "extended" && mark !== "extension-refused") return;
  const clock = named(clocks, event);
  if (!clock) return;
  const approval = asText(event.data.approval);
  const until = asInstant(event.data.until);
  if (mark === "extension-asked") {
    for (const c of moved(clocks, clock, until ?? 0)) if (c.o.state === "open") c.o.awaiting = approval;
    return;
  }
  if (mark === "extended" && until !== null) {
    for (const c of moved(clocks, clock, until)) {
      if (c.o.state !== "open" || c.o.dueAt === null) continue;
      const reason = asText(event.data.reason) ?? "";
      c.o.extensions.push({ from: c.o.dueAt, to: until, approval, reason });
      c.o.dueAt = until;
    }
  }
  for (const c of clocks) {
    if (c.o.awaiting === null || c.o.awaiting !== approval) continue;
    c.o.awaiting = null;
    conclude(c);
    lapse(c, event.at);
  }
};
