// The oracle of the time tests: the same answers by walking day by day with Temporal, slowly and without tables.
import type { CalendarSource, Weekday } from "../calendar.ts";
import type { Length } from "../length.ts";

type Date = Temporal.PlainDate;

/** Answers by walking days; every instant in epoch ms. */
export class Oracle {
  readonly source: CalendarSource;

  constructor(source: CalendarSource) {
    this.source = source;
  }

  date(instant: number): Date {
    return Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(this.source.timeZone)
      .toPlainDate();
  }

  start(date: Date): number {
    return date.toZonedDateTime(this.source.timeZone).epochMilliseconds;
  }

  hours(date: Date): [string, string][] {
    const { week, days } = this.source;
    if (week === "always") return [["00:00", "24:00"]];
    const exception = days[date.toString()];
    if (exception?.working === false) return [];
    const own = week[String(date.dayOfWeek) as Weekday];
    if (!exception || date.dayOfWeek <= 5) return own;
    return (["1", "2", "3", "4", "5"] as const).map((key) => week[key]).find((hours) => hours.length > 0)!;
  }

  working(date: Date): boolean {
    const official = this.source.days[date.toString()]?.working ?? date.dayOfWeek <= 5;
    return official && this.hours(date).length > 0;
  }

  spans(date: Date): [number, number][] {
    const instant = (time: string): number =>
      time === "24:00"
        ? this.start(date.add({ days: 1 }))
        : time === "00:00"
          ? this.start(date)
          : date.toZonedDateTime({ timeZone: this.source.timeZone, plainTime: time }).epochMilliseconds;
    let last = this.start(date);
    const spans: [number, number][] = [];
    for (const [open, close] of this.hours(date)) {
      const span: [number, number] = [Math.max(last, instant(open)), instant(close)];
      if (span[1] <= span[0]) continue;
      spans.push(span);
      last = span[1];
    }
    return spans;
  }

  end(date: Date): number {
    return this.spans(date).at(-1)?.[1] ?? this.start(date.add({ days: 1 }));
  }

  nextWorking(date: Date): Date {
    let day = date;
    while (!this.working(day)) day = day.add({ days: 1 });
    return day;
  }

  service(from: number, to: number): number {
    let sum = 0;
    const last = this.date(to);
    for (let day = this.date(from); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
      for (const [open, close] of this.spans(day))
        sum += Math.max(0, Math.min(close, to) - Math.max(open, from));
    return sum;
  }

  afterService(from: number, ms: number): number {
    let left = ms;
    for (let day = this.date(from); ; day = day.add({ days: 1 }))
      for (const [open, close] of this.spans(day)) {
        const begin = Math.max(open, from);
        if (left <= close - begin) return begin + left;
        left -= Math.max(0, close - begin);
      }
  }

  /** The due time of a length, as the regulation's units are defined. */
  due(from: number, { count, unit }: Length): number {
    if (unit === "minutes" || unit === "hours") return from + count * (unit === "hours" ? 3_600_000 : 60_000);
    if (unit === "working hours") return this.afterService(from, count * 3_600_000);
    const roll = this.source.week !== "always";
    let day = this.date(from);
    if (roll && (!this.working(day) || from > this.end(day)))
      day = this.nextWorking(this.working(day) ? day.add({ days: 1 }) : day);
    if (unit === "working days") for (let n = 0; n < count; n++) day = this.nextWorking(day.add({ days: 1 }));
    else if (unit !== "same day") {
      day = day.add({ [unit]: count });
      if (roll) day = this.nextWorking(day);
    }
    return this.end(day);
  }
}
