// Reads a tar archive one member after the other, and knows at which byte it stops being one.

const block = 512;

/** What is wrong with a file, with the place: one clear sentence. */
export class Damaged extends Error {}

/** A member as its header has it; the body must be read to its end before the next one is asked for. */
export type Member = {
  name: string;
  size: number;
  /** Where its body begins in the unpacked archive. */
  offset: number;
  body: AsyncGenerator<Buffer>;
};

type Source = {
  /** Exactly so many bytes, or null at the clean end of the file. */
  take(size: number): Promise<Buffer | null>;
  /** At most so many bytes, at least one; null at the end. */
  some(most: number): Promise<Buffer | null>;
  at(): number;
};

const sourceOf = (from: AsyncIterable<Buffer>): Source => {
  const pieces = from[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  let at = 0;
  const some = async (most: number): Promise<Buffer | null> => {
    while (left.length === 0) {
      const next = await pieces.next();
      if (next.done) return null;
      left = next.value;
    }
    const taken = left.subarray(0, most);
    left = left.subarray(taken.length);
    at += taken.length;
    return taken;
  };
  const take = async (size: number): Promise<Buffer | null> => {
    const taken: Buffer[] = [];
    for (let missing = size; missing > 0; ) {
      const piece = await some(missing);
      if (!piece && missing === size) return null;
      if (!piece) throw new Damaged(`the file ends at byte ${at}, in the middle of a member`);
      taken.push(piece);
      missing -= piece.length;
    }
    return Buffer.concat(taken);
  };
  return { take, some, at: () => at };
};

const textIn = (header: Buffer, from: number, length: number): string =>
  header.toString("utf8", from, from + length).replace(/\0.*$/s, "");

const read = (header: Buffer, at: number): { name: string; size: number } | null => {
  if (header.every((byte) => byte === 0)) return null;
  const sum = header.reduce((total, byte, n) => total + (n >= 148 && n < 156 ? 32 : byte), 0);
  if (Number.parseInt(textIn(header, 148, 8), 8) !== sum)
    throw new Damaged(`at byte ${at} of the archive no member begins, where one should`);
  const [prefix, name] = [textIn(header, 345, 155), textIn(header, 0, 100)];
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    size: Number.parseInt(textIn(header, 124, 12), 8),
  };
};

/**
 * The members of an archive in their order.
 * @throws Damaged where the bytes are not an archive
 */
export async function* membersOf(from: AsyncIterable<Buffer>): AsyncGenerator<Member> {
  const source = sourceOf(from);
  for (;;) {
    const at = source.at();
    const header = await source.take(block);
    if (!header) throw new Damaged(`the file ends at byte ${at} without the end of an archive`);
    const found = read(header, at);
    if (!found) return;
    const { name, size } = found;
    const offset = source.at();
    async function* body(): AsyncGenerator<Buffer> {
      for (let missing = size; missing > 0; ) {
        const piece = await source.some(missing);
        if (!piece)
          throw new Damaged(
            `the file ends in the member ${name}, at byte ${size - missing} of its ${size} (byte ${source.at()} of the archive)`,
          );
        missing -= piece.length;
        yield piece;
      }
    }
    yield { name, size, offset, body: body() };
    const rest = size % block;
    if (rest > 0) await source.take(block - rest);
  }
}
