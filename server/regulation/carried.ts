// The regulations that the product carries, taken up by an office with a click.
import { adopt, type CarriedRow, listCarried } from "#api/carried.ts";
import { blankOf } from "#domain/edition/blank.ts";
import { type EditionsState, publish } from "#domain/edition/edition.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import { statusOf } from "#domain/regulation/status.ts";
import { type Refusal, refuse } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { type Carried, carried, carriedKeys } from "#server/carried.ts";
import { perform } from "#server/http/command.ts";
import { say } from "#server/http/i18n/say.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Change } from "#server/log/command.ts";
import type { Directory } from "#server/log/directory.ts";
import { streamId } from "#server/log/stream-id.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { demand } from "./text.ts";

const rowOf = (d: Directory, { key, title, regulation }: Carried): CarriedRow => ({
  key,
  title,
  clauses: regulation.clauses.length,
  runs: regulation.clauses.filter(
    (c) =>
      statusOf(c, d.organisation.figures, regulation, (k) => carried(k)?.regulation ?? null).status ===
      "running",
  ).length,
  blanks: regulation.clauses.filter((c) => blankOf(c) !== null).length,
  roles: Object.keys(regulation.roles).length,
  adopted: d.adopted.includes(key),
});

/** What is still to be done for these: roles that no post stands for, clauses that wait for a figure. */
const toDo = (o: OrganisationState, regulations: readonly Carried[]) => {
  const roles = regulations.flatMap((r) => Object.keys(r.regulation.roles).map((role) => `${r.key}/${role}`));
  const blanks = regulations.flatMap((r) =>
    r.regulation.clauses.flatMap((c) => {
      const blank = blankOf(c);
      return blank === null ? [] : [{ id: `${r.key}/${c.id}`, blank }];
    }),
  );
  return {
    roles: roles.filter((role) => (o.roles[role] ?? []).length === 0).length,
    blanks: blanks.filter(({ id, blank }) => !o.figures[id] && !o.figures[blank]).length,
  };
};

const editionOf = (unit: Unit, c: Carried, date: string): Change | { refused: Refusal } => {
  const d = unit.directory;
  const state: EditionsState = d.editions.get(c.key)?.state ?? { key: c.key, title: "", editions: [] };
  const edition = { date, yaml: c.yaml, title: c.title, draft: false, reason: say("adopted-carried") };
  const decision = publish(state, edition, localDate(d.calendar, unit.now));
  if ("refused" in decision) return decision;
  const events = decision.accepted.map((e) => ({ ...e, data: { ...e.data, key: c.key } }));
  return { stream: streamId(d.org, "regulation", c.key), kind: "regulation", run: 0, events };
};

const takeUp = async (unit: Unit, keys: readonly string[], from: string | undefined) => {
  const d = unit.directory;
  const wanted: Carried[] = [];
  for (const [n, key] of [...new Set(keys)].entries()) {
    const found = carried(key);
    if (!found) return refuse("rule", "regulation-unknown", { field: `keys.${n}`, values: { value: key } });
    if (!d.adopted.includes(key)) wanted.push(found);
  }
  const date = from ?? localDate(d.calendar, unit.now);
  const changes: Change[] = [];
  for (const one of wanted) {
    const change = editionOf(unit, one, date);
    if ("refused" in change) return change;
    changes.push(change);
  }
  // One that is kept as a draft has a stream already.
  const histories = await readMore(
    unit,
    changes.map((c) => c.stream),
    true,
  );
  const known = new Map(histories.map((h) => [h.id, h]));
  const written = changes.map((c): Change => {
    const history = known.get(c.stream);
    return history ? { ...c, history } : c;
  });
  const body = { adopted: wanted.map((w) => w.key), ...toDo(d.organisation, wanted) };
  return { changes: written, answer: () => ({ status: 200, body }) };
};

/** Registers the routes of carried regulations. */
export const carriedRoutes = (routes: Routes, world: World): void => {
  route(routes, listCarried, ({ caller }) =>
    reading(world, caller.org, async (unit) => ({
      items: carriedKeys()
        .flatMap((key) => carried(key) ?? [])
        .map((c) => rowOf(unit.directory, c)),
      next: null,
    })),
  );

  route(routes, adopt, ({ body, caller, request, reply }) =>
    perform(world, caller, request, reply, {
      streams: [],
      configures: true,
      decide: (unit) => {
        demand(unit, caller, ["admin"], "may-not-admin");
        return takeUp(unit, body.keys, body.from);
      },
    }),
  );
};
