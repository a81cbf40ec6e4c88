// The wall clock of a time zone as epoch milliseconds. The only user of Temporal in the domain, while tables are built.
import { writeDate } from "./date.ts";

export const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The instants at which the local days `first` to `first + count` (one more than asked for) begin.
 * Where the clocks jump over midnight, a day begins at its first moment that exists.
 */
export function midnights(timeZone: string, first: number, count: number): Float64Array {
  const starts = new Float64Array(count + 1);
  let index = 0;
  // Temporal is asked twice per change of the clocks; the days between are plain arithmetic.
  while (index <= count) {
    const start = Temporal.PlainDate.from(writeDate(first + index)).toZonedDateTime(timeZone);
    const change = start.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    const offset = start.offsetNanoseconds / 1e6;
    starts[index++] = start.epochMilliseconds;
    for (; index <= count; index++) {
      const next = (first + index) * dayMs - offset;
      if (next >= change) break;
      starts[index] = next;
    }
  }
  return starts;
}

/**
 * The instant of a wall-clock minute (0 to 1440) of a local day that begins and ends at the given instants.
 * A minute that the clocks jump over is moved behind the jump; one that comes twice is the first.
 */
export function instantOf(
  timeZone: string,
  day: number,
  minute: number,
  dayStart: number,
  dayEnd: number,
): number {
  if (minute === 1440) return dayEnd;
  if (dayEnd - dayStart === dayMs) return dayStart + minute * minuteMs;
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
  return Temporal.PlainDate.from(writeDate(day)).toZonedDateTime({ timeZone, plainTime: time })
    .epochMilliseconds;
}
