// Extensions: asked for in time the outcome waits; granted the deadline moves; refused it stays where it was.
import { asInstant, asText, type StreamEvent } from "#domain/stream/event.ts";
import { type Clock, conclude, lapse } from "./clock.ts";

/** The obligation a clock's extension is about, as events name it (without the stream). */
const named = (clocks: readonly Clock[], event: StreamEvent): Clock | undefined =>
  clocks.find((c) => c.o.id === asText(event.data.obligation));

/** The named clock and every open one of the same matter with the same duty, where they are due before the new time. */
const moved = (clocks: readonly Clock[], clock: Clock, until: number): Clock[] =>
  clocks.filter(
    (c) =>
      (c === clock || (c.rule !== null && c.rule.duty === clock.rule?.duty)) &&
      !c.asleep &&
      c.o.state === "open" &&
      c.o.dueAt !== null &&
      c.o.dueAt < until,
  );

/** The outcome waits for the decision, if it was asked for before the due time. */
const ask = (c: Clock, approval: string, at: number): void => {
  if (c.o.dueAt !== null && at > c.o.dueAt && c.o.pausedAt === null) return;
  c.asks.push(approval);
  c.o.awaiting = approval;
};

const grant = (c: Clock, until: number, approval: string | null, reason: string): void => {
  if (c.o.dueAt === null) return;
  c.o.extensions.push({ from: c.o.dueAt, to: until, approval, reason });
  c.o.dueAt = until;
  c.warned = false;
};

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
    if (approval !== null) for (const c of moved(clocks, clock, until ?? 0)) ask(c, approval, event.at);
    return;
  }
  if (mark === "extended" && until !== null)
    for (const c of moved(clocks, clock, until)) grant(c, until, approval, asText(event.data.reason) ?? "");
  for (const c of clocks) {
    if (approval === null || !c.asks.includes(approval)) continue;
    c.asks = c.asks.filter((a) => a !== approval);
    c.o.awaiting = c.asks.at(-1) ?? null;
    conclude(c);
    lapse(c, event.at);
  }
};
