// Writes a tar archive (ustar) one member after the other, never faster than it is taken away.
import { once } from "node:events";
import type { Writable } from "node:stream";

const block = 512;
/** What fits the plain header, so that any program can unpack the file: the last part, and the folders before it. */
const longest = { name: 100, prefix: 155 };

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, "0")}\0`;

/** Splits a name where it does not fit. */
const split = (path: string): { name: string; prefix: string } => {
  if (Buffer.byteLength(path) <= longest.name) return { name: path, prefix: "" };
  for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    const fits = Buffer.byteLength(name) <= longest.name && Buffer.byteLength(prefix) <= longest.prefix;
    if (fits) return { name, prefix };
  }
  throw new Error(`The name ${path} is too long for a backup.`);
};

/** @param seconds since 1970, as the member's date */
const headerOf = (path: string, size: number, seconds: number): Buffer => {
  const { name, prefix } = split(path);
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write(prefix, 345);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(seconds, 12), 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
};

/** An archive being written. */
export type TarWriter = {
  /** Adds a member of exactly `size` bytes. */
  add(name: string, size: number, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void>;
  /** Writes the end of the archive; the stream itself stays open. */
  end(): Promise<void>;
};

/** @param seconds the date of every member */
export const writeTar = (to: Writable, seconds: number): TarWriter => {
  const write = async (bytes: Buffer): Promise<void> => {
    if (!to.write(bytes)) await once(to, "drain");
  };
  return {
    add: async (name, size, body) => {
      await write(headerOf(name, size, seconds));
      let written = 0;
      for await (const piece of body) {
        written += piece.length;
        await write(piece);
      }
      if (written !== size) throw new Error(`${name} changed its size while it was read.`);
      const rest = size % block;
      if (rest > 0) await write(Buffer.alloc(block - rest));
    },
    end: () => write(Buffer.alloc(2 * block)),
  };
};
