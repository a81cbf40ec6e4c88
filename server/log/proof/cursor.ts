// Reads a long answer in pieces, so that memory stays flat however long the log is.
import type { ClientBase } from "pg";

let named = 0;

/**
 * Rows of a query, one after the other; only inside a transaction.
 * @param size rows fetched at once
 */
export async function* rowsOf<T extends object>(
  client: ClientBase,
  text: string,
  values: unknown[],
  size: number,
): AsyncGenerator<T> {
  const name = `walk_${++named}`;
  await client.query(`declare ${name} no scroll cursor for ${text}`, values);
  for (;;) {
    const { rows } = await client.query<T>(`fetch ${size} from ${name}`);
    yield* rows;
    if (rows.length < size) break;
  }
  await client.query(`close ${name}`);
}
