// A sample is the same for the same seed, fair, of running clauses only, and each of them is proved.
import assert from "node:assert/strict";
import { test } from "node:test";
import { prove } from "../domain/proof/play.ts";
import { carried } from "../server/carried.ts";
import { draw, runningClauses, sample, seeded, table, trying } from "./sample.ts";

const all = runningClauses();
const names = (seed: string): string[] => sample(seed, all).map((c) => `${c.file} ${c.id}`);

test("the same seed draws the same clauses, another seed others", () => {
  assert.deepEqual(names("spring"), names("spring"));
  assert.notDeepEqual(names("spring"), names("autumn"));
});

test("twenty of each kind of keeping, all where fewer run, none twice", () => {
  const drawn = sample("7", all);
  assert.equal(new Set(drawn.map((c) => `${c.file} ${c.id}`)).size, drawn.length);
  for (const how of new Set(all.map((c) => c.how))) {
    const run = all.filter((c) => c.how === how).length;
    assert.equal(drawn.filter((c) => c.how === how).length, Math.min(20, run), how);
  }
});

test("every one of the items is drawn as often as any other", () => {
  const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const chance = seeded("fair");
  for (let n = 0; n < 10_000; n++)
    for (const i of draw([...counts.keys()], 3, chance)) counts[i] = (counts[i] ?? 0) + 1;
  for (const count of counts) assert.ok(Math.abs(count - 3000) < 250, counts.join());
});

test("what is drawn is proved by the command that stands beside it", () => {
  const text = table("42");
  for (const c of sample("42", all)) {
    const regulation = carried(c.file.slice("regulations/".length, -".yaml".length))?.regulation;
    assert.ok(regulation);
    assert.deepEqual(prove(regulation, c.id).reason, null, `${c.file} ${c.id}`);
    assert.ok(text.includes(`\`${trying(c)}\``), c.id);
  }
});
