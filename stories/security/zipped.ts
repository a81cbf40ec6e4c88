// Zip files by hand, also such as no honest program writes.
import { crc32, deflateRawSync } from "node:zlib";

type Part = Buffer | { packed: Buffer; size: number };

/** @param parts name → content, or content packed already with the size that the file is to claim */
export const zipped = (parts: Record<string, Part>): Uint8Array => {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, part] of Object.entries(parts)) {
    const packed = Buffer.isBuffer(part) ? deflateRawSync(part) : part.packed;
    const size = Buffer.isBuffer(part) ? part.length : part.size;
    const sum = Buffer.isBuffer(part) ? crc32(part) : 0;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), common, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    entries.push(Buffer.from("PK\x01\x02", "latin1"), Buffer.from([20, 0]), common, rest, title);
    at += 30 + title.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
};
