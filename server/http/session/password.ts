/** Passwords: salted scrypt, its strength written into every hash so that it can be raised later. */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

type Strength = { N: number; r: number; p: number };

const strength: Strength = { N: 16_384, r: 8, p: 1 };

// Hashes run on libuv's four threads, which files and name look-ups need too: a crowd signing in waits its turn.
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** The hash to store, `scrypt$N$r$p$salt$key`; some 30 ms on a thread of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, strength);
  const { N, r, p } = strength;
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether the password is the one that was hashed. */
export async function verifyPassword({
  hash,
  password,
}: {
  hash: string;
  password: string;
}): Promise<boolean> {
  const [name, N, r, p, salt, key] = hash.split("$");
  if (name !== "scrypt" || !salt || !key) throw new Error("A stored password hash is not one of ours.");
  const expected = Buffer.from(key, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

async function derive(password: string, salt: Buffer, { N, r, p }: Strength): Promise<Buffer> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // The same characters typed on another keyboard may arrive composed differently.
      scrypt(password.normalize("NFKC"), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
