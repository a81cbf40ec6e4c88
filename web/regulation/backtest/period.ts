// The periods that are usually looked back on; days as YYYY-MM-DD, the last one not counted.

export const presets = ["month", "quarter", "year", "own"] as const;
export type Preset = (typeof presets)[number];
export type Period = { from: string; to: string };

const day = (year: number, month: number): string =>
  `${year + Math.floor((month - 1) / 12)}-${String(((((month - 1) % 12) + 12) % 12) + 1).padStart(2, "0")}-01`;

/**
 * The last whole month, quarter or year before a day.
 * @param today YYYY-MM-DD
 */
export function periodOf(preset: Preset, today: string): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  if (preset === "year") return { from: day(year - 1, 1), to: day(year, 1) };
  if (preset === "month") return { from: day(year, month - 1), to: day(year, month) };
  const begin = month - ((month - 1) % 3);
  return { from: day(year, begin - 3), to: day(year, begin) };
}
