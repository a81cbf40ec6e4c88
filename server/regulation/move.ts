// Moves running matters to another edition: somebody's act, after seeing what it changes.
import { listTouched, moveCases } from "#api/edition.ts";
import { editionOf, editionStatus } from "#domain/edition/edition.ts";
import { writeOutcome } from "#domain/obligation/record.ts";
import type { Facts, NewEvent } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import { givenBefore, perform } from "#server/http/command.ts";
import { refused } from "#server/http/problem.ts";
import { type Routes, route } from "#server/http/route.ts";
import type { Caller, Change, Seen } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import { isStreamId } from "#server/log/read.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { Module, World } from "#server/log/world.ts";
import { demand, editionNamed, kept } from "./text.ts";
import { caseModule, movedNow, runningAfter, type Target, touchedBy } from "./touched.ts";

const may = ["admin", "chief"];
/** Moved in one transaction. */
const batch = 50;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Only an edition that applies today: a matter cannot stand under a draft. */
const checkTarget = (unit: Unit, { regulation, edition }: Target): void => {
  const d = unit.directory;
  const state = kept(d, regulation);
  const found = editionOf(state, edition);
  if (!found) throw refused({ kind: "unknown", code: "edition-unknown" });
  if (editionStatus(state, found, localDate(d.calendar, unit.now)) !== "in-force")
    throw refused({ kind: "rule", code: "edition-not-in-force" });
};

/** What is appended to one matter: what ran out under the old edition, the move, and the clocks that end with it. */
const moving = (unit: Unit, module: Module, seen: Seen, target: Target, reason: string): Change[] => {
  const then = movedNow(unit, module, seen.history.events, target);
  if (!then) return [];
  const record = (outcome: Parameters<typeof writeOutcome>[0]): NewEvent => {
    const { type, data } = writeOutcome(outcome, iso);
    const { owner } = outcome.obligation;
    const person = module.personOf?.(unit.directory, then.before, owner) ?? null;
    return { type, data: { ...data, person }, by: "clock" };
  };
  const remaining = new Set(then.after.obligations.map((o) => o.id));
  const ending = then.before.obligations.filter((o) => o.state === "open" && !remaining.has(o.id));
  const data: Facts = { ...target, from: then.from, reason };
  const events: NewEvent[] = [
    ...then.before.outcomes.map(record),
    { type: "case.edition-moved", data },
    ...ending.map((o) => {
      const obligation = { ...o, why: "moved" };
      return record({ type: "obligation.superseded", obligation, state: "superseded", at: unit.now });
    }),
  ];
  return [{ stream: seen.id, kind: "case", events }];
};

const moveSome = async (
  world: World,
  caller: Caller,
  ids: readonly string[],
  target: Target,
  reason: string,
): Promise<number> => {
  const module = caseModule(world);
  const outcome = await execute<number>(world, caller, {
    streams: ids,
    decide: (unit, seen) => {
      const changes = ids.flatMap((id) => {
        const matter = seen(id);
        return matter?.kind === "case" ? moving(unit, module, matter, target, reason) : [];
      });
      return { changes, answer: () => changes.length };
    },
  });
  return "answer" in outcome ? outcome.answer : 0;
};

const moveAll = async (world: World, caller: Caller, target: Target, reason: string): Promise<number> => {
  let moved = 0;
  let after: string | null = null;
  for (;;) {
    const from: string | null = after;
    const ids: string[] = await reading(world, caller.org, (unit) => runningAfter(unit, from, batch));
    if (ids.length === 0) return moved;
    moved += await moveSome(world, caller, ids, target, reason);
    after = ids.at(-1) ?? null;
  }
};

/** Registers the routes by which running matters come under another edition. */
export const moveRoutes = (routes: Routes, world: World): void => {
  route(routes, listTouched, ({ params, query, caller }) =>
    reading(world, caller.org, async (unit) => {
      editionNamed(unit.directory, params.key, query.edition);
      return touchedBy(world, unit, { regulation: params.key, edition: query.edition }, query);
    }),
  );

  route(routes, moveCases, async ({ params, body, caller, request, reply }) => {
    const target = { regulation: params.key, edition: params.date };
    await reading(world, caller.org, async (unit) => {
      demand(unit, caller, may, "may-not-move");
      checkTarget(unit, target);
    });
    const before = await givenBefore(world, caller, request, reply);
    if (before) return before.body;
    const ids = body.cases === "all" ? null : [...new Set(body.cases)].filter(isStreamId);
    let moved = 0;
    if (ids === null) moved = await moveAll(world, caller, target, body.reason);
    else
      for (let n = 0; n < ids.length; n += batch)
        moved += await moveSome(world, caller, ids.slice(n, n + batch), target, body.reason);
    return perform(world, caller, request, reply, {
      streams: [],
      decide: () => ({ changes: [], answer: () => ({ status: 200, body: { moved } }) }),
    });
  });
};
