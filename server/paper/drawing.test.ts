// A drawn signature: whatever is not a plain small PNG is no drawing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { readDrawing } from "./drawing.ts";

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  const sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const magic = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
type Picture = {
  width?: number;
  height?: number;
  depth?: number;
  colour?: number;
  interlaced?: number;
  bytes?: number;
  filter?: number;
};
const png = (of: Picture = {}, ...more: Buffer[]): Buffer => {
  const whole = plain(of);
  return Buffer.concat([whole.subarray(0, 33), ...more, whole.subarray(33)]);
};
const plain = ({
  width = 3,
  height = 2,
  depth = 8,
  colour = 6,
  interlaced = 0,
  bytes,
  filter = 0,
}: Picture): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced], 8);
  const pixels = Buffer.alloc(bytes ?? height * (1 + width * 4));
  pixels[0] = filter;
  const chunks = [chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([magic, ...chunks]);
};
const read = (bytes: Buffer): string | null => readDrawing(bytes.toString("base64"));

test("a picture as a browser's canvas gives it, alone or as a data URL", () => {
  const base64 = png().toString("base64");
  assert.equal(readDrawing(base64), base64);
  assert.equal(readDrawing(`data:image/png;base64,${base64}`), base64);
});

test("what it carries beside the picture is left out", () => {
  const told = png({}, chunk("tEXt", Buffer.alloc(150_000, "x")), chunk("tRNS", Buffer.alloc(7)));
  assert.equal(read(told), png().toString("base64"));
});

test("nothing else", () => {
  const whole = png();
  const spoilt = Buffer.from(whole);
  spoilt[45] = (spoilt[45] ?? 0) ^ 1;
  const wrong: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    "another type": Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex"),
    "cut short": whole.subarray(0, whole.length - 6),
    "a byte changed": spoilt,
    "something behind": Buffer.concat([whole, Buffer.from("<script>")]),
    "more pixels than it says": png({ bytes: 50_000_000 }),
    "fewer pixels than it says": png({ bytes: 5 }),
    "too wide": png({ width: 3001, height: 1 }),
    "no width": png({ width: 0, bytes: 2 }),
    "sixteen bits": png({ depth: 16, bytes: 2 * (1 + 3 * 8) }),
    "too many points": png({ width: 3000, height: 3000 }),
    "a filter that there is not": png({ filter: 5 }),
    interlaced: png({ interlaced: 1 }),
    "a palette that is not there": png({ colour: 3, bytes: 2 * 4 }),
    "too large": Buffer.concat([
      magic,
      chunk("IHDR", Buffer.alloc(13)),
      chunk("tEXt", Buffer.alloc(200_001)),
    ]),
  };
  for (const [name, bytes] of Object.entries(wrong)) assert.equal(read(bytes), null, name);
  for (const text of ["", "!", "data:image/svg+xml;base64,PHN2Zz4=", "http://example.org/a.png"])
    assert.equal(readDrawing(text), null, text);
});
