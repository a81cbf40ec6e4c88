// What a change of the calendar would move: open clocks counted under both, nothing written.
import type { OfficePreview } from "#api/office.ts";
import { derive } from "#domain/obligation/derive.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { asText } from "#domain/stream/event.ts";
import { buildCalendar } from "#domain/time/calendar.ts";
import { groundOf } from "#server/log/append.ts";
import { calendarOf } from "#server/log/directory.ts";
import type { History } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";

/** Streams looked at; whoever has more open is told that there are more. */
const most = 1000;
const batch = 100;
const shown = 20;

type Moved = OfficePreview["items"][number] & { by: number };
type Looked = { clocks: number; moved: Moved[] };

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const lookAt = (world: World, unit: Unit, then: Unit, { id, kind, events }: History): Looked => {
  const module = world.modules.get(kind);
  if (!module) return { clocks: 0, moved: [] };
  const now = derive(module.kind, groundOf(unit, module, events), events, unit.now);
  const after = derive(module.kind, groundOf(then, module, events), events, unit.now);
  const open = now.obligations.filter((o) => o.state === "open" && o.dueAt !== null);
  const dues = new Map(after.obligations.map((o) => [o.id, o.dueAt]));
  const number = asText(now.state.number) ?? "";
  const title = asText(now.state.title) ?? asText(now.state.says) ?? "";
  const moved = open.flatMap((o): Moved[] => {
    const due = dues.get(o.id) ?? null;
    if (due === o.dueAt) return [];
    const by = (due ?? 0) - (o.dueAt ?? 0);
    return [{ stream: id, number, title, clause: o.clause, before: iso(o.dueAt), after: iso(due), by }];
  });
  return { clocks: open.length, moved };
};

/**
 * Counts open clocks as they would stand in an organisation shaped otherwise.
 * @param o the organisation as it would be; its calendar must be sound
 */
export const previewCalendar = async (
  world: World,
  unit: Unit,
  o: OrganisationState,
): Promise<OfficePreview> => {
  const calendarSource = calendarOf(unit.org, o);
  const calendar = buildCalendar(calendarSource);
  const then = { ...unit, directory: { ...unit.directory, organisation: o, calendar, calendarSource } };
  const { rows } = await unit.client.query<{ stream: string }>(
    `select distinct stream from obligation where org = current_setting('shouwen.org')
        and run = current_setting('shouwen.run')::integer and state = 'open' and due_at is not null
      order by stream limit ${most + 1}`,
  );
  const ids = rows.slice(0, most).map((r) => r.stream);
  const moved: Moved[] = [];
  let clocks = 0;
  for (let n = 0; n < ids.length; n += batch)
    for (const history of await readMore(unit, ids.slice(n, n + batch), false)) {
      const looked = lookAt(world, unit, then, history);
      clocks += looked.clocks;
      moved.push(...looked.moved);
    }
  const furthest = moved.toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by)).slice(0, shown);
  return {
    clocks,
    more: rows.length > most,
    earlier: moved.filter((m) => m.by < 0).length,
    later: moved.filter((m) => m.by > 0).length,
    over: moved.filter((m) => m.after !== null && Date.parse(m.after) <= unit.now).length,
    items: furthest.map(({ by: _, ...item }) => item),
  };
};
