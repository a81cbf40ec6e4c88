// Reads the yearly notice of the days off, or a plain list of dates, as it is pasted: what is closed, what is worked.
import { dayOf, parseDate, writeDate } from "#domain/time/date.ts";

export type NoticeFault = {
  code: "notice-no-day" | "notice-backwards" | "notice-both" | "notice-long";
  /** The words that it is about. */
  text: string;
};
export type ReadNotice = {
  /** Days off, local dates in order. */
  closed: string[];
  /** Days worked though they are a Saturday or Sunday. */
  worked: string[];
  faults: NoticeFault[];
};

type Mode = "closed" | "worked";
type Token =
  | {
      kind: "date";
      year: number | null;
      month: number | null;
      day: number;
      joined: "" | "list" | "range";
      text: string;
    }
  | { kind: "verb"; mode: Mode; ahead: boolean }
  | { kind: "year"; year: number }
  | { kind: "end" };

/** A range longer than this is a slip of the pen. */
const longestRange = 40;

const date = String.raw`(?:(?<year>\d{4})(?:年|[-/.])(?<month>\d{1,2})(?:月|[-/.])(?<day>\d{1,2})[日号]?|(?<m>\d{1,2})月(?<d>\d{1,2})[日号]?)`;
const joint = String.raw`\s*(?<joint>至|到|~|—+|–|-|、|,|和|及)\s*`;
const closing = "放假|补休|调休|休息|休假|休|假|closed|off|holiday";
const working = "上班|补班|调班|工作|班|worked|work";
const tokens = new RegExp(
  [
    `(?:${joint})?(?:${date})`,
    String.raw`(?:${joint.replace("joint", "bare")})(?<only>\d{1,2})[日号](?!以)`,
    String.raw`(?<titled>\d{4})年`,
    `(?<closed>(?:${closing})[日期]{0,2})(?<closedAhead>\\s*:)?`,
    `(?<worked>(?:${working})[日期]{0,2})(?<workedAhead>\\s*:)?`,
    String.raw`(?<end>[。;!\n])`,
  ].join("|"),
  "giu",
);

const ranges = /^(至|到|~|—+|–|-)$/;
const joinedBy = (sign: string | undefined): "" | "list" | "range" =>
  sign === undefined ? "" : ranges.test(sign) ? "range" : "list";

/** Brackets only explain (周四, 农历…), and full-width signs are the same signs. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/\([^()]*\)/g, "")
    .replaceAll(/(?<=\d)\s+(?=[年月日号])|(?<=[年月])\s+(?=\d)/gu, "");

const tokensOf = (text: string): Token[] =>
  [...plain(text).matchAll(tokens)].flatMap(({ 0: said, groups: g = {} }): Token[] => {
    if (g.end) return [{ kind: "end" }];
    if (g.closed) return [{ kind: "verb", mode: "closed", ahead: g.closedAhead !== undefined }];
    if (g.worked) return [{ kind: "verb", mode: "worked", ahead: g.workedAhead !== undefined }];
    if (g.titled) return [{ kind: "year", year: Number(g.titled) }];
    const shared = { kind: "date" as const, text: said.trim() };
    if (g.only) {
      const joined = joinedBy(g.bare);
      return [{ ...shared, year: null, month: null, day: Number(g.only), joined }];
    }
    const [year, month, day] = [g.year ?? null, g.month ?? g.m, g.day ?? g.d];
    const joined = joinedBy(g.joint);
    return [
      {
        ...shared,
        year: year === null ? null : Number(year),
        month: Number(month),
        day: Number(day),
        joined,
      },
    ];
  });

const realDay = (year: number, month: number, day: number): number | null => {
  const n = dayOf(year, month, day);
  const back = writeDate(n);
  const asked = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return back === asked ? n : null;
};

/** What has been read so far, and the dates that wait for their verb. */
type Reading = {
  days: Map<number, Mode>;
  faults: NoticeFault[];
  year: number;
  month: number;
  last: number | null;
  waiting: number[];
  /** Set by a verb with a colon: what follows is all of that kind. */
  mode: Mode | null;
};

const settle = (r: Reading, mode: Mode): void => {
  for (const day of r.waiting) {
    const other = r.days.get(day);
    if (other !== undefined && other !== mode) r.faults.push({ code: "notice-both", text: writeDate(day) });
    else r.days.set(day, mode);
  }
  r.waiting = [];
  r.last = null;
};

const takeDate = (r: Reading, t: Extract<Token, { kind: "date" }>): void => {
  if (t.month === null && r.last === null) return;
  if (t.year !== null) r.year = t.year;
  if (t.month !== null) r.month = t.month;
  const day = realDay(r.year, r.month, t.day);
  if (day === null) {
    r.faults.push({ code: "notice-no-day", text: t.text });
    return;
  }
  const from = t.joined === "range" ? r.last : null;
  if (from !== null && day < from) r.faults.push({ code: "notice-backwards", text: t.text });
  else if (from !== null && day - from > longestRange) r.faults.push({ code: "notice-long", text: t.text });
  else if (from === null) r.waiting.push(day);
  else for (let n = from + 1; n <= day; n++) r.waiting.push(n);
  r.last = day;
};

const take = (r: Reading, t: Token): void => {
  if (t.kind === "date") takeDate(r, t);
  else if (t.kind === "year") r.year = t.year;
  else if (t.kind === "verb" && t.ahead) {
    settle(r, r.mode ?? "closed");
    r.mode = t.mode;
  } else if (t.kind === "verb") settle(r, t.mode);
  else {
    if (r.mode !== null) settle(r, r.mode);
    // Dates at the end of a sentence that says nothing of them are days off: a plain list.
    settle(r, "closed");
    r.mode = null;
  }
};

/**
 * Reads a text.
 * @param year of dates that name none, until the text names one
 */
export const readNotice = (text: string, year: number): ReadNotice => {
  const r: Reading = { days: new Map(), faults: [], year, month: 1, last: null, waiting: [], mode: null };
  for (const token of tokensOf(text)) take(r, token);
  take(r, { kind: "end" });
  const of = (mode: Mode): string[] =>
    [...r.days]
      .filter(([, m]) => m === mode)
      .map(([day]) => day)
      .sort((a, b) => a - b)
      .map(writeDate);
  return { closed: of("closed"), worked: of("worked"), faults: r.faults };
};

/** The last day of a range that begins with this date, so that lists are shown short. */
export const asRanges = (dates: readonly string[]): [string, string][] => {
  const ranges: [string, string][] = [];
  for (const one of dates) {
    const open = ranges.at(-1);
    if (open && parseDate(one) === parseDate(open[1]) + 1) open[1] = one;
    else ranges.push([one, one]);
  }
  return ranges;
};
