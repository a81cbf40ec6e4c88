// A seal: the heads of every stream that changed since the last one, chained to it.
import { hashOf } from "./chain.ts";

/** Stream → its length and its head. */
export type Heads = Record<string, [length: number, head: string]>;

/** A seal as it stands in the table and, as a line of JSON, in the published file. */
export type Seal = {
  org: string;
  /** 1 for the organisation's first. */
  number: number;
  /** RFC 3339 in UTC, by the database's clock. */
  at: string;
  heads: Heads;
  hash: string;
};

/** A seal's hash, over everything in it and the hash of the seal before it. */
export const sealHash = (previous: string, { org, number, at, heads }: Omit<Seal, "hash">): string =>
  hashOf({ org, number, at, previous, heads });

/** Columns of a seal, its time as the hash has it; a time moved by less than a millisecond shows too. */
export const sealColumns = `org, number, heads, hash,
  regexp_replace(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', '') || 'Z' as at`;
