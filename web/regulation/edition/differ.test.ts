import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { differ, type Piece } from "./differ.ts";

const without = (pieces: readonly Piece[], mark: Piece["mark"]) =>
  pieces
    .filter((one) => one.mark !== mark)
    .map((one) => one.text)
    .join("");

test("a changed figure is marked as one word", () => {
  assert.deepEqual(differ("在10分钟内转送", "在5分钟内转送部门"), [
    { text: "在", mark: "same" },
    { text: "10", mark: "removed" },
    { text: "5", mark: "added" },
    { text: "分钟内转送", mark: "same" },
    { text: "部门", mark: "added" },
  ]);
  assert.deepEqual(differ("同", "同"), [{ text: "同", mark: "same" }]);
});

test("both texts can be read from the pieces, whatever they are", () => {
  const words = fc.array(fc.constantFrom("客户", "10", "5", "分钟", " ", "a", "须", "，"), { maxLength: 40 });
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [before, after] = [one.join(""), other.join("")];
      const pieces = differ(before, after);
      assert.equal(without(pieces, "added"), before);
      assert.equal(without(pieces, "removed"), after);
    }),
  );
});
