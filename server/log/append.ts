// Appends events to streams and writes everything that follows from them in one statement.
import { planned, type Told } from "#domain/delivery/plan.ts";
import { type Derived, derive, type Ground } from "#domain/obligation/derive.ts";
import { writeOutcome } from "#domain/obligation/record.ts";
import { asText, type Facts, type NewEvent, type StreamEvent } from "#domain/stream/event.ts";
import { concerned } from "./clock/concerned.ts";
import { beginning, link, newSalt, privateHash, split } from "./proof/chain.ts";
import type { History } from "./read.ts";
import type { Unit } from "./unit.ts";
import { upsert } from "./upsert.ts";
import { type Module, nextOf, type Rows, type Turned, type World } from "./world.ts";

/** A stream opened for writing. */
export type Opened = {
  id: string;
  kind: string;
  run: number;
  /** Who acted; outcomes are the clock's. */
  by: string;
  history: History | null;
  before: Derived<Facts> | null;
  /** The instant of what is appended; an import tells each event's own. */
  at?: number;
  /** An imported matter of the past tells nobody. */
  quiet?: boolean;
  /** How many reactions lie between a person's act and this. */
  depth?: number;
  accepted: (NewEvent & { at?: number })[];
};

const iso = (ms: number): string => new Date(ms).toISOString();
const noGround: Pick<Ground, "running"> = { running: [] };

export const groundOf = (unit: Unit, module: Module, events: readonly StreamEvent[]): Ground =>
  module.ground?.(unit.directory, events) ?? { ...noGround, calendar: unit.directory.calendar };

/** Folds a stream as it stands. */
export const standing = (
  unit: Unit,
  module: Module,
  events: readonly StreamEvent[],
  now: number,
): Derived<Facts> => derive(module.kind, groundOf(unit, module, events), events, now);

type Chained = { rows: Record<string, unknown>[]; head: string };

const chain = (unit: Unit, module: Module, o: Opened, fresh: readonly StreamEvent[]): Chained => {
  let head = o.history?.head ?? beginning;
  const rows = fresh.map((e) => {
    const { data, personal } = split(e.data, module.kind.personal[e.type] ?? []);
    const salt = personal ? newSalt() : null;
    const hashed = personal && salt ? privateHash(salt, personal) : null;
    const base = { org: unit.org, stream: o.id, seq: e.seq, run: o.run, type: e.type, by: e.by, data };
    const times = { at: iso(e.at), recordedAt: iso(e.recordedAt) };
    head = link(head, { ...base, ...times, privateHash: hashed });
    return {
      ...base,
      at: times.at,
      recorded_at: times.recordedAt,
      private: personal,
      salt,
      private_hash: hashed,
      hash: head,
    };
  });
  return { rows, head };
};

/** Numbers and dates the accepted events, then adds the outcomes that follow from them. */
const settleEvents = (
  unit: Unit,
  module: Module,
  o: Opened,
): { fresh: StreamEvent[]; after: Derived<Facts> } => {
  const past = o.history?.events ?? [];
  const events = [...past];
  let last = events.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const push = (e: NewEvent & { at?: number }, fallback: string) => {
    // Never before the stream's previous event.
    last = Math.max(last, e.at ?? o.at ?? unit.now);
    events.push({
      seq: events.length + 1,
      type: e.type,
      at: last,
      recordedAt: unit.recordedAt,
      by: e.by ?? fallback,
      data: e.data,
    });
  };
  for (const [n, e] of o.accepted.entries()) {
    // A rebuild must know that nobody was told of what this turn brought in.
    const quiet = o.quiet && past.length === 0 && n === 0;
    push(quiet ? { ...e, data: { ...e.data, imported: true } } : e, o.by);
  }
  const now = Math.max(unit.now, last);
  const derived = standing(unit, module, events, now);
  for (const outcome of derived.outcomes) {
    const { type, data } = writeOutcome(outcome, iso);
    const person = module.personOf?.(unit.directory, derived, outcome.obligation.owner) ?? null;
    // An import's outcomes belong to the days when they came about.
    push({ type, data: { ...data, person }, by: "clock", at: o.quiet ? outcome.at : undefined }, "clock");
  }
  const after = derived.outcomes.length > 0 ? standing(unit, module, events, now) : derived;
  return { fresh: events.slice(past.length), after };
};

/** `concerns`: the members whose own work it changes. */
export type Appended = { opened: Opened; turned: Turned; next: number | null; concerns: readonly string[] };

/**
 * Appends to some streams, at the length they were read with, and writes views, wake-ups and outbox with them.
 * @returns each stream after its turn; streams to which nothing was appended only get their wake-up set
 */
export const append = (world: World, unit: Unit, opened: readonly Opened[]): Appended[] => {
  const rows: Rows = { event: [], stream: [], outbox: [] };
  const appended: Appended[] = [];
  let version = unit.directory.version;
  for (const o of opened) {
    const module = world.modules.get(o.kind);
    if (!module) throw new Error(`No kind of stream ${o.kind}`);
    const { fresh, after } = settleEvents(unit, module, o);
    const { rows: chained, head } = chain(unit, module, o, fresh);
    if (module.configures && fresh.length > 0) version += 1;
    const events = [...(o.history?.events ?? []), ...fresh];
    const turned = {
      directory: unit.directory,
      id: o.id,
      run: o.run,
      version,
      events,
      fresh,
      before: o.before,
      after,
    };
    const next = nextOf(module, after, unit.directory.calendar);
    const wake_at = next === null ? null : iso(next);
    rows.event?.push(...chained);
    const stream = { org: unit.org, id: o.id, kind: o.kind, run: o.run, length: events.length, head };
    rows.stream?.push({ ...stream, wake_at, unsealed: fresh.length > 0 });
    const added = fresh.length > 0 ? collect(rows, unit, module, o, turned) : {};
    const concerns = o.quiet ? [] : concerned(unit.directory.organisation, o.by, added);
    appended.push({ opened: o, turned, next, concerns });
  }
  send(unit, rows);
  return appended;
};

/** Sends the rows without waiting: the commit follows in the same round trip, and fails if they do. */
const send = (unit: Unit, rows: Rows): void => {
  const written = upsert(unit.client, rows);
  written.catch(() => {});
  unit.writes.push(written);
};

/** Here and nowhere else: a notice that is only folded again, or that tells of the past, leaves the house no more. */
const leaving = (unit: Unit, { after }: Turned, notices: Rows[string]): Rows[string] => {
  const { org, organisation, calendar } = unit.directory;
  const severity = asText(after.state.severity);
  const way = planned(organisation, calendar, notices as unknown as Told[], severity, unit.recordedAt);
  return way.map(({ at, next, ...p }) => ({ org, ...p, state: "waiting", at: iso(at), next_at: iso(next) }));
};

/** Several streams of one turn may make up the organisation's row: each adopts what it adopts, the last says the rest. */
const merged = (rows: Rows[string] = [], added: Rows[string]): Rows[string] => {
  const all = [...rows, ...added];
  const regulations = new Set(all.flatMap((r) => (r.regulations as string[] | undefined) ?? []));
  const last = all.at(-1);
  return last ? [{ ...last, regulations: [...regulations] }] : [];
};

/** The rows of a table so far, to be added to: many streams may come in one turn. */
const into = (rows: Rows, table: string): Rows[string] => {
  rows[table] ??= [];
  return rows[table];
};

const collect = (rows: Rows, unit: Unit, module: Module, o: Opened, turned: Turned): Rows => {
  const views = module.project(turned);
  for (const [table, added] of Object.entries(views)) {
    if (o.quiet && table === "notice") continue;
    if (table === "organisation") rows[table] = merged(rows[table], added);
    else into(rows, table).push(...added);
    if (table === "notice") into(rows, "delivery").push(...leaving(unit, turned, added));
  }
  const reactions = o.quiet ? [] : (module.reactions?.(turned) ?? []);
  const depth = (o.depth ?? 0) + 1;
  // A person's act may be followed five deep; regulations that would go on for ever are refused when loaded.
  if (depth > 5) return views;
  // What outlives every run is followed by what happens in the present one.
  const run = o.run === 0 ? unit.run : o.run;
  for (const r of reactions)
    rows.outbox?.push({ org: unit.org, run, stream: o.id, ...r, depth, done_at: null });
  return views;
};
