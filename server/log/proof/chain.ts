// The hash chain of a stream: whoever changes, removes or inserts an event breaks it.
import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import type { Facts } from "#domain/stream/event.ts";

/** The head of a stream before its first event. */
export const beginning = "0".repeat(64);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Hash of the canonical form (RFC 8785), not of what a database prints. */
export const hashOf = (value: unknown): string => sha256(canonicalize(value) ?? "");

export type Linked = {
  org: string;
  stream: string;
  seq: number;
  run: number;
  type: string;
  /** RFC 3339 in UTC. */
  at: string;
  recordedAt: string;
  by: string;
  data: Facts;
  privateHash: string | null;
};

/** An event's hash, over everything in it and the hash before it. */
export const link = (previous: string, event: Linked): string => hashOf({ ...event, previous });

/** Personal data are covered by a salted hash, so that they can be erased and the chain still holds. */
export const privateHash = (salt: string, personal: Facts): string =>
  sha256(salt + (canonicalize(personal) ?? ""));

export const newSalt = (): string => randomBytes(16).toString("hex");

/** Splits an event's data into what stays and what is personal. */
export const split = (data: Facts, personal: readonly string[]): { data: Facts; personal: Facts | null } => {
  const kept: Facts = {};
  const apart: Facts = {};
  for (const [key, value] of Object.entries(data)) (personal.includes(key) ? apart : kept)[key] = value;
  return { data: kept, personal: Object.keys(apart).length > 0 ? apart : null };
};
