// A table of an export, and how one is read: some rows at a time, each time in a unit of work of its own.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { nameOf } from "#domain/organisation/organisation.ts";
import type { Language } from "#server/http/i18n/language.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import type { Say } from "./words.ts";

export type Cell = string | number | null;

/** What every table is made with. */
export type Making = { world: World; org: string; language: Language; say: Say };

/** Its name, its columns, each by the word for it, and its rows. */
export type Table = { name: string; columns: readonly string[]; rows: AsyncIterable<readonly Cell[]> };

/** So many rows, or streams, are in memory at once. */
export const batch = 200;

/**
 * Reads a list from its first row to its last.
 * @param some the next rows behind a row; fewer than `batch` are the last
 * @param show one row of the table for each
 */
export async function* paged<R>(
  { world, org }: Making,
  some: (unit: Unit, after: R | null) => Promise<R[]>,
  show: (unit: Unit, rows: readonly R[]) => Promise<Cell[][]> | Cell[][],
): AsyncGenerator<Cell[]> {
  let after: R | null = null;
  for (;;) {
    const last: R | null = after;
    const [rows, shown]: [R[], Cell[][]] = await reading(world, org, async (unit) => {
      const found = await some(unit, last);
      return [found, found.length > 0 ? await show(unit, found) : []];
    });
    yield* shown;
    if (rows.length < batch) return;
    after = rows.at(-1) ?? null;
  }
}

/** An instant (epoch ms) in the organisation's time zone, as a spreadsheet sorts it. */
export const timeIn = (unit: Unit) => {
  const { timeZone } = unit.directory.organisation;
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at: number | null | undefined): string =>
    at === null || at === undefined ? "" : format.format(at);
};

/** Names of members, departments and posts; what is not known stays as it is. */
export const namesIn = (unit: Unit) => {
  const { organisation: o } = unit.directory;
  return {
    member: (id: string | null): string => (id === null ? "" : (nameOf(o, id) ?? id)),
    department: (key: string | null): string =>
      key === null ? "" : (o.departments.find((d) => d.key === key)?.name ?? key),
    post: (key: string | null): string =>
      key === null ? "" : (o.posts.find((p) => p.key === key)?.name ?? key),
  };
};

/** A value of a matter's field in the reader's language; in English the contract's own word. */
export const labelIn = (language: Language) => {
  const tongue = tongueIn(language);
  return (field: string, value: string | null): string => {
    if (value === null || language === "en") return value ?? "";
    return tongue(caseVocabulary.state[field]?.labels?.[value] ?? value);
  };
};
