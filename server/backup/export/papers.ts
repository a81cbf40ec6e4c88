// Papers as a table, and each as it is printed.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { PaperState, Papers } from "#domain/paper/paper.ts";
import type { RunningPaper } from "#domain/paper/running.ts";
import { type Sheet, sheetOf } from "#domain/paper/sheet.ts";
import { statusOf, valuesOf } from "#domain/paper/standing.ts";
import { asText, type Facts, replay } from "#domain/stream/event.ts";
import { ProblemError } from "#server/http/problem.ts";
import type { History } from "#server/log/read.ts";
import { reading, readMore, type Unit } from "#server/log/unit.ts";
import { type Print, printOf } from "#server/paper/print/office.ts";
import { printSheet } from "#server/paper/print/print.ts";
import { customerText, writingOf } from "#server/paper/writing.ts";
import { batch, type Cell, type Making, namesIn, type Table, timeIn } from "./table.ts";

type Row = { stream: string; paper: string; filled_at: number };
/** A paper on its stream, with the definition under which that stream stands. */
type Found = { running: RunningPaper; edition: string; s: PaperState; matter: Facts | null };
/** A row that still lacks its file. */
type Made = { cells: Cell[]; folder: string; name: string; sheet: Sheet };

const fileName = (text: string): string =>
  [...text.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, "_")]
    .slice(0, 60)
    .join("")
    .replace(/[. ]+$/, "") || "_";

const nextRows = async (unit: Unit, after: Row | null): Promise<Row[]> => {
  const { rows } = await unit.client.query<Row>(
    `select stream, paper, filled_at from paper_view
      where org = current_setting('shouwen.org') and run = current_setting('shouwen.run')::integer
        and ($1::timestamptz is null or (filled_at, stream, paper) > ($1, $2::uuid, $3))
      order by filled_at, stream, paper limit ${batch}`,
    [after && new Date(after.filled_at).toISOString(), after?.stream ?? null, after?.paper ?? null],
  );
  return rows;
};

const find = ({ world }: Making, unit: Unit, history: History, key: string): Found | null => {
  const module = world.modules.get(history.kind);
  if (!module) return null;
  const state = replay(module.kind, history.events) as Facts & { papers?: Papers; editions?: unknown };
  const s = state.papers?.[key];
  const editions = (state.editions ?? history.events[0]?.data.editions ?? {}) as Record<string, string>;
  const running = unit.directory
    .running(editions)
    .flatMap((r) => r.papers)
    .find((p) => p.paper.key === key);
  if (!s || !running) return null;
  const edition = editions[running.regulation] ?? "";
  return { running, edition, s, matter: history.kind === "case" ? state : null };
};

const customersOf = async (unit: Unit, found: readonly (Found | null)[]): Promise<Map<string, string>> => {
  const ids = found.flatMap((f) => asText(f?.matter?.customer) ?? []);
  const { rows } = await unit.client.query<Facts & { id: string }>(
    "select id, name, phone, address from customer_view where org = current_setting('shouwen.org') and id = any ($1)",
    [ids],
  );
  return new Map(rows.map((r) => [r.id, customerText(r)]));
};

const makeOne = (unit: Unit, row: Row, f: Found, customers: ReadonlyMap<string, string>): Made => {
  const { paper } = f.running;
  const customer = customers.get(asText(f.matter?.customer) ?? "") ?? "";
  const how = writingOf(unit.directory, f.running, f.edition, customer);
  const [time, names] = [timeIn(unit), namesIn(unit)];
  const values = valuesOf(paper, f.s, f.matter);
  const contents = paper.fields.map((x) => `${x.name}: ${how.value(x, values[x.field])}`).join("\n");
  const signed = f.s.signed.map((x) => `${how.person(x.by)} ${time(x.at)}`).join("; ");
  const matter = asText(f.matter?.number);
  const short = createHash("sha256").update(`${row.stream}/${row.paper}`).digest("hex").slice(0, 8);
  return {
    cells: [
      ...[f.s.number ?? "", paper.name, statusOf(f.running, f.s, f.matter), matter ?? "", f.running.clause],
      ...[time(f.s.filledAt), names.member(f.s.filledBy), contents, signed],
    ],
    folder: fileName(paper.name),
    name: `${fileName(f.s.number ?? matter ?? time(row.filled_at).slice(0, 10))}-${short}.pdf`,
    sheet: sheetOf(f.running, f.s, f.matter, how),
  };
};

const makeSome = async (m: Making, unit: Unit, rows: readonly Row[]): Promise<Made[]> => {
  const streams = [...new Set(rows.map((r) => r.stream))];
  const histories = new Map((await readMore(unit, streams, false)).map((h) => [h.id, h]));
  const found = rows.map((r) => {
    const history = histories.get(r.stream);
    return history ? find(m, unit, history, r.paper) : null;
  });
  const customers = await customersOf(unit, found);
  return rows.flatMap((r, n) => {
    const one = found[n];
    return one ? [makeOne(unit, r, one, customers)] : [];
  });
};

/** Prints one; the reason stands in place of the file where it cannot be. */
const print = async (folder: string, made: Made, how: Print, tries = 5): Promise<string> => {
  try {
    const pdf = await printSheet(made.sheet, how);
    await mkdir(join(folder, made.folder), { recursive: true });
    await writeFile(join(folder, made.folder, made.name), pdf);
    return `${made.folder}/${made.name}`;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Others print too, and come first.
    if (error.problem.status !== 503 || tries === 0) return error.message;
    await setTimeout(2000);
    return print(folder, made, how, tries - 1);
  }
};

async function* rowsOf(m: Making, folder: string | null): AsyncGenerator<Cell[]> {
  let after: Row | null = null;
  const how = await printOf(m.world, m.org);
  for (;;) {
    const last: Row | null = after;
    const [rows, made]: [Row[], Made[]] = await reading(m.world, m.org, async (unit) => {
      const found = await nextRows(unit, last);
      return [found, await makeSome(m, unit, found)];
    });
    // Printed outside the unit of work, which would wait for the typesetter.
    for (const one of made) yield [...one.cells, folder === null ? "" : await print(folder, one, how)];
    if (rows.length < batch) return;
    after = rows.at(-1) ?? null;
  }
}

/** @param folder where each is printed to; null prints none */
export const paperTable = (m: Making, folder: string | null): Table => ({
  name: "papers",
  columns: [
    ...["number", "paper", "state", "cases", "clause", "filledAt", "filledBy", "contents", "signatures"],
    "file",
  ],
  rows: rowsOf(m, folder),
});
