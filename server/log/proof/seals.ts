// Checks an organisation's seals: their chain, the heads they cover, and the file published outside.
import type { ClientBase } from "pg";
import { beginning } from "./chain.ts";
import { rowsOf } from "./cursor.ts";
import { type Bad, earlier } from "./finding.ts";
import { readPublished } from "./published.ts";
import { type Seal, sealColumns, sealHash } from "./seal-row.ts";

/** The published file as it stood before the rows were read. */
export type Published = {
  dataDir: string;
  /** Bytes; null for a file that is not there. */
  size: number | null;
  /** Up to which seal it is known to have been written. */
  known: number;
};

type Differing = { stream: string; length: number; hash: string | null; last: number | null; seal: number };

const differing = `select h.stream, h.length, e.hash,
    (select max(seq) from shouwen.event x where x.org = $1 and x.stream = h.stream) as last
  from unnest($2::uuid[], $3::int[], $4::text[]) as h(stream, length, head)
  left join shouwen.event e on e.org = $1 and e.stream = h.stream and e.seq = h.length
 where e.hash is distinct from h.head order by h.stream limit 1`;

/** The first stream that is no longer as the seal has it. */
const checkHeads = async (client: ClientBase, { org, number, heads }: Seal): Promise<Bad | null> => {
  const streams = Object.keys(heads);
  const values = Object.values(heads);
  const { rows } = await client.query<Differing>(differing, [
    org,
    streams,
    values.map((v) => v[0]),
    values.map((v) => v[1]),
  ]);
  const row = rows[0];
  if (!row) return null;
  const { stream, length, last } = row;
  const bad = (seq: number, reason: string): Bad => ({ org, stream, seq, seal: number, reason });
  if (last === null) return bad(1, `The stream has vanished: it was sealed with ${length} events.`);
  if (last < length)
    return bad(last + 1, `The event is missing: the stream was sealed with ${length} events.`);
  return bad(length, "The events up to this one are not those that were sealed.");
};

// Two sets are compared, since a join of tables without statistics may be planned as a loop in a loop.
const marked = `select id::text as id, length from shouwen.stream where org = $1 and not unsealed
  except select key, max((value ->> 0)::integer) from shouwen.seal, jsonb_each(heads) where org = $1 group by key
  order by id limit 1`;

/** The first stream that is marked as sealed, though no seal has it as it is. */
const checkMarks = async (client: ClientBase, org: string): Promise<Bad | null> => {
  const { rows } = await client.query<{ id: string }>(marked, [org]);
  const stream = rows[0]?.id;
  if (stream === undefined) return null;
  const sealed = await client.query<{ length: number }>(
    "select coalesce(max((heads -> $2 ->> 0)::integer), 0) as length from shouwen.seal where org = $1",
    [org, stream],
  );
  const seq = (sealed.rows[0]?.length ?? 0) + 1;
  return { org, stream, seq, reason: "The event came after the last seal, but is marked as sealed." };
};

/** Compares the file's lines with the rows, one after the other. */
const follow = (org: string, published: Published) => {
  const lines = readPublished(published.dataDir, org, published.size ?? 0);
  const bad = (seal: number, reason: string): Bad => ({ org, seal, reason });
  const where =
    published.size === null ? "no seals are published in this folder" : "the published file lacks it";
  return {
    row: async (row: Seal, previous: string): Promise<Bad | null> => {
      const { value, done } = await lines.next();
      if (done)
        return row.number <= published.known
          ? bad(row.number, `The seal stands in the database, but ${where}.`)
          : null;
      const same =
        value !== null && value.org === org && value.number === row.number && value.hash === row.hash;
      if (same && sealHash(previous, value) === value.hash) return null;
      return bad(row.number, "The published file says something else than the database.");
    },
    end: async (last: number): Promise<Bad | null> => {
      const { done } = await lines.next();
      if (!done || published.known > last)
        return bad(last + 1, "The seal was published, but the database lacks it.");
      return null;
    },
  };
};

export type SealsChecked = { seals: number; bad: Bad | null };

/** Checks all seals of an organisation; only inside a transaction. */
export const checkSeals = async (
  client: ClientBase,
  org: string,
  published: Published,
): Promise<SealsChecked> => {
  const rows = rowsOf<Seal>(
    client,
    `select ${sealColumns} from shouwen.seal where org = $1 order by number`,
    [org],
    // Ten thousand heads may stand in one.
    1,
  );
  const file = follow(org, published);
  let seals = 0;
  let previous = beginning;
  let ownFault: Bad | null = null;
  let bad: Bad | null = null;
  for await (const row of rows) {
    seals += 1;
    const { number } = row;
    if (!ownFault) {
      if (number !== seals) ownFault = { org, seal: seals, reason: "The seal is missing." };
      else if (sealHash(previous, row) !== row.hash)
        ownFault = { org, seal: number, reason: "The seal is not what was written." };
      else ownFault = await file.row(row, previous);
    }
    // What a bad seal says of streams is no proof.
    if (!ownFault) bad = earlier(bad, await checkHeads(client, row));
    previous = row.hash;
  }
  ownFault ??= await file.end(seals);
  if (!ownFault) bad = earlier(bad, await checkMarks(client, org));
  return { seals, bad: earlier(bad, ownFault) };
};
