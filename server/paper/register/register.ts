// A register as a workbook: one row a paper, whatever stream it lives on.

import { maskPhone } from "#domain/customer/customer.ts";
import type { PaperState, Papers } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import type { Writing } from "#domain/paper/sheet.ts";
import { statusOf, valuesOf } from "#domain/paper/standing.ts";
import { asText, type Facts, replay } from "#domain/stream/event.ts";
import { say } from "#server/http/i18n/say.ts";
import type { History } from "#server/log/read.ts";
import { readMore, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { writingOf } from "../writing.ts";
import type { Book } from "./book.ts";

const most = 20_000;
const batch = 200;
type Cell = string | number | null;
type Defined = { running: RunningPaper; edition: string; s: PaperState; matter: Facts | null };

/** The paper of a stream with the definition under which that stream stands. */
const defined = (world: World, unit: Unit, history: History, key: string): Defined | null => {
  const module = world.modules.get(history.kind);
  if (!module) return null;
  const state = replay(module.kind, history.events) as Facts & { papers?: Papers };
  const s = state.papers?.[key];
  const editions = (history.events[0]?.data.editions ?? {}) as Record<string, string>;
  const running = unit.directory
    .running(editions)
    .flatMap((r) => r.papers)
    .find((p) => p.paper.key === key);
  if (!s || !running) return null;
  const edition = editions[running.regulation] ?? "";
  return { running, edition, s, matter: history.kind === "case" ? state : null };
};

const names = async (unit: Unit, ids: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await unit.client.query<{ id: string; name: string | null }>(
    "select id, name from customer_view where org = current_setting('shouwen.org') and id = any ($1)",
    [ids],
  );
  return new Map(rows.map((r) => [r.id, r.name ?? ""]));
};

const cellOf = (value: unknown, text: string): Cell => (typeof value === "number" ? value : text);

const rowOf = (d: Defined, how: Writing, columns: readonly string[]): Cell[] => {
  const { paper } = d.running;
  const values = valuesOf(paper, d.s, d.matter);
  const cells = columns.map((name): Cell => {
    const field = paper.fields.find((f) => f.name === name);
    if (!field) return "";
    const value = values[field.field];
    // Telephones are looked at one by one: none go out in bulk.
    if (field.type === "phone") return typeof value === "string" ? maskPhone(value) : "";
    const plain = field.type === "number" || field.type === "money" || field.field === "amount";
    return plain ? cellOf(value, how.value(field, value)) : how.value(field, value);
  });
  const signatures = d.s.signed.map((x) => `${how.person(x.by)} ${how.day(x.at)}`).join("；");
  const filled = d.s.filledAt === null ? "" : how.day(d.s.filledAt);
  const by = d.s.filledBy === null ? "" : how.person(d.s.filledBy);
  return [
    d.s.number ?? "",
    say(`paper-state-${statusOf(d.running, d.s, d.matter)}`),
    filled,
    by,
    ...cells,
    signatures,
  ];
};

/** The papers of some streams, in their order. */
const papersIn = async (
  world: World,
  unit: Unit,
  ids: readonly string[],
  key: string,
): Promise<(Defined & { id: string })[]> => {
  const histories = new Map((await readMore(unit, [...ids], false)).map((h) => [h.id, h]));
  return ids.flatMap((id) => {
    const history = histories.get(id);
    const paper = history ? defined(world, unit, history, key) : null;
    return paper ? [{ ...paper, id }] : [];
  });
};
const namesIn = (unit: Unit, found: readonly Defined[]): Promise<Map<string, string>> =>
  names(
    unit,
    found.flatMap((d) => asText(d.matter?.customer) ?? []),
  );
// Telephones and addresses are looked at one by one, with a reason: none go out in bulk.
const writingFor = (unit: Unit, d: Defined, customers: ReadonlyMap<string, string>): Writing =>
  writingOf(unit.directory, d.running, d.edition, customers.get(asText(d.matter?.customer) ?? "") ?? "");

/**
 * What stands in the fields of some entries of one register.
 * @returns by stream, one text a field of the definition in force
 */
export const cellsOf = async (
  world: World,
  unit: Unit,
  ids: readonly string[],
  now: RunningPaper,
): Promise<Map<string, string[]>> => {
  const found = await papersIn(world, unit, ids, now.paper.key);
  const customers = await namesIn(unit, found);
  const columns = now.paper.fields.map((f) => f.name);
  return new Map(
    found.map((d) => {
      const cells = rowOf(d, writingFor(unit, d, customers), columns).slice(4, -1);
      return [d.id, cells.map((c) => String(c ?? ""))];
    }),
  );
};

const streamsOf = async (unit: Unit, key: string, state: string | undefined): Promise<string[]> => {
  const { rows } = await unit.client.query<{ stream: string }>(
    `select stream from paper_view where org = current_setting('shouwen.org')
        and run = current_setting('shouwen.run')::integer and paper = $1 and ($2::text is null or state = $2)
      order by filled_at, stream limit ${most}`,
    [key, state ?? null],
  );
  return rows.map((r) => r.stream);
};

/**
 * One register, oldest first, at most 20,000 entries.
 * @param now the definition in force, whose fields are the columns; fields that only older ones had follow
 */
export const registerBook = async (
  world: World,
  unit: Unit,
  key: string,
  now: RunningPaper | undefined,
  state: string | undefined,
): Promise<Book> => {
  const found: Defined[] = [];
  const streams = await streamsOf(unit, key, state);
  for (let n = 0; n < streams.length; n += batch) {
    found.push(...(await papersIn(world, unit, streams.slice(n, n + batch), key)));
  }
  const definitions = [now, ...found.map((d) => d.running)].flatMap((r) => r?.paper.fields ?? []);
  const columns = [...new Set(definitions.map((f) => f.name))];
  const customers = await namesIn(unit, found);
  const head = (name: string): string => say(`paper-register-${name}`);
  const before = ["number", "state", "date", "by"].map(head);
  const headings = [...before, ...columns, head("signed")];
  const rows = found.map((d) => rowOf(d, writingFor(unit, d, customers), columns));
  return { name: now?.paper.name ?? found[0]?.running.paper.name ?? key, rows: [headings, ...rows] };
};
