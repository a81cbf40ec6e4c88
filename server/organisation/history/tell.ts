// Tells an organisation's history into the log: piece by piece, in one transaction, without telling anybody.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programDir } from "#server/config.ts";
import { append } from "#server/log/append.ts";
import { type Change, open } from "#server/log/command.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Acts } from "./acts.ts";
import { placed, raiseDuties, tellDuty } from "./duties.ts";
import type { HistoryFile } from "./file.ts";
import { type Known, tellMatter, tellPaper } from "./matter.ts";
import { advance, changesOf, noPast, type Past, type Reactors } from "./past.ts";
import type { Telling } from "./steps.ts";
import { instantOf } from "./when.ts";

/** What a history needs besides its file. */
export type Teller = {
  acts: Acts;
  reactors: Reactors;
  /** Called between two pieces with how long the last took, in ms; throws to break off. */
  breathe: (tookMs: number) => Promise<void>;
};

const signature = join(programDir, "histories", "signature.png");

/** One piece: what it gives for the log, and what was refused. */
type Piece = { changes: Change[]; faults: string[] };

const mostAtOnce = 12;

async function* pieces(
  past: () => Past,
  told: HistoryFile,
  teller: Teller,
  known: Known,
): AsyncGenerator<Piece> {
  const drawing = readFileSync(signature).toString("base64");
  const telling = (): Telling => {
    const fresh = past();
    return { past: fresh, acts: teller.acts, now: fresh.unit.now, drawing };
  };
  const { calendar } = past().unit.directory;
  const { now } = past().unit;
  // In the order of their days, so that numbers rise.
  const matters = told.matters.toSorted(
    (a, b) => instantOf(calendar, a, now, null) - instantOf(calendar, b, now, null),
  );
  for (const m of matters) {
    const t = telling();
    const faults = await tellMatter(t, m, told.ways, known);
    await advance(t.past, now);
    yield { changes: changesOf(t.past), faults };
  }
  for (const p of told.papers) {
    const t = telling();
    const faults = await tellPaper(t, p);
    await advance(t.past, now);
    yield { changes: changesOf(t.past), faults };
  }
  if (Object.keys(told.duties).length === 0) return;
  const agenda = past();
  await raiseDuties(agenda, now);
  for (const { duty, place } of placed(agenda, told.duties)) {
    agenda.streams.delete(duty.id);
    const t = telling();
    t.past.streams.set(duty.id, duty);
    const faults = await tellDuty(t, duty, place);
    yield { changes: changesOf(t.past), faults };
  }
  yield { changes: changesOf(agenda), faults: [] };
}

/**
 * Tells a history inside the unit of work that founded its organisation.
 * @param unit with the directory of what was founded
 * @returns what the regulations refused on the day of loading, in words: these matters stand where they stood before
 */
export const tellHistory = async (
  world: World,
  unit: Unit,
  told: HistoryFile,
  teller: Teller,
  known: Known,
): Promise<string[]> => {
  const faults: string[] = [];
  let waiting: Change[] = [];
  let begun = performance.now();
  const write = async () => {
    append(
      world,
      unit,
      waiting.map((c) => open(unit, c, undefined, "clock")),
    );
    waiting = [];
    await Promise.all(unit.writes.splice(0));
    await teller.breathe(performance.now() - begun);
    begun = performance.now();
  };
  const past = () => noPast(world, unit, teller.reactors);
  for await (const piece of pieces(past, told, teller, known)) {
    faults.push(...piece.faults);
    waiting.push(...piece.changes);
    if (waiting.length >= mostAtOnce) await write();
  }
  if (waiting.length > 0) await write();
  return faults;
};
