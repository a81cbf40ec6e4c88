// Times as people write them into tables, read as instants.
import { type Calendar, startOfDay } from "#domain/time/calendar.ts";
import { parseDate, writeDate } from "#domain/time/date.ts";
import { instantOf } from "#domain/time/zone.ts";

/** What a day without a time means: its first moment, or its last. */
export type Edge = "first" | "last";

const dayPart = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?`;
const half = "(上午|下午|凌晨|早上|中午|晚上|[AaPp][Mm])?";
const timePart = String.raw`(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*(?:[:：分]\s*(?:(\d{1,2})(?:[.,]\d+)?\s*秒?)?)?`;
const written = new RegExp(
  String.raw`^${dayPart}(?:[T\s,，]*(?:星期.|周.)?\s*${half}\s*${timePart}\s*${half})?$`,
);
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2})?)?$/;
const withOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;
/** A spreadsheet's own count of days since 1899-12-30, for 1954 to 2119. */
const serial = /^([2-7]\d{4})(\.\d+)?$/;

const local = (c: Calendar, date: string, seconds: number): number => {
  const start = startOfDay(c, date);
  const next = startOfDay(c, writeDate(parseDate(date) + 1));
  return (
    instantOf(c.timeZone, parseDate(date), Math.floor(seconds / 60), start, next) + (seconds % 60) * 1000
  );
};

const wholeDay = (c: Calendar, date: string, edge: Edge): number =>
  edge === "first" ? startOfDay(c, date) : startOfDay(c, writeDate(parseDate(date) + 1)) - 1;

const hourOf = (hour: number, half: string): number => {
  if (/^(下午|晚上|pm)$/i.test(half) && hour < 12) return hour + 12;
  if (half === "中午" && hour < 3) return hour + 12;
  if (/^(上午|凌晨|am)$/i.test(half) && hour === 12) return 0;
  return hour;
};

type Parts = { date: string; time: { hour: number; minute: number; second: number } | null };

const partsOf = (text: string): Parts | null => {
  const m = written.exec(text);
  const c = m ? null : compact.exec(text);
  const found = m ?? c;
  if (!found) return null;
  const [, year, month = "", day = ""] = found;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const [hour, minute, second] = m ? [m[5], m[6], m[7]] : [c?.[4], c?.[5], c?.[6]];
  if (hour === undefined) return { date, time: null };
  const clock = {
    hour: hourOf(Number(hour), m?.[4] ?? m?.[8] ?? ""),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  };
  return { date, time: clock };
};

const fromSerial = (c: Calendar, text: string, edge: Edge): number => {
  const value = Number(text);
  const day = Math.floor(value) + parseDate("1899-12-30");
  // A day's fraction is not exact to the second.
  const seconds = Math.round((value % 1) * 86_400);
  return text.includes(".")
    ? local(c, writeDate(day), Math.min(seconds, 86_399))
    : wholeDay(c, writeDate(day), edge);
};

/**
 * Reads a time: `2019-04-25 09:32`, `2019/4/25 9:32:09`, `2019年4月25日 下午3时`, `20190425093209`, RFC 3339, or a
 * spreadsheet's number. What has no offset is in the calendar's time zone; a day without a time is its edge.
 * @returns epoch ms, or null for what is no time
 */
export const readInstant = (c: Calendar, written: string, edge: Edge): number | null => {
  const text = written.trim();
  try {
    if (withOffset.test(text)) {
      const ms = Date.parse(
        text
          .replace(/\s+(?=Z|[+-]\d)/i, "")
          .replace(" ", "T")
          .replace(",", "."),
      );
      return Number.isFinite(ms) && parseDate(text.slice(0, 10)) ? ms : null;
    }
    if (serial.test(text)) return fromSerial(c, text, edge);
    const parts = partsOf(text);
    if (!parts) return null;
    if (!parts.time) return wholeDay(c, parts.date, edge);
    const { hour, minute, second } = parts.time;
    if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return null;
    return local(c, parts.date, hour * 3600 + minute * 60 + second);
  } catch (error) {
    // No such day, or one beyond the calendar.
    if (error instanceof RangeError) return null;
    throw error;
  }
};
