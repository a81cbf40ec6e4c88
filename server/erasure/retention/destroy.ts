// Destroys what is past its keeping time, by one act of who decides; leaves a register, and does the duty that called for it.
import type { Receipt } from "#api/erasure.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { ownClause } from "#domain/retention/own.ts";
import { retentionOf } from "#domain/retention/settings.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Caller, Change, Verdict } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Chosen, carryOut } from "../carry-out.ts";
import { seeEveryRun } from "../hits.ts";
import { holdsNow, isHeld, mayDestroy } from "../keeping.ts";
import { placeOf } from "../part.ts";
import { showReceipt } from "../receipt.ts";
import { type Due, dueIn } from "./due.ts";

export type Destroying = {
  items: readonly { stream: string; paper: string | null }[];
  duty?: string | undefined;
};

/** May this member decide on destruction and on holds; else why not. */
export const mayNotDestroy = (unit: Unit, me: string): Refusal | null => {
  const o = unit.directory.organisation;
  const member = memberOf(o, me);
  return member && mayDestroy(o, member, grantsOf(o, me))
    ? null
    : refuse("forbidden", "may-not-destroy").refused;
};

/** The duty is done with it, in the register's own words. */
const dutyDone = async (unit: Unit, id: string | undefined, text: string): Promise<Change[]> => {
  const [history] = id && isStreamId(id) ? await readMore(unit, [id], true) : [];
  const raised = history?.events[0];
  if (history?.kind !== "duty" || raised?.data.clause !== ownClause) return [];
  if (history.events.some((e) => e.type === "duty.done")) return [];
  return [{ stream: history.id, kind: "duty", history, events: [{ type: "duty.done", data: { text } }] }];
};

/** Every one that was chosen must be due and not be held. */
const checked = async (
  unit: Unit,
  due: readonly Due[],
  items: Destroying["items"],
): Promise<{ chosen: Chosen[] } | { refused: Refusal }> => {
  const holds = await holdsNow(unit);
  const byPlace = new Map(due.map((d) => [placeOf(d.part), d]));
  const chosen: Chosen[] = [];
  for (const item of items) {
    const found = byPlace.get(placeOf(item));
    if (!found) return refuse("rule", "destroy-not-due", { values: { what: item.paper ?? "" } });
    const what = found.part.number ?? found.part.name ?? "";
    if (isHeld(holds, item)) return refuse("rule", "erase-held", { values: { what } });
    chosen.push({ part: found.part, only: "all", kept: found.kept });
  }
  return { chosen };
};

/** Destroys inside a unit of work. */
export const destroyIn = async (
  world: World,
  unit: Unit,
  caller: Caller,
  asked: Destroying,
): Promise<Verdict<{ status: number; body: Receipt }>> => {
  const refused = mayNotDestroy(unit, caller.member);
  if (refused) return { refused };
  if (asked.items.some((i) => !isStreamId(i.stream))) return refuse("unknown", "erase-unknown");
  await seeEveryRun(unit);
  const due = await dueIn(world, unit, [...new Set(asked.items.map((i) => i.stream))], true);
  const found = await checked(unit, due, asked.items);
  if ("refused" in found) return found;
  const reason = retentionOf(unit.directory.organisation).says || say("register-title-retention");
  const done = await carryOut(unit, caller.member, found.chosen, { why: "retention", reason, force: null });
  if (!done) return refuse("rule", "erase-nothing");
  const text = say("retention-destroyed", { things: done.state.items.length, id: done.receipt });
  const changes = [...done.changes, ...(await dutyDone(unit, asked.duty, text))];
  return { changes, answer: () => ({ status: 201, body: showReceipt(unit, done.receipt, done.state) }) };
};
