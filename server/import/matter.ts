// One row of a file as a matter of the past, or every reason why it can't be one.

import type { importColumns, Mapping } from "#api/import.ts";
import type { OrganisationState } from "#domain/organisation/organisation.ts";
import type { Facts } from "#domain/stream/event.ts";
import type { Calendar } from "#domain/time/calendar.ts";
import { say } from "#server/http/i18n/say.ts";
import { type Row, rowHash } from "#server/sheet/sheet.ts";
import { type Edge, readInstant } from "./reading/instant.ts";
import { channelWords, severityWords } from "./reading/words.ts";

export type Matter = {
  line: number;
  externalId: string;
  /** Epoch ms, as all times here. */
  receivedAt: number;
  resolvedAt: number | null;
  closedAt: number | null;
  outcome: string | null;
  /** The form as `case.registered` carries it, without number, customer and editions. */
  form: Facts;
  customer: { name?: string; phone?: string; address?: string } | null;
};

/** What a row is read against. */
export type Setting = { mapping: Mapping; organisation: OrganisationState; calendar: Calendar; now: number };

type Field = (typeof importColumns)[number];

/** Field → the longest text that it takes. */
const longest: Record<Field, number> = {
  externalId: 200,
  title: 200,
  description: 20_000,
  receivedAt: 100,
  resolvedAt: 100,
  outcome: 20_000,
  closedAt: 100,
  occurredAt: 100,
  customerName: 100,
  customerPhone: 40,
  customerAddress: 300,
  place: 300,
  demand: 20_000,
  channel: 40,
  department: 80,
  severity: 40,
};
/** A field as a reason calls it. */
const named = (field: Field): string => say(`row-${field}`);

const shown = (value: string): string =>
  [...value].length > 30 ? `${[...value].slice(0, 30).join("")}…` : value;
const offset = (ms: number): string => new Date(ms).toISOString();

/** Reads the fields of one row; every fault goes to `faults`. */
const reader = (row: Row, s: Setting, faults: string[]) => {
  const text = (field: Field): string | null => {
    const column = s.mapping.columns[field];
    const value = column === undefined ? "" : (row.cells[column] ?? "").trim();
    const most = longest[field];
    if (value.length > most) faults.push(say("row-too-long", { name: named(field), n: value.length, most }));
    else if (value.includes("\u0000") || !value.isWellFormed())
      faults.push(say("row-letters", { name: named(field) }));
    else return value === "" ? null : value;
    return null;
  };
  const instant = (field: Field, edge: Edge): number | null => {
    const value = text(field);
    if (value === null) return null;
    const at = readInstant(s.calendar, value, edge);
    if (at === null) faults.push(say("row-no-time", { name: named(field), value: shown(value) }));
    return at;
  };
  const word = <T>(field: Field, words: Record<string, T>): T | null => {
    const value = text(field);
    if (value === null) return null;
    const found = Object.hasOwn(words, value.toLowerCase()) ? words[value.toLowerCase()] : undefined;
    if (found === undefined) faults.push(say("row-no-word", { name: named(field), value: shown(value) }));
    return found ?? null;
  };
  const department = (): string | null => {
    const value = text("department") ?? s.mapping.department ?? null;
    if (value === null) return null;
    const found = s.organisation.departments.find((d) => d.key === value || d.name === value);
    if (!found) faults.push(say("row-no-department", { value: shown(value) }));
    return found?.key ?? null;
  };
  return { text, instant, word, department };
};

type Times = { receivedAt: number | null; resolvedAt: number | null; closedAt: number | null };

/** The times in the order in which they must stand. */
const timesOf = (read: ReturnType<typeof reader>, s: Setting, faults: string[]): Times => {
  const given = (field: Field, edge: Edge): number | null => {
    const at = read.instant(field, edge);
    if (at === null || at <= s.now) return at;
    // The last moment of today is still to come; until now is all that a day without a time can mean.
    const begins = edge === "last" ? read.instant(field, "first") : at;
    if (begins !== null && begins < at && begins <= s.now) return s.now;
    faults.push(say("row-later", { name: named(field) }));
    return null;
  };
  const before = faults.length;
  const receivedAt = given("receivedAt", "first");
  if (receivedAt === null && faults.length === before)
    faults.push(say("row-blank", { name: named("receivedAt") }));
  const resolvedAt = given("resolvedAt", "last");
  const closedAt = given("closedAt", "last");
  if (receivedAt !== null && resolvedAt !== null && resolvedAt < receivedAt)
    faults.push(say("row-resolved-early"));
  const last = resolvedAt ?? receivedAt;
  if (last !== null && closedAt !== null && closedAt < last)
    faults.push(say(resolvedAt === null ? "row-closed-early" : "row-closed-early-2"));
  return { receivedAt, resolvedAt, closedAt };
};

const withoutNulls = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, v]) => v !== null));

/** Reads a row; nothing of a row with any fault is taken. */
export const readMatter = (row: Row, s: Setting): Matter | { reason: string } => {
  const faults: string[] = row.fault ? [row.fault] : [];
  const read = reader(row, s, faults);
  const before = faults.length;
  const title = read.text("title");
  if (title === null && faults.length === before) faults.push(say("row-blank", { name: named("title") }));
  const times = timesOf(read, s, faults);
  const occurredAt = read.instant("occurredAt", "first");
  const form = withoutNulls({
    kind: s.mapping.kind,
    severity: read.word("severity", severityWords) ?? s.mapping.severity ?? null,
    title,
    description: read.text("description") ?? "",
    channel: read.word("channel", channelWords) ?? "web",
    occurredAt: occurredAt === null ? null : offset(occurredAt),
    place: read.text("place"),
    demand: read.text("demand"),
    department: read.department(),
  });
  const customer = withoutNulls({
    name: read.text("customerName"),
    phone: read.text("customerPhone"),
    address: read.text("customerAddress"),
  });
  const externalId = read.text("externalId") ?? rowHash(row);
  const outcome = read.text("outcome");
  if (faults.length > 0 || times.receivedAt === null) return { reason: faults.join("；") };
  return {
    line: row.line,
    externalId,
    ...times,
    receivedAt: times.receivedAt,
    outcome,
    form,
    customer: Object.keys(customer).length > 0 ? customer : null,
  };
};

/** The acts that the file can show; a clause that wants any other is not judged for its matters. */
export const carriedBy = (m: Mapping): string[] => [
  ...(m.columns.resolvedAt === undefined ? [] : ["case.resolved"]),
  ...(m.columns.closedAt === undefined ? [] : ["case.closed"]),
];
