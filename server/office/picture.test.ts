// How large a picture says it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sizeOf } from "./picture.ts";

const side = fc.integer({ min: 0, max: 65_535 });

test("a PNG says it in its head", () => {
  fc.assert(
    fc.property(side, side, (width, height) => {
      const bytes = Buffer.alloc(40);
      bytes.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
      bytes.writeUInt32BE(width, 16);
      bytes.writeUInt32BE(height, 20);
      assert.deepEqual(sizeOf("image/png", bytes), { width, height });
    }),
  );
});

test("a JPEG says it in its frame, behind whatever tables", () => {
  fc.assert(
    fc.property(side, side, fc.array(fc.uint8Array({ maxLength: 300 })), (width, height, tables) => {
      const parts = tables.map((t) =>
        Buffer.from([0xff, 0xe1, (t.length + 2) >> 8, (t.length + 2) & 255, ...t]),
      );
      const frame = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1]);
      frame.writeUInt16BE(height, 5);
      frame.writeUInt16BE(width, 7);
      const bytes = Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, frame]);
      assert.deepEqual(sizeOf("image/jpeg", bytes), { width, height });
    }),
  );
});

test("any other bytes say nothing, and never for long", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (junk) => {
      for (const type of ["image/png", "image/jpeg"]) sizeOf(type, Buffer.from(junk));
    }),
  );
  assert.equal(sizeOf("image/png", Buffer.from("GIF89a")), null);
  assert.equal(sizeOf("image/jpeg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0])), null);
});
