// Lengths of time as a regulation writes them: "10 minutes", "2 working days", "same day".
export type Unit =
  | "minutes"
  | "hours"
  | "days"
  | "working days"
  | "working hours"
  | "weeks"
  | "months"
  | "same day"
  | "at once"
  | "promptly";

/** A count of units; the three units without a number have the count 1. */
export type Length = { count: number; unit: Unit };

const counted: Record<string, Unit> = {
  minute: "minutes",
  hour: "hours",
  day: "days",
  "working day": "working days",
  "working hour": "working hours",
  week: "weeks",
  month: "months",
};
const bare = new Set<string>(["same day", "at once", "promptly"] satisfies Unit[]);
const mostUnits = 10_000;

/** Reads a length written in words; null when it is none (zero, fractions and more than 10,000 are none). */
export function parseLength(text: string): Length | null {
  const words = text.trim().replace(/\s+/g, " ");
  if (bare.has(words)) return { count: 1, unit: words as Unit };
  const found = /^([1-9]\d{0,4}) ([a-z ]+?)s?$/.exec(words);
  if (!found) return null;
  const unit = Object.hasOwn(counted, found[2]!) ? counted[found[2]!] : undefined;
  const count = Number(found[1]);
  return unit && count <= mostUnits ? { count, unit } : null;
}

/** Writes a length the way `parseLength` reads it, singular for one. */
export function writeLength(length: Length): string {
  if (bare.has(length.unit)) return length.unit;
  return `${length.count} ${length.count === 1 ? length.unit.slice(0, -1) : length.unit}`;
}
