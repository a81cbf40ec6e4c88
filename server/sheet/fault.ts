// What the readers of files share: a row as it stands in the file, and why a file can't be read.

/** A row of a file: the number of its line, counted from 1 as the user sees it, and its cells as text. */
export type RawRow = { line: number; cells: string[] };

/** A file that can't be taken as a whole, with one sentence for its sender. */
export class SheetFault extends Error {}

export const limits = {
  bytes: 50 * 1024 * 1024,
  unpackedBytes: 600 * 1024 * 1024,
  rows: 200_000,
  /** Rows refused before the import is given up: then it is the mapping that is wrong. */
  refused: 20_000,
};
