// The rows of one table as members of lines, about a megabyte each, so that memory stays flat.
import type { ClientBase } from "pg";
import { rowsOf } from "#server/log/proof/cursor.ts";

const largest = 1024 * 1024;

/** A stretch of a table: one JSON object a line. */
export type Stretch = { name: string; rows: number; bytes: Buffer };

/**
 * Reads a table from its first row to its last; only inside a transaction.
 * @param table with its schema
 */
export async function* stretchesOf(client: ClientBase, table: string): AsyncGenerator<Stretch> {
  const [schema, name] = table.split(".");
  const text = `select row_to_json(t)::text as line from ${schema}."${name}" t`;
  let lines: string[] = [];
  let size = 0;
  let number = 0;
  const stretch = (): Stretch => {
    number += 1;
    const made = {
      name: `tables/${table}/${String(number).padStart(6, "0")}.ndjson`,
      rows: lines.length,
      bytes: Buffer.from(lines.join(""), "utf8"),
    };
    lines = [];
    size = 0;
    return made;
  };
  for await (const { line } of rowsOf<{ line: string }>(client, text, [], 500)) {
    // A column of type json keeps its line ends, which mean nothing there.
    lines.push(`${line.replaceAll("\n", " ")}\n`);
    size += line.length;
    if (size >= largest) yield stretch();
  }
  if (lines.length > 0) yield stretch();
}
