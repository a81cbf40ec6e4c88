// Checksums of a member, whole and piece by piece, so that damage can be said with its place.
import { createHash } from "node:crypto";

/** Bytes of one piece. */
const piece = 16_384;

/** A member as the manifest lists it. */
export type Listed = {
  name: string;
  size: number;
  sha256: string;
  /** The beginning of the SHA-256 of each 16 KiB. */
  pieces: string[];
};

/** Takes a member's bytes as they come by. */
export type Summing = {
  add(bytes: Buffer): void;
  /** @returns what was seen, and in which line each piece begins */
  end(name: string): Listed & { lines: number[] };
};

/** Begins a member. */
export const summing = (): Summing => {
  const whole = createHash("sha256");
  let part = createHash("sha256");
  let inPart = 0;
  let size = 0;
  let line = 1;
  const pieces: string[] = [];
  const lines = [1];
  const close = (): void => {
    pieces.push(part.digest("hex").slice(0, 12));
    lines.push(line);
    part = createHash("sha256");
    inPart = 0;
  };
  return {
    add: (bytes) => {
      whole.update(bytes);
      size += bytes.length;
      for (let from = 0; from < bytes.length; ) {
        const some = bytes.subarray(from, from + piece - inPart);
        part.update(some);
        for (let at = some.indexOf(10); at >= 0; at = some.indexOf(10, at + 1)) line += 1;
        inPart += some.length;
        from += some.length;
        if (inPart === piece) close();
      }
    },
    end: (name) => {
      if (inPart > 0) close();
      return { name, size, sha256: whole.digest("hex"), pieces, lines };
    },
  };
};

/** Where a member differs from what was written: bytes, and lines where it is made of lines. */
export const placeOf = (wanted: Listed, found: Listed & { lines: number[] }): string | null => {
  if (wanted.sha256 === found.sha256 && wanted.size === found.size) return null;
  const n = wanted.pieces.findIndex((sum, i) => sum !== found.pieces[i]);
  const from = n < 0 ? Math.min(wanted.size, found.size) : n * piece;
  const to = n < 0 ? found.size : Math.min((n + 1) * piece, wanted.size);
  const lines = /\.(nd)?jsonl?$/.test(wanted.name)
    ? ` (lines ${found.lines[Math.max(n, 0)]} to ${found.lines[Math.max(n, 0) + 1] ?? found.lines.at(-1)})`
    : "";
  return `the member ${wanted.name} is damaged between byte ${from} and byte ${to}${lines}`;
};
