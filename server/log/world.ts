// What every unit of work needs: the database, the kinds of streams, what is known of each organisation.
import type { Pool, PoolClient } from "pg";
import type { Derived, Ground } from "#domain/obligation/derive.ts";
import type { Facts, StreamEvent, StreamKind } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import type { Change, Seen } from "./command.ts";
import { type Directory, loadDirectory } from "./directory.ts";
import type { Unit } from "./unit.ts";

/** Table → rows to insert or replace. */
export type Rows = Record<string, Record<string, unknown>[]>;

/** One stream after something was appended to it, as its views see it. */
export type Turned<S extends Facts = Facts> = {
  directory: Directory;
  id: string;
  run: number;
  /** Number of the organisation's version to write when its directory changes. */
  version: number;
  events: readonly StreamEvent[];
  fresh: readonly StreamEvent[];
  before: Derived<S> | null;
  after: Derived<S>;
};

/** What follows an event, carried out later as a command of its own, once. */
export type Reaction = { seq: number; reaction: string; data: Facts };

/** How one kind of stream lives on the server; the same shape for every kind. */
export type Module<S extends Facts = Facts> = {
  kind: StreamKind<S>;
  /** The rules under which a stream of this kind runs. */
  ground?: (directory: Directory, events: readonly StreamEvent[]) => Ground;
  /** Rows of its views after a turn. */
  project: (turned: Turned<S>) => Rows;
  /** Who holds an obligation, to be fixed with its outcome. */
  personOf?: (directory: Directory, derived: Derived<S>, owner: unknown) => string | null;
  reactions?: (turned: Turned<S>) => Reaction[];
  /** The next instant (epoch ms) at which it changes by itself for another reason than a clock of its regulations. */
  next?: (state: S, calendar: Calendar) => number | null;
  /** What such an instant brings when the stream is woken: events of its own, and streams that begin. */
  due?: (unit: Unit, seen: Seen) => Promise<Change[]> | Change[];
  /** Plans ahead by the organisation's configuration, which has changed; gives nothing where its plan still stands. */
  replan?: (unit: Unit) => Promise<Change[]>;
  /** Changes of this kind change what a directory holds. */
  configures?: true;
};

/** The next instant at which a stream changes by itself, for whatever reason. */
export const nextOf = (
  module: Module,
  { state, next }: Derived<Facts>,
  calendar: Calendar,
): number | null => {
  const own = module.next?.(state, calendar) ?? null;
  return own === null || (next !== null && next < own) ? next : own;
};

/** Told to the browsers and processes that look on, after the commit; `for`: the members whose own work it changes. */
export type News = { org: string; about: string; id?: string; for?: readonly string[] };

export type World = {
  /** Connects as the owner; units of work step down to the application's role. */
  pool: Pool;
  /** For what must not wait for a unit of work that holds a connection of `pool`. */
  side: Pool;
  modules: ReadonlyMap<string, Module>;
  directory: (client: PoolClient, org: string, version: number, run: number) => Promise<Directory>;
  tell: (news: News) => void;
  dataDir: string;
  /** What this process has done since it began. */
  done: { events: number };
};

/** Makes the world; directories are kept per organisation until their version or run changes. */
export const makeWorld = (
  pools: { pool: Pool; side: Pool },
  modules: readonly Module<never>[],
  tell: World["tell"],
  dataDir: string,
): World => {
  const kept = new Map<string, Directory>();
  return {
    ...pools,
    modules: new Map((modules as unknown as Module[]).map((m) => [m.kind.name, m])),
    directory: async (client, org, version, run) => {
      const known = kept.get(org);
      if (known && known.version === version && known.run === run) return known;
      const loaded = await loadDirectory(client, org);
      kept.set(org, loaded);
      return loaded;
    },
    tell,
    dataDir,
    done: { events: 0 },
  };
};
