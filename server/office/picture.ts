// How large a picture is, read from its first bytes: what unpacks to gigabytes is not unpacked to find out.

export type Size = { width: number; height: number };

const pngSize = (bytes: Buffer): Size | null =>
  bytes.length >= 24 && bytes.toString("latin1", 12, 16) === "IHDR"
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : null;

/** Markers of JPEG that begin a frame; those between are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const jpegSize = (bytes: Buffer): Size | null => {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2))
    if (isFrame(bytes[at + 1] ?? 0))
      return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  return null;
};

/** @returns null where the bytes do not say it */
export const sizeOf = (type: string, bytes: Buffer): Size | null =>
  type === "image/png" ? pngSize(bytes) : jpegSize(bytes);
