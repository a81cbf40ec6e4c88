// A log in memory: what happened earlier, decided act by act at its own instant as it would have been live.
import { writeOutcome } from "#domain/obligation/record.ts";
import type { NewEvent, Refusal, StreamEvent } from "#domain/stream/event.ts";
import { standing } from "#server/log/append.ts";
import { type Change, type Seen, see, type Verdict } from "#server/log/command.ts";
import type { Reactor } from "#server/log/outbox.ts";
import type { Unit } from "#server/log/unit.ts";
import { type Module, nextOf, type World } from "#server/log/world.ts";

/** One stream as far as it has been told. */
export type Told = {
  id: string;
  kind: string;
  run: number;
  events: StreamEvent[];
  /** When it changes by itself, epoch ms. */
  next: number | null;
};

export type Reactors = Readonly<Record<string, Reactor>>;

export type Past = {
  world: World;
  /** The unit of work into which it is all written; its `now` is the real one. */
  unit: Unit;
  reactors: Reactors;
  streams: Map<string, Told>;
};

/** Where nothing has happened yet. */
export const noPast = (world: World, unit: Unit, reactors: Reactors): Past => ({
  world,
  unit,
  reactors,
  streams: new Map(),
});

const moduleOf = (past: Past, kind: string): Module => {
  const module = past.world.modules.get(kind);
  if (!module) throw new Error(`No kind of stream ${kind}`);
  return module;
};

/** The unit of work at an earlier instant. */
export const unitAt = (past: Past, at: number): Unit => ({ ...past.unit, now: at });

/** A stream as a decision at an instant sees it. */
export const seenAt = (past: Past, id: string, at: number): Seen | undefined => {
  const told = past.streams.get(id);
  if (!told) return undefined;
  const history = { ...told, length: told.events.length, head: "" };
  return see(past.world, unitAt(past, at), history);
};

const push = (past: Past, told: Told, at: number, e: NewEvent & { at?: number }, fallback: string): void => {
  const last = told.events.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  told.events.push({
    seq: told.events.length + 1,
    type: e.type,
    at: Math.max(last, e.at ?? at),
    recordedAt: past.unit.recordedAt,
    by: e.by ?? fallback,
    data: e.data,
  });
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Records what has come about by an instant, and what follows from it. */
const settle = async (past: Past, told: Told, at: number, from: number, depth: number): Promise<void> => {
  const unit = unitAt(past, at);
  const module = moduleOf(past, told.kind);
  const now = Math.max(at, told.events.at(-1)?.at ?? at);
  let derived = standing(unit, module, told.events, now);
  for (const outcome of derived.outcomes) {
    const { type, data } = writeOutcome(outcome, iso);
    const person = module.personOf?.(unit.directory, derived, outcome.obligation.owner) ?? null;
    push(past, told, now, { type, data: { ...data, person }, by: "clock" }, "clock");
  }
  if (derived.outcomes.length > 0) derived = standing(unit, module, told.events, now);
  told.next = nextOf(module, derived, unit.directory.calendar);
  const fresh = told.events.slice(from);
  if (fresh.length === 0 || depth > 5) return;
  const { id, run, events } = told;
  const turned = {
    directory: unit.directory,
    id,
    run,
    version: 0,
    events,
    fresh,
    before: null,
    after: derived,
  };
  for (const r of module.reactions?.(turned) ?? []) {
    const reactor = past.reactors[r.reaction.split(":")[0] ?? ""];
    const command = reactor?.({ stream: id, depth, ...r }, past.world);
    const verdict = await command?.decide(unit, (other) => seenAt(past, other, at));
    if (verdict && "changes" in verdict) await apply(past, verdict.changes, "clock", at, depth + 1);
  }
};

const apply = async (
  past: Past,
  changes: readonly Change[],
  by: string,
  at: number,
  depth = 1,
): Promise<void> => {
  for (const c of changes) {
    const told = past.streams.get(c.stream) ?? {
      id: c.stream,
      kind: c.kind,
      run: c.run ?? past.unit.run,
      events: [],
      next: null,
    };
    past.streams.set(c.stream, told);
    const from = told.events.length;
    for (const e of c.events) push(past, told, c.at ?? at, e, by);
    await settle(past, told, at, from, depth);
  }
};

const soonest = (past: Past, to: number, kind: string | undefined): Told | null => {
  let found: Told | null = null;
  for (const told of past.streams.values()) {
    if (told.next === null || told.next > to || (kind !== undefined && told.kind !== kind)) continue;
    if (found?.next == null || told.next < found.next) found = told;
  }
  return found;
};

/**
 * Lets everything come about by itself that is due by an instant, in order.
 * @param kind only streams of this kind
 */
export const advance = async (past: Past, to: number, kind?: string): Promise<void> => {
  for (let told = soonest(past, to, kind); told; told = soonest(past, to, kind)) {
    const at = told.next ?? to;
    const seen = seenAt(past, told.id, at);
    const from = told.events.length;
    const brought = seen ? ((await moduleOf(past, told.kind).due?.(unitAt(past, at), seen)) ?? []) : [];
    await apply(past, brought, "clock", at);
    if (!brought.some((c) => c.stream === told.id)) await settle(past, told, at, from, 1);
    // What says that it is due and then does nothing would be asked for ever.
    if (told.events.length === from && told.next === at) told.next = null;
  }
};

export type Decide = (
  unit: Unit,
  seen: (id: string) => Seen | undefined,
) => Promise<Verdict<unknown>> | Verdict<unknown>;

/**
 * Carries out one act at its instant; whatever was due before has come about by then.
 * @returns why it was refused, or null
 */
export const carry = async (past: Past, at: number, me: string, decide: Decide): Promise<Refusal | null> => {
  await advance(past, at);
  const verdict = await decide(unitAt(past, at), (id) => seenAt(past, id, at));
  if ("refused" in verdict) return verdict.refused;
  await apply(past, verdict.changes, me, at);
  return null;
};

/** Everything told, to be appended to the real log without telling anybody. */
export const changesOf = (past: Past): Change[] =>
  [...past.streams.values()]
    .filter((t) => t.events.length > 0)
    .map((t) => ({
      stream: t.id,
      kind: t.kind,
      run: t.run,
      quiet: true,
      events: t.events.map(({ type, data, by, at }) => ({ type, data, by, at })),
    }));
