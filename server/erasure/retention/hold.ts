// Holds: what is in dispute is excepted from destruction and erasure, with a reason, until it is lifted.
import { randomUUID } from "node:crypto";
import type { Hold } from "#api/retention.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import { type HoldState, holdKind } from "#domain/retention/hold.ts";
import { refuse, replay } from "#domain/stream/event.ts";
import type { Done, Seen, Verdict } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { holdsNow, isHeld, type StandingHold } from "../keeping.ts";
import { partsIn, placeOf } from "../part.ts";
import { mayNotDestroy } from "./destroy.ts";

type Answered = Verdict<{ status: number; body: Hold }>;

/** A hold as the contract shows it. */
export const showHold = (unit: Unit, h: StandingHold): Hold => ({
  id: h.id,
  stream: h.stream,
  paper: h.paper,
  what: h.what,
  reason: h.reason,
  at: new Date(h.at).toISOString(),
  by: h.by,
  byName: nameOf(unit.directory.organisation, h.by),
});

const answer =
  (id: string, status: number) =>
  ({ unit, appended }: Done) => {
    const events = appended.find((a) => a.opened.id === id)?.turned.events ?? [];
    return { status, body: showHold(unit, { ...replay(holdKind, events), id }) };
  };

/** Places a hold on a part of what is kept. */
export const placeIn = async (
  world: World,
  unit: Unit,
  me: string,
  asked: { stream: string; paper: string | null; reason: string },
): Promise<Answered> => {
  const refused = mayNotDestroy(unit, me);
  if (refused) return { refused };
  const parts = isStreamId(asked.stream) ? await partsIn(world, unit, [asked.stream], [], true) : [];
  const part = parts.find((p) => placeOf(p) === placeOf(asked));
  if (!part) return refuse("unknown", "erase-unknown");
  if (isHeld(await holdsNow(unit), part)) return refuse("rule", "hold-already");
  const what = [part.paper === null ? "" : (part.name ?? ""), part.number ?? ""].filter(Boolean).join(" ");
  const { stream, paper, reason } = asked;
  const id = randomUUID();
  const events = [{ type: "hold.placed", data: { stream, paper, what, reason: reason.trim() } }];
  return { changes: [{ stream: id, kind: "hold", run: 0, events }], answer: answer(id, 201) };
};

/** Lifts a hold. */
export const liftIn = (unit: Unit, me: string, seen: Seen | undefined, reason: string): Answered => {
  const refused = mayNotDestroy(unit, me);
  if (refused) return { refused };
  const s = seen?.derived.state as HoldState | undefined;
  if (seen?.kind !== "hold" || s?.lifted !== null) return refuse("unknown", "hold-unknown");
  const events = [{ type: "hold.lifted", data: { reason: reason.trim() } }];
  return { changes: [{ stream: seen.id, kind: "hold", events }], answer: answer(seen.id, 200) };
};
