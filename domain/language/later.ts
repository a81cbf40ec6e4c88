// The blocks that are kept and shown until they run, as JSON Schema.
import { listOf, oneOrMore, only, type Schema, text, words } from "./parts.ts";

const strings = (most: number): Schema => oneOrMore(text(most));
const amount: Schema = {
  anyOf: [{ type: "number" }, only({ from: { type: "number" }, to: { type: "number" } }, ["from", "to"])],
};
const line = only({
  nth: { type: ["number", "string"] },
  in: text(300),
  while: { type: "object" },
  points: amount,
  fine: amount,
  pay: amount,
  sanction: text(300),
  reward: text(300),
  as: text(300),
  note: text(300),
});

/** Block → its shape. */
export const laterBlocks = {
  inspect: only({ checklist: { type: "string" } }, ["checklist"]),
  score: only({ of: text(100), first: listOf(line) }, ["of", "first"]),
  course: only(
    {
      name: text(300),
      programme: text(300),
      hours: { type: "number" },
      every: text(300),
      audience: text(300),
      lecturers: strings(100),
      pass: { type: "number" },
      note: text(300),
    },
    ["name"],
  ),
  shift: only(
    {
      name: text(300),
      days: oneOrMore(words(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
      from: { type: "string" },
      to: { type: "string" },
      rest: text(300),
      breaks: strings(100),
      note: text(300),
    },
    ["name"],
  ),
} as const;
