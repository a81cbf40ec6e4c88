// Editions known and signed, over HTTP: who was sent one, who signed, what waits for me.
import { acknowledge, listAcknowledgements, listToAcknowledge } from "#api/edition.ts";
import {
  boundBy,
  type CirculationState,
  type Copy,
  acknowledge as decide,
} from "#domain/edition/circulation.ts";
import { editionName, editionOf } from "#domain/edition/edition.ts";
import { isGone, memberOf } from "#domain/organisation/organisation.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { refuse } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { perform } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Change } from "#server/log/command.ts";
import type { Directory } from "#server/log/directory.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { kept } from "../text.ts";
import { circulationStream } from "./module.ts";

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const show = (d: Directory, id: string, copy: Copy, now: number) => {
  const member = memberOf(d.organisation, id);
  return {
    member: id,
    name: member?.name ?? id,
    posts: member?.posts ?? [],
    sentAt: new Date(copy.sentAt).toISOString(),
    dueAt: time(copy.dueAt),
    acknowledgedAt: time(copy.acknowledgedAt),
    overdue: copy.acknowledgedAt === null && copy.dueAt !== null && now > copy.dueAt,
  };
};

/** The end of a local day in the organisation's time. */
const endOf = (d: Directory, day: string): string =>
  Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime(d.organisation.timeZone)
    .toInstant()
    .toString();

/** What sends an edition that was just published to those it binds; nothing where it binds nobody. */
export const sending = (
  unit: Unit,
  regulation: Regulation,
  date: string,
  signBy: string | undefined,
): Change[] => {
  const d = unit.directory;
  const to = boundBy(regulation, d.organisation);
  if (to.length === 0) return [];
  const before = Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
  const coming = date > localDate(d.calendar, unit.now);
  const day = signBy ?? (coming ? before : undefined);
  const data = { regulation: regulation.regulation, edition: date, to, dueAt: day ? endOf(d, day) : null };
  const stream = circulationStream(d.org, unit.run, regulation.regulation, date);
  return [{ stream, kind: "circulation", run: unit.run, events: [{ type: "regulation.sent", data }] }];
};

const edition = (d: Directory, key: string, name: string): string => {
  const found = editionOf(kept(d, key), name);
  if (!found) throw refused({ kind: "unknown", code: "edition-unknown" });
  return editionName(found.date);
};

const copiesOf = async (unit: Unit, world: World, stream: string): Promise<Record<string, Copy>> => {
  const [history] = await readMore(unit, [stream], false);
  const kind = world.modules.get("circulation")?.kind;
  if (!history || !kind) return {};
  return (history.events.reduce(kind.evolve, kind.initial) as CirculationState).copies;
};

type Row = {
  regulation: string;
  edition: string;
  sent_at: number;
  due_at: number | null;
  acknowledged_at: number | null;
};

/** Registers the routes of circulated editions. */
export const circulationRoutes = (routes: Routes, world: World): void => {
  route(routes, listAcknowledgements, ({ params, caller }) =>
    reading(world, caller.org, async (unit) => {
      const d = unit.directory;
      const name = edition(d, params.key, params.date);
      const copies = await copiesOf(unit, world, circulationStream(caller.org, unit.run, params.key, name));
      // Whoever left without signing owes it no more.
      const items = Object.entries(copies)
        .filter(([id, copy]) => copy.acknowledgedAt !== null || !isGone(d.organisation, id))
        .map(([id, copy]) => show(d, id, copy, unit.now));
      // Those who have not signed stand first.
      items.sort((a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null));
      return { items, sent: items.length, signed: items.filter((i) => i.acknowledgedAt !== null).length };
    }),
  );

  route(routes, acknowledge, async ({ params, caller, request, reply }) => {
    const stream = await reading(world, caller.org, async (unit) =>
      circulationStream(caller.org, unit.run, params.key, edition(unit.directory, params.key, params.date)),
    );
    return perform(world, caller, request, reply, {
      streams: [stream],
      decide: (unit, seen) => {
        const state = seen(stream)?.derived.state as CirculationState | undefined;
        if (!state) return refuse("rule", "edition-not-sent");
        const decision = decide(state, caller.member);
        if ("refused" in decision) return decision;
        return {
          changes: [{ stream, kind: "circulation", events: decision.accepted }],
          answer: ({ appended }) => {
            const after = appended[0]?.turned.after.state as CirculationState | undefined;
            const copy = after?.copies[caller.member] as Copy;
            return { status: 200, body: show(unit.directory, caller.member, copy, unit.now) };
          },
        };
      },
    });
  });

  route(routes, listToAcknowledge, ({ query, caller }) =>
    reading(world, caller.org, async (unit) => {
      const { rows } = await unit.client.query<Row>(
        `select regulation, edition, sent_at, due_at, acknowledged_at from circulation
          where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer and member = $1
            and (acknowledged_at is not null) = $2 order by sent_at, regulation limit 200`,
        [caller.member, query.signed === "true"],
      );
      const items = rows.map((r) => ({
        regulation: r.regulation,
        title: unit.directory.editions.get(r.regulation)?.state.title ?? r.regulation,
        edition: r.edition,
        sentAt: new Date(r.sent_at).toISOString(),
        dueAt: time(r.due_at),
        acknowledgedAt: time(r.acknowledged_at),
        overdue: r.acknowledged_at === null && r.due_at !== null && unit.now > r.due_at,
      }));
      return { items };
    }),
  );
};
