/** One-time codes of an authenticator (RFC 6238: SHA-1, six digits, thirty seconds). */
import { createHmac, randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMs = 30_000;

/** A new secret in base32, as authenticators take it when it is typed. */
export function newSecret(): string {
  return [...randomBytes(32)].map((byte) => alphabet[byte % 32]).join("");
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of one step. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The step at an instant, epoch ms. */
export function stepOf(now: number): number {
  return Math.floor(now / stepMs);
}

/**
 * Which step a code belongs to: the present one or one beside it, since clocks differ.
 * @param last the step of the last code taken; none at or before it counts again
 * @returns null where it is wrong, or was taken before
 */
export function stepFor(secret: string, code: string, now: number, last: number): number | null {
  const present = stepOf(now);
  const steps = [present, present - 1, present + 1].filter((step) => step > last);
  return steps.find((step) => codeAt(secret, step) === code) ?? null;
}

/** What the QR code for the authenticator says. */
export function authenticatorAddress(secret: string, username: string, issuer: string): string {
  const query = new URLSearchParams({ secret, issuer, algorithm: "SHA1", digits: "6", period: "30" });
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?${query.toString().replaceAll("+", "%20")}`;
}
