// A signature drawn on the screen: a PNG that every reader can show, and nothing else.
import { crc32, inflateSync } from "node:zlib";

const mostBytes = 200_000;
const mostSide = 3000;
/** A pad at three times its size; a picture of more is unpacked at every printing. */
const mostPoints = 4_000_000;
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

/** The rows of a picture, each with a filter that there is: what sets it in type would stumble over another. */
const isRows = (data: Buffer, height: number, row: number): boolean => {
  try {
    const rows = inflateSync(data, { maxOutputLength: height * row + 1 });
    if (rows.length !== height * row) return false;
    for (let at = 0; at < rows.length; at += row) if ((rows[at] ?? 5) > 4) return false;
    return true;
  } catch {
    return false;
  }
};

const isPalette = (c: Chunk | undefined): boolean =>
  c !== undefined && c.data.length > 0 && c.data.length <= 768 && c.data.length % 3 === 0;

/** The chunks that make the picture; everything else that a PNG may carry is left out. */
const pictureOf = (png: Buffer): Chunk[] | null => {
  const chunks = png.toString("latin1", 0, 8) === magic ? chunksOf(png) : null;
  const [head, ...rest] = chunks ?? [];
  const end = rest.at(-1);
  if (head?.type !== "IHDR" || head.data.length !== 13 || end?.type !== "IEND") return null;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = head.data.subarray(8);
  const bytes = channels[colour ?? -1];
  if (width < 1 || height < 1 || width > mostSide || height > mostSide || width * height > mostPoints)
    return null;
  if (depth !== 8 || bytes === undefined || interlaced !== 0) return null;
  const palette = rest.find((c) => c.type === "PLTE");
  if (colour === 3 && !isPalette(palette)) return null;
  const data = Buffer.concat(rest.filter((c) => c.type === "IDAT").map((c) => c.data));
  if (!isRows(data, height, 1 + width * bytes)) return null;
  return [
    head,
    ...(colour === 3 && palette ? [palette] : []),
    { type: "IDAT", data },
    { ...end, data: empty },
  ];
};

const empty = Buffer.alloc(0);
const written = ({ type, data }: Chunk): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/**
 * Reads a drawing as it is sent: base64, with or without `data:image/png;base64,` before it.
 * @returns the base64 alone, or null for what is no PNG of at most 200 kB, 8 bits a channel, 3000 points a side and 4 million in all
 */
export const readDrawing = (sent: string): string | null => {
  const base64 = sent.replace(/^data:image\/png;base64,/, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const png = Buffer.from(base64, "base64");
  const chunks = png.length <= mostBytes ? pictureOf(png) : null;
  return chunks && Buffer.concat([Buffer.from(magic, "latin1"), ...chunks.map(written)]).toString("base64");
};
