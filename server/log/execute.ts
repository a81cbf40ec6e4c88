// Every change in the product passes through here: read, decide, append, view, wake, one transaction.
import { derive } from "#domain/obligation/derive.ts";
import type { Derived } from "#domain/obligation/derive.ts";
import { type Facts, type NewEvent, type Refusal, refuse } from "#domain/stream/event.ts";
import { append, type Appended, groundOf, type Opened } from "./append.ts";
import { type Replay, remember, replayed } from "./idempotency.ts";
import type { History } from "./read.ts";
import { inUnit, readMore, type Unit } from "./unit.ts";
import type { World } from "./world.ts";

export type Caller = { org: string; member: string };

/** A stream as the decision sees it. */
export type Seen = { id: string; kind: string; history: History; derived: Derived<Facts> };

/** What a decision gives: events for streams that were read or that begin now. */
export type Change = {
  stream: string;
  kind: string;
  /** 0 for what outlives every run. */
  run?: number;
  events: (NewEvent & { at?: number })[];
  at?: number;
  quiet?: boolean;
  depth?: number;
  /** The stream as the decision itself read and locked it; its views are then written anew as a whole. */
  history?: History;
};
export type Verdict<T> = { refused: Refusal } | { changes: Change[]; answer: (done: Done) => Promise<T> | T };

/** What became of it, for the answer. */
export type Done = { unit: Unit; appended: readonly Appended[] };

export type Command<T> = {
  /** Streams that the decision reads; taken for writing in the order of their ids. */
  streams: readonly string[];
  /** Keys that a decision over several streams needs for itself: taken in sorted order before anything is read. */
  guards?: readonly string[];
  /** Changes the organisation's own configuration: one at a time. */
  configures?: true;
  decide: (unit: Unit, seen: (id: string) => Seen | undefined) => Promise<Verdict<T>> | Verdict<T>;
  idempotency?: { path: string; key: string; bodyHash: string };
  status?: (answer: T) => number;
};

export type Outcome<T> = { refused: Refusal } | { answer: T; replay?: undefined } | { replay: Replay };

/** A history as a decision sees it: folded at the organisation's time. */
export const see = (world: World, unit: Unit, history: History): Seen => {
  const module = world.modules.get(history.kind);
  if (!module) throw new Error(`No kind of stream ${history.kind}`);
  const derived = derive(module.kind, groundOf(unit, module, history.events), history.events, unit.now);
  return { id: history.id, kind: history.kind, history, derived };
};

/**
 * Carries out one command.
 * @returns a refusal (nothing has changed), the answer after the commit, or an earlier answer under the same key
 */
export const execute = async <T>(world: World, caller: Caller, command: Command<T>): Promise<Outcome<T>> => {
  let told: (() => void) | undefined;
  // With a guard or a key the streams are read after it is taken, else in the very first round trip.
  const first = command.guards?.length || command.idempotency ? [] : command.streams;
  const options = { streams: first, lock: true, lockOrganisation: command.configures ?? false };
  const outcome = await inUnit<Outcome<T>>(world, caller.org, options, async (unit, read) => {
    const earlier = command.idempotency ? await replayed(unit, caller.member, command.idempotency) : null;
    if (earlier) return { result: "refused" in earlier ? earlier : { replay: earlier }, commit: false };
    for (const guard of [...(command.guards ?? [])].sort())
      await unit.client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${caller.org}/${guard}`]);
    const histories = first === command.streams ? read : await readMore(unit, command.streams, true);
    const seen = new Map(histories.map((h) => [h.id, see(world, unit, h)]));
    const verdict = await command.decide(unit, (id) => seen.get(id));
    if ("refused" in verdict) return { result: verdict, commit: false };
    const appended = append(world, unit, verdict.changes.map((c) => open(unit, c, seen.get(c.stream))), caller.member);
    const answer = await verdict.answer({ unit, appended });
    if (command.idempotency) await remember(unit, caller.member, command.idempotency, command.status?.(answer) ?? 200, answer);
    told = () => tell(world, caller.org, appended);
    return { result: { answer }, commit: true };
  });
  told?.();
  return outcome;
};

const open = (unit: Unit, c: Change, seen: Seen | undefined): Opened => ({
  id: c.stream,
  kind: c.kind,
  run: c.run ?? (c.history ?? seen?.history)?.run ?? unit.run,
  history: c.history ?? seen?.history ?? null,
  before: c.history ? null : (seen?.derived ?? null),
  at: c.at,
  quiet: c.quiet,
  depth: c.depth,
  accepted: c.events,
});

/** Tells those who look on what has changed, after the commit. */
export const tell = (world: World, org: string, appended: readonly Appended[]): void => {
  for (const a of appended) {
    if (a.turned.fresh.length > 0) world.tell({ org, about: a.opened.kind, id: a.opened.id });
    if (a.next !== null) world.tell({ org, about: "wake", id: String(a.next) });
  }
};

export const conflict = (version: number): { refused: Refusal } =>
  refuse("conflict", "version-stale", { values: { version } });
