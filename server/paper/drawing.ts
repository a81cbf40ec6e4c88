// A signature drawn on the screen: a PNG that every reader can show, and nothing else.
import { crc32, inflateSync } from "node:zlib";

const mostBytes = 200_000;
const mostSide = 3000;
const magic = "\x89PNG\r\n\x1a\n";
/** Bytes of one pixel by colour type, at eight bits each. */
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Chunk = { type: string; data: Buffer };

const chunksOf = (png: Buffer): Chunk[] | null => {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    if (at + 12 > png.length) return null;
    const length = png.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > png.length || crc32(png.subarray(at + 4, end - 4)) !== png.readUInt32BE(end - 4)) return null;
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, end - 4) });
    at = end;
  }
  return chunks;
};

const unpacksTo = (data: Buffer, size: number): boolean => {
  try {
    return inflateSync(data, { maxOutputLength: size + 1 }).length === size;
  } catch {
    return false;
  }
};

const isPicture = (png: Buffer): boolean => {
  const chunks = png.toString("latin1", 0, 8) === magic ? chunksOf(png) : null;
  const head = chunks?.[0];
  if (!chunks || head?.type !== "IHDR" || head.data.length !== 13 || chunks.at(-1)?.type !== "IEND")
    return false;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = head.data.subarray(8);
  const bytes = channels[colour ?? -1];
  if (width < 1 || height < 1 || width > mostSide || height > mostSide) return false;
  if (depth !== 8 || bytes === undefined || interlaced !== 0) return false;
  if (colour === 3 && !chunks.some((c) => c.type === "PLTE")) return false;
  const packed = Buffer.concat(chunks.filter((c) => c.type === "IDAT").map((c) => c.data));
  return unpacksTo(packed, height * (1 + width * bytes));
};

/**
 * Reads a drawing as it is sent: base64, with or without `data:image/png;base64,` before it.
 * @returns the base64 alone, or null for what is no PNG of at most 200 kB, 8 bits a channel and 3000 points a side
 */
export const readDrawing = (sent: string): string | null => {
  const base64 = sent.replace(/^data:image\/png;base64,/, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const png = Buffer.from(base64, "base64");
  return png.length <= mostBytes && isPicture(png) ? png.toString("base64") : null;
};
