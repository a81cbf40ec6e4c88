// Numbers of papers, one after the other without a gap: taken in the transaction that fills them.
import { numbered } from "#domain/paper/decide.ts";
import { paperSeries, wantsNumber, writePaperNumber } from "#domain/paper/number.ts";
import type { PaperState } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import type { NewEvent } from "#domain/stream/event.ts";
import { localDate } from "#domain/time/calendar.ts";
import type { Unit } from "#server/log/unit.ts";

/** The next number of a paper; whoever asks for one of the same series waits until this transaction ends. */
export const takeNumber = async (unit: Unit, { regulation, paper }: RunningPaper): Promise<string> => {
  const date = localDate(unit.directory.calendar, unit.now);
  const { rows } = await unit.client.query<{ n: number }>("select take_number($1) as n", [
    paperSeries(regulation, paper, unit.run, date),
  ]);
  return writePaperNumber(paper, date, Number(rows[0]?.n ?? 1));
};

/** Events of an act with the number in them, where they fill a numbered paper first. */
export const withNumber = async (
  unit: Unit,
  running: RunningPaper,
  s: PaperState | undefined,
  events: readonly NewEvent[],
): Promise<NewEvent[]> => {
  const fills = events.some((e) => e.type === "paper.filled");
  if (!fills || !wantsNumber(running.paper, s)) return [...events];
  return numbered(events, await takeNumber(unit, running));
};
