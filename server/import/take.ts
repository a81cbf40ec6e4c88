// Takes a batch of rows into the log: all in one transaction, each matter with the days on which things happened.

import type { Mapping } from "#api/import.ts";
import { memberOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { Caller, Verdict } from "#server/log/command.ts";
import { execute } from "#server/log/execute.ts";
import type { Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Row } from "#server/sheet/sheet.ts";
import { changesOf } from "./changes.ts";
import { type Matter, readMatter } from "./matter.ts";

export type Refused = { line: number; reason: string };
export type Tally = { taken: number; known: number; refused: Refused[] };
/** Keeps what became of some rows. */
export type Ledger = {
  /** In the transaction of what is written. */
  keep: (unit: Unit, tally: Tally) => Promise<void>;
  /** After its commit. */
  kept: (tally: Tally) => void;
};

/** Which of these an import has brought before, in the run being served. */
const knownIds = async (unit: Unit, ids: readonly string[]): Promise<Set<string>> => {
  const { rows } = await unit.client.query<{ external_id: string }>(
    `select external_id from case_view where org = current_setting('shouwen.org')
        and run = current_setting('shouwen.run')::integer and external_id = any ($1)`,
    [ids],
  );
  return new Set(rows.map((r) => r.external_id));
};

/** Sorts rows into those to take and those refused or known already, twins within the batch included. */
const sift = async (
  unit: Unit,
  mapping: Mapping,
  rows: readonly Row[],
): Promise<{ matters: Matter[]; tally: Tally }> => {
  const { organisation, calendar } = unit.directory;
  const setting = { mapping, organisation, calendar, now: unit.now };
  const tally: Tally = { taken: 0, known: 0, refused: [] };
  const read = rows.flatMap((row) => {
    const matter = readMatter(row, setting);
    if (!("reason" in matter)) return [matter];
    tally.refused.push({ line: row.line, reason: matter.reason });
    return [];
  });
  const known = await knownIds(
    unit,
    read.map((m) => m.externalId),
  );
  const matters = read.filter((m) => !known.has(m.externalId) && known.add(m.externalId));
  tally.taken = matters.length;
  tally.known = read.length - matters.length;
  return { matters, tally };
};

/** Takes the batch as a whole or not at all. */
const takeWhole = async (
  world: World,
  caller: Caller,
  mapping: Mapping,
  rows: readonly Row[],
  ledger: Ledger,
): Promise<void> => {
  const outcome = await execute<Tally>(world, caller, {
    streams: [],
    // Two imports of the same file at once: one batch after the other, so that each sees what the other brought.
    guards: ["import"],
    decide: async (unit): Promise<Verdict<Tally>> => {
      if (!memberOf(unit.directory.organisation, caller.member)) return refuse("forbidden", "may-not-import");
      const { matters, tally } = await sift(unit, mapping, rows);
      const changes = await changesOf(world, unit, caller.member, mapping, matters);
      await ledger.keep(unit, tally);
      return { changes, answer: () => tally };
    },
  });
  if ("refused" in outcome) throw new Error(`The import was refused: ${outcome.refused.code}`);
  if (outcome.replay) throw new Error("An import has no key under which it could be replayed.");
  ledger.kept(outcome.answer);
};

/** A fault of what is to be stored, not of the database: data exceptions, constraints, limits. */
const isRowFault = (error: unknown): boolean =>
  error instanceof RangeError || /^(22|23|54)...$/.test(String((error as { code?: unknown }).code ?? ""));

/**
 * Takes a batch of rows; one that the database will not have is refused by itself and does not take the others down.
 * @param ledger is told once for the batch, or row by row
 */
export const takeRows = async (
  world: World,
  caller: Caller,
  mapping: Mapping,
  rows: readonly Row[],
  ledger: Ledger,
): Promise<void> => {
  try {
    await takeWhole(world, caller, mapping, rows, ledger);
  } catch (error) {
    if (!isRowFault(error)) throw error;
    for (const row of rows) await takeOne(world, caller, mapping, row, ledger);
  }
};

const takeOne = async (
  world: World,
  caller: Caller,
  mapping: Mapping,
  row: Row,
  ledger: Ledger,
): Promise<void> => {
  try {
    await takeWhole(world, caller, mapping, [row], ledger);
  } catch (error) {
    if (!isRowFault(error)) throw error;
    await takeWhole(world, caller, mapping, [{ ...row, fault: say("row-not-kept") }], ledger);
  }
};
