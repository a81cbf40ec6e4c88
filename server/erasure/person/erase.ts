// Erases what was chosen of a person, as a command: checked part by part, then carried out at once.

import type { Receipt } from "#api/erasure.ts";
import { speaksOf } from "#domain/erasure/needle.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { grantsOf } from "#domain/organisation/staffed.ts";
import { asText, type Refusal, refuse } from "#domain/stream/event.ts";
import { removeAccounts } from "#server/http/session/member/account.ts";
import type { Caller, Verdict } from "#server/log/command.ts";
import { isStreamId } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { type Chosen, carryOut } from "../carry-out.ts";
import { seeEveryRun } from "../hits.ts";
import { blockOf, holdsNow, keptOf } from "../keeping.ts";
import { type Part, partsIn, placeOf } from "../part.ts";
import { showReceipt } from "../receipt.ts";
import { personIn, type Whom } from "./find.ts";

export type Wanted = { stream: string; paper: string | null; only?: "all" | "naming" | undefined };
export type Asked = Whom & {
  items: readonly Wanted[];
  reason: string;
  force?: string | undefined;
  /** Files of rows that imports refused, in which the person stands. */
  imports?: number;
};
type Answered = Verdict<{ status: number; body: Receipt }>;

/** What stands against one of the chosen parts, be it by force or not. */
export const standsAgainst = async (
  unit: Unit,
  parts: readonly Part[],
  chosen: readonly Chosen[],
  force: boolean,
): Promise<Refusal | null> => {
  const [kept, holds] = [keptOf(unit, parts), await holdsNow(unit)];
  for (const { part } of chosen) {
    const block = blockOf(unit, part, kept.get(placeOf(part)), holds);
    if (!block || (block.forcible && force)) continue;
    const what = part.number ?? (part.paper === null ? "" : (part.name ?? ""));
    return { ...block.refusal, values: { ...block.refusal.values, what } };
  }
  return null;
};

/** The parts that were chosen, of those that there are. */
const choose = (parts: readonly Part[], items: readonly Wanted[]): Chosen[] => {
  const wanted = new Map(items.map((i) => [placeOf(i), i.only ?? "all"]));
  return parts.flatMap((part) => {
    const only = wanted.get(placeOf(part));
    return only ? [{ part, only }] : [];
  });
};

/** The members whose staff streams are among the chosen. */
const leaversOf = async (unit: Unit, chosen: readonly Chosen[]): Promise<string[]> => {
  const ids = chosen.filter((c) => c.part.host === "staff").map((c) => c.part.stream);
  const read = ids.length > 0 ? await readMore(unit, ids, false) : [];
  return read.flatMap((h) => asText(h.events.find((e) => e.data.member !== undefined)?.data.member) ?? []);
};

/** Erases inside a unit of work. */
export const erasePersonIn = async (
  world: World,
  unit: Unit,
  caller: Caller,
  asked: Asked,
): Promise<Answered> => {
  const { organisation } = unit.directory;
  if (!memberOf(organisation, caller.member) || !grantsOf(organisation, caller.member).includes("admin"))
    return refuse("forbidden", "may-not-admin");
  if (asked.items.some((i) => !isStreamId(i.stream))) return refuse("unknown", "erase-unknown");
  await seeEveryRun(unit);
  const { needles, known } = await personIn(unit, asked);
  // The reason stays for ever, so it must not say whom it was about.
  if (speaksOf(needles, `${asked.reason} ${asked.force ?? ""}`))
    return refuse("rule", "erase-reason-names", { field: "reason" });
  const streams = [...new Set(asked.items.map((i) => i.stream))];
  const parts = await partsIn(world, unit, streams, needles, true);
  const chosen = choose(parts, asked.items);
  const against = await standsAgainst(unit, parts, chosen, Boolean(asked.force?.trim()));
  if (against) return { refused: against };
  const [reason, force] = [asked.reason.trim(), asked.force?.trim() || null];
  const facts = { why: "request", reason, force, imports: asked.imports ?? 0 } as const;
  const members = await leaversOf(unit, chosen);
  const done = await carryOut(unit, caller.member, chosen, { ...facts, subject: known?.id ?? null });
  if (!done) return refuse("rule", "erase-nothing");
  await removeAccounts(unit.client, unit.org, members);
  const body = () => showReceipt(unit, done.receipt, done.state);
  return { changes: done.changes, answer: () => ({ status: 201, body: body() }) };
};
