/** Tokens that are told once and kept only as their hash. */
import { createHash, randomBytes, randomInt } from "node:crypto";

/** A new token that fits into an address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** As which it is kept. It is random and long, so a fast hash keeps it as safe as a slow one would. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

// Without those that are taken for one another on paper.
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Characters that somebody can copy from paper, in groups of four: `k7mw-3pqx-9dhe`. */
export function writtenCode(groups: number): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: groups }, group).join("-");
}
