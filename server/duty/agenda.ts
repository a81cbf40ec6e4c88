// How an organisation's agenda lives on the server: planned by its regulations, woken when something opens, raised exactly once.
import { createHash } from "node:crypto";
import { type AgendaState, agendaKind, changedClauses } from "#domain/duty/agenda.ts";
import { type AgendaGround, type Kept, keep, nextLook, stepSome, stepTo } from "#domain/duty/look.ts";
import type { Opening } from "#domain/duty/openings.ts";
import { editionName } from "#domain/edition/edition.ts";
import { ownRunning } from "#domain/retention/office.ts";
import { type NewEvent, replay } from "#domain/stream/event.ts";
import { startOfDay } from "#domain/time/calendar.ts";
import type { Change, Seen } from "#server/log/command.ts";
import type { Directory } from "#server/log/directory.ts";
import type { History } from "#server/log/read.ts";
import { streamId } from "#server/log/stream-id.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { Module } from "#server/log/world.ts";

/** How many duties one turn raises: an organisation with much to catch up does it in several. */
const mostAtOnce = 200;
/** A longer agenda is carried over into its next volume. */
const longest = 300;

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOr = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** Every published edition of the adopted regulations, as it is pinned. */
const editionsOf = (d: Directory) =>
  d.adopted.flatMap((key) =>
    (d.editions.get(key)?.state.editions ?? [])
      .filter((e) => !e.draft)
      .map((e) => ({ pinned: { [key]: editionName(e.date) }, date: e.date })),
  );

const groundOf = (d: Directory): AgendaGround => ({
  calendar: d.calendar,
  rulesAt: (instant) => [
    ...d.running(d.inForceAt(instant)).flatMap((r) => r.recurring),
    ...(ownRunning(d.organisation)?.recurring ?? []),
  ],
  changes: [...new Set(editionsOf(d).flatMap((e) => (e.date ? [startOfDay(d.calendar, e.date)] : [])))].sort(
    (a, b) => a - b,
  ),
});

const plans = new WeakMap<Directory, string | null>();

/** A fingerprint of every recurring rule of every edition and of the calendar; null where there is no such rule. */
const planOf = (d: Directory): string | null => {
  const known = plans.get(d);
  if (known !== undefined) return known;
  const rules = editionsOf(d).flatMap(({ pinned, date }) =>
    d.running(pinned).flatMap((r) => r.recurring.map((x) => [date, x.clause, x.every, x.within ?? null])),
  );
  // What the organisation asks of itself begins with the setting that asks for it.
  for (const x of ownRunning(d.organisation)?.recurring ?? []) rules.push([null, x.clause, x.every, null]);
  const said = JSON.stringify([rules, d.calendarSource]);
  const plan = rules.length === 0 ? null : createHash("sha256").update(said).digest("hex").slice(0, 16);
  plans.set(d, plan);
  return plan;
};

const agendaStream = (unit: Unit, volume: number): string =>
  streamId(unit.org, "agenda", `${unit.run}/${volume}`);

/** The same duty has the same id whoever raises it. */
const dutyStream = (unit: Unit, { recurring, period, n }: Opening): string =>
  streamId(unit.org, "duty", `${unit.run}/${recurring.clause}/${period.unit}/${period.id}/${n}`);

/** A duty as it begins. */
const raise = (unit: Unit, o: Opening): Change => {
  const { recurring, period } = o;
  const regulation = recurring.clause.slice(0, recurring.clause.indexOf("/"));
  const edition = unit.directory.inForceAt(o.opensAt)[regulation];
  const data = {
    clause: recurring.clause,
    regulation,
    period: period.id,
    n: o.n,
    of: o.of,
    opensAt: iso(o.opensAt),
    dueAt: isoOr(o.dueAt),
    says: recurring.rule.says,
    ...(recurring.evidence ? { evidence: recurring.evidence } : {}),
    ...(o.missingYears.length > 0 ? { missingYears: o.missingYears } : {}),
    editions: edition ? { [regulation]: edition } : {},
  };
  const event = { type: "duty.raised", data, by: "clock" };
  return { stream: dutyStream(unit, o), kind: "duty", events: [event] };
};

/** What was not raised yet: an edition that moves an opening within its period raises nothing twice. */
const notYet = async (unit: Unit, openings: readonly Opening[]): Promise<Opening[]> => {
  if (openings.length === 0) return [];
  const ids = openings.map((o) => dutyStream(unit, o));
  const { rows } = await unit.client.query<{ id: string }>(
    "select id from stream where org = current_setting('shouwen.org') and id = any ($1::uuid[])",
    [ids],
  );
  const there = new Set(rows.map((r) => r.id));
  return openings.filter((_, n) => !there.has(ids[n] ?? ""));
};

type Noted = { plan?: string; floor?: string };
const keptEvent = (s: AgendaState, k: Kept, noted: Noted): NewEvent => ({
  type: "agenda.kept",
  data: { upTo: iso(k.upTo), next: isoOr(k.next), ...changedClauses(s.since, k.since, iso), ...noted },
  by: "clock",
});

/** The next volume takes over what stands. */
const carriedOver = (unit: Unit, id: string, s: AgendaState, k: Kept, noted: Noted): Change[] => {
  const volume = s.volume + 1;
  const kept = keptEvent({ ...s, since: {} }, k, { plan: s.plan, floor: iso(s.floor), ...noted });
  const opened = { ...kept, type: "agenda.opened", data: { ...kept.data, volume } };
  return [
    { stream: id, kind: "agenda", events: [{ type: "agenda.closed", data: { volume }, by: "clock" }] },
    { stream: agendaStream(unit, volume), kind: "agenda", events: [opened] },
  ];
};

/** Raises what opened up to now, or a part of it, and says when to look again. */
const due = async (unit: Unit, seen: Seen): Promise<Change[]> => {
  const before = seen.derived.state as AgendaState;
  if (before.closed || before.next === null || before.next > unit.now) return [];
  const d = unit.directory;
  const plan = planOf(d) ?? "";
  const noted = plan === before.plan ? {} : { plan, floor: iso(unit.now) };
  const s = plan === before.plan ? before : { ...before, floor: unit.now };
  const ground = groundOf(d);
  const step = stepSome(s, ground, unit.now, mostAtOnce);
  const kept = keep(s, ground, step, await notYet(unit, step.openings), mostAtOnce);
  const raised = kept.raise.map((o) => raise(unit, o));
  if (seen.history.length < longest)
    return [{ stream: seen.id, kind: "agenda", events: [keptEvent(s, kept, noted)] }, ...raised];
  return [...carriedOver(unit, seen.id, s, kept, noted), ...raised];
};

/** The volume being kept, locked; a volume that was closed while we waited for it has a successor. */
const current = async (unit: Unit): Promise<History | null> => {
  for (;;) {
    const { rows } = await unit.client.query<{ stream: string }>(
      "select stream from agenda_view where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer",
    );
    const [history] = rows[0] ? await readMore(unit, [rows[0].stream], true) : [];
    if (!history || !replay(agendaKind, history.events).closed) return history ?? null;
  }
};

/** Another plan begins now: what is new in it is owed from its first whole period on. */
const replan = async (unit: Unit): Promise<Change[]> => {
  const plan = planOf(unit.directory);
  const history = await current(unit);
  const place = history ? replay(agendaKind, history.events) : { ...agendaKind.initial, upTo: unit.now - 1 };
  if (plan === null && !history) return [];
  if (history && place.plan === (plan ?? "")) return [];
  const ground = groundOf(unit.directory);
  const s = { ...place, floor: unit.now };
  const step = stepTo(s, ground, unit.now);
  const noted = { plan: plan ?? "", floor: iso(unit.now) };
  // With nothing to raise the look is over; else it is taken by whoever wakes the agenda.
  const kept: Kept =
    step.openings.length === 0
      ? { ...step, raise: [], next: nextLook(step.since, step.upTo, ground) }
      : { raise: [], since: s.since, upTo: s.upTo, next: unit.now };
  const event = keptEvent(s, kept, noted);
  if (history) return [{ stream: history.id, kind: "agenda", events: [event], history }];
  const opened = { ...event, type: "agenda.opened", data: { ...event.data, volume: 0 } };
  return [{ stream: agendaStream(unit, 0), kind: "agenda", events: [opened] }];
};

export const agendaModule: Module<AgendaState> = {
  kind: agendaKind,
  next: (s) => s.next,
  due,
  replan,
  // A volume that was closed has a successor, whose row this is.
  project: (t) => ({
    agenda_view: t.after.state.closed ? [] : [{ org: t.directory.org, run: t.run, stream: t.id }],
  }),
};
