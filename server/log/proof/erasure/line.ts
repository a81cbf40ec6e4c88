// One line of the list of erasures outside the database.
import { isStreamId } from "../../read.ts";

/** One erasure as a line of JSON: which events of which stream, never of whom or why. */
export type Erasure = {
  org: string;
  stream: string;
  /** Number of the event that records it. */
  seq: number;
  /** RFC 3339 in UTC. */
  at: string;
  /** The events whose private part went; null for all before `seq`. */
  seqs: number[] | null;
  /** The attachments that went; null for the stream's whole folder, or for none where `seqs` names events. */
  files: string[] | null;
};

/** Names become names of files: a forged line must not lead anywhere else. */
const isName = (value: unknown): boolean => typeof value === "string" && /^[\w-]{1,200}$/.test(value);
const areNumbers = (value: unknown): boolean => Array.isArray(value) && value.every(Number.isSafeInteger);

const isErasure = (value: unknown): value is Erasure => {
  const e = value as Partial<Erasure> | null;
  return (
    isName(e?.org) &&
    isStreamId(String(e?.stream)) &&
    Number.isSafeInteger(e?.seq) &&
    Number.isFinite(Date.parse(String(e?.at))) &&
    (e?.seqs === null || areNumbers(e?.seqs)) &&
    (e?.files === null || (Array.isArray(e?.files) && e.files.every(isName)))
  );
};

/** @returns null for a line that a crash cut short, which is written again from the log; `foreign` for one that is whole and wrong */
export const readLine = (line: string): Erasure | "foreign" | null => {
  try {
    const value: unknown = JSON.parse(line);
    return isErasure(value) ? value : "foreign";
  } catch {
    return null;
  }
};
