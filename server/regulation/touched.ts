// Running matters that an edition would touch, and what becomes of their clocks when they are moved to it.
import type { z } from "zod";
import type { listTouched } from "#api/edition.ts";
import { differences } from "#domain/backtest/backtest.ts";
import { type CaseState, isOpen } from "#domain/case/case.ts";
import { pinnedEditions } from "#domain/edition/pinned.ts";
import { type Derived, derive } from "#domain/obligation/derive.ts";
import type { StreamEvent, StreamKind } from "#domain/stream/event.ts";
import { pageSize, readCursor, writeCursor } from "#server/http/page.ts";
import { groundOf } from "#server/log/append.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { Module, World } from "#server/log/world.ts";

const here = "org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer";
const running = "state not in ('closed', 'withdrawn')";
const most = 1000;
/** Matters folded for one answer at most. */
const scanned = 400;
const batch = 100;

export type Target = { regulation: string; edition: string };
type Folded = Derived<CaseState>;

export const caseModule = (world: World): Module => {
  const module = world.modules.get("case");
  if (!module) throw new Error("There are no matters");
  return module;
};

/** A matter as it stands, and as it would stand right after it is moved; null where it would not change its edition. */
export const movedNow = (
  unit: Unit,
  module: Module,
  events: readonly StreamEvent[],
  { regulation, edition }: Target,
): { before: Folded; after: Folded; from: string } | null => {
  const from = pinnedEditions(events)[regulation];
  if (from === undefined || from === edition) return null;
  const fold = (of: readonly StreamEvent[]) =>
    derive(module.kind as StreamKind, groundOf(unit, module, of), of, unit.now) as Folded;
  const before = fold(events);
  if (!isOpen(before.state)) return null;
  const at = Math.max(unit.now, events.at(-1)?.at ?? 0);
  const move: StreamEvent = {
    seq: events.length + 1,
    type: "case.edition-moved",
    at,
    recordedAt: unit.recordedAt,
    by: "clock",
    data: { regulation, edition },
  };
  return { before, after: fold([...events, move]), from };
};

/** Ids of running matters in the order of their ids. */
export const runningAfter = async (unit: Unit, after: string | null, limit: number): Promise<string[]> => {
  const { rows } = await unit.client.query<{ id: string }>(
    `select id from case_view where ${here} and ${running} and ($1::uuid is null or id > $1) order by id limit $2`,
    [after, limit],
  );
  return rows.map((r) => r.id);
};

const runningCount = async (unit: Unit, regulation: string, edition: string) => {
  const { rows } = await unit.client.query<{ n: number }>(
    `select count(*) as n from (
       select 1 from case_view c join event e on e.org = c.org and e.stream = c.id and e.seq = 1
        where c.org = current_setting('shouwen.org') and c.run = current_setting('shouwen.run')::integer
          and c.${running} and e.data->'editions'->>$1 is not null
          and coalesce((select m.data->>'edition' from event m where m.org = c.org and m.stream = c.id
                 and m.type = 'case.edition-moved' and m.data->>'regulation' = $1
               order by m.seq desc limit 1), e.data->'editions'->>$1) <> $2
        limit ${most + 1}) x`,
    [regulation, edition],
  );
  const n = rows[0]?.n ?? 0;
  return { count: Math.min(n, most), more: n > most };
};

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

type Query = z.output<NonNullable<typeof listTouched.query>>;

/** One page of the running matters whose clocks would change. */
export const touchedBy = async (world: World, unit: Unit, target: Target, q: Query) => {
  const module = caseModule(world);
  const limit = pageSize(q.limit);
  let after = (readCursor(q.after, ["id"])?.[0] ?? null) as string | null;
  const items = [];
  let folded = 0;
  let more = true;
  while (more && items.length < limit && folded < scanned) {
    const ids = await runningAfter(unit, after, batch);
    more = ids.length === batch;
    for (const history of await readMore(unit, ids, false)) {
      if (items.length === limit) {
        more = true;
        break;
      }
      after = history.id;
      folded += 1;
      const then = movedNow(unit, module, history.events, target);
      const clocks = then ? differences(history.id, then, unit.now) : [];
      if (!then || clocks.length === 0) continue;
      const { number, title } = then.before.state;
      items.push({
        case: history.id,
        number,
        title,
        edition: then.from,
        clocks: clocks.map(({ clause, before, after: b }) => ({
          clause,
          before: before && { ...before, dueAt: time(before.dueAt) },
          after: b && { ...b, dueAt: time(b.dueAt) },
        })),
      });
    }
  }
  return {
    items,
    next: more && after ? writeCursor([after]) : null,
    running: await runningCount(unit, target.regulation, target.edition),
  };
};
