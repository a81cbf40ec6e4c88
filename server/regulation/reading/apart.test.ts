// A long text is read beside everything else: what comes of it is the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readRegulation } from "#domain/regulation/read.ts";
import { readApart } from "./apart.ts";

const text = (n: number, more = ""): string =>
  `regulation: long\ntitle: 长\nclauses:\n${Array.from({ length: n }, (_, i) => `  - { id: "${i}", says: 话, waiting: 等 }\n`).join("")}${more}`;

test("a long regulation, and a faulty one with the line of its fault", async () => {
  for (const yaml of [text(1500), text(1500, "  - { id: 5 }\n")])
    assert.deepEqual(await readApart(yaml), readRegulation(yaml));
});

test("whoever else is there is not kept waiting", async () => {
  let longest = 0;
  let before = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }, 5);
  const read = await readApart(`${text(1)}  - { id: z, says: 话, see: [${"x,".repeat(290_000)}x] }\n`);
  clearInterval(watch);
  assert.ok("errors" in read);
  assert.ok(longest < 500, `${Math.round(longest)} ms`);
});
