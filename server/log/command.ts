// What a command is, and what becomes of it.
import { type Derived, derive } from "#domain/obligation/derive.ts";
import type { Facts, NewEvent, Refusal } from "#domain/stream/event.ts";
import { type Appended, groundOf, type Opened } from "./append.ts";
import type { Replay } from "./idempotency.ts";
import type { History } from "./read.ts";
import type { Unit } from "./unit.ts";
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
  /** Only begins streams and reads none: may share a transaction with others like it. */
  begins?: true;
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

/** A change as a stream opened for writing. */
export const open = (unit: Unit, c: Change, seen: Seen | undefined, by: string): Opened => ({
  id: c.stream,
  kind: c.kind,
  run: c.run ?? (c.history ?? seen?.history)?.run ?? unit.run,
  by,
  history: c.history ?? seen?.history ?? null,
  before: c.history ? null : (seen?.derived ?? null),
  at: c.at,
  quiet: c.quiet,
  depth: c.depth,
  accepted: c.events,
});

/** Tells those who look on what has changed, after the commit; of an import only that there was one. */
export const tell = (world: World, org: string, appended: readonly Appended[]): void => {
  for (const about of new Set(appended.flatMap((a) => (a.opened.quiet ? a.opened.kind : []))))
    world.tell({ org, about });
  for (const a of appended) {
    world.done.events += a.turned.fresh.length;
    if (a.turned.fresh.length > 0 && !a.opened.quiet)
      world.tell({ org, about: a.opened.kind, id: a.opened.id, for: a.concerns });
    if (a.next !== null) world.tell({ org, about: "wake", id: String(a.next) });
  }
};
