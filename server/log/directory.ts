// What a process knows of one organisation: members, roles, calendar, editions; read anew when its version rises.
import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import {
  type EditionsState,
  editionName,
  editionOf,
  inForce,
  regulationKind,
} from "#domain/edition/edition.ts";
import { figuresAt, type OrganisationState, postsOf } from "#domain/organisation/organisation.ts";
import { organisationOf, organisationPast } from "#domain/organisation/past.ts";
import type { Regulation } from "#domain/regulation/file.ts";
import { readRegulation } from "#domain/regulation/read.ts";
import { compile, type Running } from "#domain/regulation/run/compile.ts";
import { replay } from "#domain/stream/event.ts";
import { buildCalendar, type Calendar, type CalendarSource, localDate } from "#domain/time/calendar.ts";
import { officialDays } from "../china/holidays.ts";
import { readAll } from "./read.ts";

export type Directory = {
  org: string;
  version: number;
  run: number;
  rehearsal: boolean;
  /** Where a rehearsal's clock stands, RFC 3339; null means the database's clock. */
  clockAt: string | null;
  /** The stream that holds the organisation itself. */
  stream: string;
  organisation: OrganisationState;
  /** As it stood when something was recorded, epoch ms. */
  organisationAt: (recordedAt: number) => OrganisationState;
  calendar: Calendar;
  calendarSource: CalendarSource;
  /** Regulation key → its stream and editions. */
  editions: Map<string, { stream: string; state: EditionsState }>;
  /** Regulations adopted in the run being served. */
  adopted: readonly string[];
  /** Regulation text and compiled rules of one edition. */
  regulation: (key: string, edition: string) => Regulation;
  /** What runs in these editions, with the figures as they stand, or stood at an instant of the database's clock. */
  running: (editions: Record<string, string>, recordedAt?: number) => Running[];
  /** Regulation → edition in force at an instant. */
  inForceAt: (now: number) => Record<string, string>;
};

type Row = {
  version: number;
  run: number;
  rehearsal: boolean;
  clock_at: number | null;
  regulations: string[];
};

/** Texts that were read, the latest used last: another version of a directory mostly has the same ones. */
const texts = new Map<string, Regulation>();
const mostTexts = 200;

const readText = (yaml: string): Regulation | null => {
  const known = texts.get(yaml);
  const read = known ? { regulation: known } : readRegulation(yaml);
  if (!("regulation" in read)) return null;
  texts.delete(yaml);
  texts.set(yaml, read.regulation);
  const oldest = texts.keys().next().value;
  if (texts.size > mostTexts && oldest !== undefined) texts.delete(oldest);
  return read.regulation;
};

const reader = (editions: Directory["editions"]): Directory["regulation"] => {
  const kept = new Map<string, Regulation>();
  return (key, edition) => {
    const name = `${key}@${edition}`;
    const known = kept.get(name);
    if (known) return known;
    const state = editions.get(key)?.state;
    const yaml = state ? editionOf(state, edition)?.yaml : undefined;
    if (yaml === undefined) throw new Error(`No edition ${name} is kept.`);
    const read = readText(yaml);
    if (!read) throw new Error(`Edition ${name} cannot be read any more.`);
    kept.set(name, read);
    return read;
  };
};

/** The stretches between changes of the organisation's own figures, numbered. */
const epochs = (o: OrganisationState) => {
  const starts = (o.figureChanges ?? []).flatMap((c) => (c.at === null ? [] : [c.at]));
  return {
    at: (recordedAt: number | undefined): number =>
      recordedAt === undefined ? starts.length : starts.filter((s) => s <= recordedAt).length,
    of: (epoch: number) =>
      epoch === starts.length ? o.figures : figuresAt(o, epoch === 0 ? 0 : (starts[epoch - 1] ?? 0)),
  };
};

/** The calendar of an organisation, as its own hours and days make it. */
export const calendarOf = (
  org: string,
  o: Pick<OrganisationState, "timeZone" | "week" | "holidays">,
): CalendarSource => ({
  ...{ key: org, timeZone: o.timeZone, week: o.week, ...officialDays(o.holidays), years: [2015, 2030] },
});

/** Builds a directory from the organisation's row and its streams. */
export const loadDirectory = async (client: PoolClient, org: string): Promise<Directory> => {
  const { rows } = await client.query(
    "select version, run, rehearsal, clock_at, regulations from organisation where org = $1",
    [org],
  );
  const row = rows[0] as Row;
  const streams = await readAll(client, org, ["organisation", "regulation", "staff"]);
  const founding = streams.find((s) => s.kind === "organisation");
  const organisation = organisationOf(streams);
  const editions: Directory["editions"] = new Map();
  for (const s of streams) {
    if (s.kind !== "regulation") continue;
    const state = replay(regulationKind, s.events);
    editions.set(state.key, { stream: s.id, state });
  }
  const calendarSource = calendarOf(org, organisation);
  const calendar = buildCalendar(calendarSource);
  const regulation = reader(editions);
  const compiled = new Map<string, Running>();
  const figures = epochs(organisation);
  const run = (key: string, edition: string, epoch: number): Running => {
    const name = `${key}@${edition}#${epoch}`;
    const known = compiled.get(name);
    if (known) return known;
    const made = compile(regulation(key, edition), postsOf(organisation), figures.of(epoch));
    compiled.set(name, made);
    return made;
  };
  return {
    org,
    version: row.version,
    run: row.run,
    rehearsal: row.rehearsal,
    clockAt: row.clock_at === null ? null : new Date(row.clock_at).toISOString(),
    stream: founding?.id ?? randomUUID(),
    organisation,
    organisationAt: organisationPast(streams, organisation),
    calendar,
    calendarSource,
    editions,
    adopted: row.regulations,
    regulation,
    running: (pinned, recordedAt) => {
      const epoch = figures.at(recordedAt);
      return Object.entries(pinned).map(([key, edition]) => run(key, edition, epoch));
    },
    inForceAt: (now) => {
      const date = localDate(calendar, now);
      const pinned: Record<string, string> = {};
      for (const key of row.regulations) {
        const state = editions.get(key)?.state;
        const edition = state ? inForce(state, date) : undefined;
        if (edition) pinned[key] = editionName(edition.date);
      }
      return pinned;
    },
  };
};
