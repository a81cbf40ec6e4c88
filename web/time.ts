// Instants and lengths in words, always in the organisation's time zone.
import i18next, { t } from "i18next";

let zone = "Asia/Shanghai";
export const setZone = (timeZone: string): void => {
  zone = timeZone;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The two largest units: 2 天 3 小时, 2 小时 5 分. */
export function lengthInWords(ms: number): string {
  const whole = Math.floor(Math.abs(ms) / minute);
  if (whole < 1) return t("time.underMinute");
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const minutes = whole % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(t("time.days", { n: days }));
  if (hours > 0) parts.push(t("time.hours", { n: hours }));
  if (minutes > 0 && days === 0) parts.push(t("time.minutes", { n: minutes }));
  return parts.join(" ");
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${i18next.language}${zone}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(i18next.language, { timeZone: zone, hourCycle: "h23", ...options });
  formats.set(key, made);
  return made;
}

const clockTime = { hour: "2-digit", minute: "2-digit" } as const;
const toMs = (at: string | number): number => (typeof at === "number" ? at : Date.parse(at));

export const dayOf = (at: string | number): string => localField(at).slice(0, 10);

/** 今天 14:20, 8月3日 14:20, 2025年12月31日 14:20; an end of day is said as 24:00 of the day that ends. */
export function instantInWords(at: string | number, now: number): string {
  const ms = toMs(at);
  if (endsDay(ms)) return `${dateInWords(ms - 1, now)} 24:00`;
  return momentInWords(ms, now);
}

function dateInWords(ms: number, now: number): string {
  const date = dayOf(ms);
  if (date === dayOf(now)) return t("time.today");
  if (date === dayOf(now + day)) return t("time.tomorrow");
  if (date === dayOf(now - day)) return t("time.yesterday");
  const sameYear = date.slice(0, 4) === dayOf(now).slice(0, 4);
  return format({ month: "short", day: "numeric", ...(sameYear ? {} : { year: "numeric" }) }).format(ms);
}

/** Something that happened: midnight is said as 00:00. */
export const momentInWords = (at: string | number, now: number): string =>
  `${dateInWords(toMs(at), now)} ${format(clockTime).format(toMs(at))}`;

export const fullInWords = (at: string | number): string =>
  format({ year: "numeric", month: "short", day: "numeric", weekday: "short", ...clockTime }).format(
    toMs(at),
  );

/** A due time in full; an end of day is said as 24:00 here too. */
export function fullDueInWords(at: string | number): string {
  const ms = toMs(at);
  if (!endsDay(ms)) return fullInWords(ms);
  const options = { year: "numeric", month: "short", day: "numeric", weekday: "short" } as const;
  return `${format(options).format(ms - 1)} 24:00`;
}

const endsDay = (ms: number): boolean => ms % minute === 0 && localField(ms).endsWith("T00:00");

/** What an input of type datetime-local holds: 2026-08-03T14:20. */
export function localField(at: string | number): string {
  const parts = Object.fromEntries(
    format({ year: "numeric", month: "2-digit", day: "2-digit", ...clockTime })
      .formatToParts(toMs(at))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The instant of a local time typed by the user, or undefined while it is not whole. */
export function instantOf(field: string): string | undefined {
  if (!field) return undefined;
  try {
    return Temporal.PlainDateTime.from(field).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return undefined;
  }
}
