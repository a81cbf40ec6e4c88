// The refused rows as a file: line and reason in front, to mend and send again.
import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { defused, isRefusedColumn, openSheet, refusedColumns } from "#server/sheet/sheet.ts";
import type { Refused } from "./take.ts";

const cell = (text: string): string => {
  const safe = defused(text);
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const line = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

/** The text of the file, with a byte order mark as spreadsheets want it; formulas are defused. */
export async function* refusedCsv(path: string, refused: readonly Refused[]): AsyncGenerator<string> {
  const reasons = new Map(refused.map((r) => [r.line, r.reason]));
  const sheet = await openSheet(path);
  try {
    const own = sheet.columns.filter((column) => !isRefusedColumn(column));
    yield `\uFEFF${line([...refusedColumns(), ...own])}`;
    let left = reasons.size;
    if (left === 0) return;
    for await (const row of sheet.rows) {
      const reason = reasons.get(row.line);
      if (reason === undefined) continue;
      yield line([String(row.line), reason, ...own.map((column) => row.cells[column] ?? ""), ...row.beyond]);
      left -= 1;
      if (left === 0) return;
    }
  } finally {
    await sheet.close();
  }
}

/** Writes the file whole or not at all. */
export const writeRefused = async (path: string, refused: readonly Refused[], to: string): Promise<void> => {
  const part = `${to}.part`;
  await pipeline(
    Readable.from(refusedCsv(path, refused)),
    createWriteStream(part, { flush: true, mode: 0o600 }),
  );
  await rename(part, to);
};
