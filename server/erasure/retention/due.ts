// What has passed its keeping time: candidates by their age from the lists, judged part by part.
import type { DueLine } from "#api/retention.ts";
import { kinds } from "#domain/case/values.ts";
import { editionName } from "#domain/edition/edition.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { monthsOf } from "#domain/retention/keep.ts";
import { keepingOf, ownKeeping, type RetentionSettings, retentionOf } from "#domain/retention/settings.ts";
import type { Directory } from "#server/log/directory.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { holdsNow, isHeld, type Kept, keptOf } from "../keeping.ts";
import { type Part, partsIn, placeOf } from "../part.ts";

/** As many are shown, and destroyed, at once. */
export const mostDue = 500;
const batch = 200;

/** Every definition of a paper in any published edition of what is adopted. */
export const papersEver = (d: Directory): RunningPaper[] =>
  d.adopted.flatMap((key) =>
    (d.editions.get(key)?.state.editions ?? [])
      .filter((e) => !e.draft)
      .flatMap((e) => d.running({ [key]: editionName(e.date) }).flatMap((r) => r.papers)),
  );

/** Thing → the shortest time for which any of it is kept, in months; what is kept for ever is left out. */
const shortest = (d: Directory, s: RetentionSettings): Map<string, number> => {
  const found = new Map<string, number>();
  const note = (thing: string, keep: string | undefined): void => {
    const months = keep === undefined ? null : monthsOf(keep);
    if (typeof months === "number") found.set(thing, Math.min(months, found.get(thing) ?? months));
  };
  for (const p of papersEver(d)) note(`${p.regulation}/${p.paper.key}`, keepingOf(s, p)?.keep);
  for (const thing of [...kinds.map((k) => `matter:${k}`), "duty", "customer"])
    note(thing, ownKeeping(s, thing)?.keep);
  return found;
};

/** Never later than the true end, which is counted by the calendar. */
const monthMs = 28 * 86_400_000;

const candidates = `
  with kept as (select * from unnest($1::text[], $2::timestamptz[]) as k(thing, before)),
  here as (select current_setting('shouwen.org') as org, current_setting('shouwen.run')::integer as run)
  select id, at from (
    select p.stream as id, p.filled_at as at from paper_view p join here using (org, run)
      join kept k on k.thing = p.regulation || '/' || p.paper and p.filled_at < k.before
    union select c.id, c.received_at from case_view c join here using (org, run)
      join kept k on k.thing = 'matter:' || c.kind and c.received_at < k.before
      where c.state in ('closed', 'withdrawn')
    union select d.id, d.done_at from duty_view d join here using (org, run)
      join kept k on k.thing = 'duty' and d.done_at < k.before
    union select v.id, (select min(e.at) from event e where e.org = v.org and e.stream = v.id)
      from customer_view v join here on here.org = v.org and v.run in (0, here.run)
      join kept k on k.thing = 'customer' where v.name is not null or v.phone is not null or v.address is not null
  ) c
  where ($3::timestamptz is null or (at, id) > ($3::timestamptz, $4::uuid))
    and exists (select from event e where e.org = current_setting('shouwen.org') and e.stream = c.id and e.private is not null)
  group by id, at order by at, id limit ${batch}`;

export type Due = { part: Part; kept: Kept };

const isDue = (unit: Unit, kept: Kept | undefined): kept is Kept =>
  kept?.until != null && kept.until <= unit.now;

/** The due parts of some streams. */
export const dueIn = async (
  world: World,
  unit: Unit,
  streams: readonly string[],
  lock: boolean,
): Promise<Due[]> => {
  const parts = await partsIn(world, unit, streams, [], lock);
  const kept = keptOf(unit, parts);
  return parts.flatMap((part) => {
    const own = kept.get(placeOf(part));
    return isDue(unit, own) && !(part.open && part.host !== "duty") ? [{ part, kept: own }] : [];
  });
};

/** What is due for destruction now, the oldest candidates first. */
export const findDue = async (world: World, unit: Unit): Promise<{ due: Due[]; more: boolean }> => {
  const things = [...shortest(unit.directory, retentionOf(unit.directory.organisation))];
  const before = things.map(([, months]) => new Date(unit.now - months * monthMs).toISOString());
  const due: Due[] = [];
  let after: [string, string] | null = null;
  while (things.length > 0) {
    const values: unknown[] = [things.map(([thing]) => thing), before, ...(after ?? [null, null])];
    const { rows } = await unit.client.query<{ id: string; at: number }>(candidates, values);
    due.push(
      ...(await dueIn(
        world,
        unit,
        rows.map((r) => r.id),
        false,
      )),
    );
    const last = rows.at(-1);
    if (due.length > mostDue) return { due: due.slice(0, mostDue), more: true };
    if (!last || rows.length < batch) break;
    after = [new Date(last.at).toISOString(), last.id];
  }
  return { due, more: false };
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** The list as the contract shows it. */
export const showDue = async (
  unit: Unit,
  { due, more }: { due: readonly Due[]; more: boolean },
): Promise<{ items: DueLine[]; more: boolean }> => {
  const holds = await holdsNow(unit);
  const items = due.map(
    ({ part, kept }): DueLine => ({
      stream: part.stream,
      paper: part.paper,
      kind: part.kind,
      host: part.host,
      name: part.name,
      number: part.number,
      since: iso(kept.since ?? part.at),
      until: iso(kept.until ?? 0),
      keep: kept.keep,
      clause: kept.clause,
      events: part.some.reduce((n, s) => n + s.seqs.length, 0),
      files: part.files.length,
      held: isHeld(holds, part),
    }),
  );
  return { items, more };
};
