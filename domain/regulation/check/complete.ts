// What a file may leave out, filled in once it is known to be right.
import { type Block, blockOf, type Clause, type Regulation } from "../file.ts";

const howOf: Partial<Record<Block, string>> = {
  rule: "enforce",
  gate: "enforce",
  words: "prompt",
  inspect: "inspect",
  course: "teach",
};
/** Fills what a file may leave out: the article is the id, and how it is kept follows from what the clause carries. */
export const completed = (r: Regulation): Regulation => ({
  ...r,
  roles: r.roles ?? {},
  clauses: r.clauses.map((x: Clause) => ({
    ...x,
    at: x.at ?? x.id,
    how: x.how ?? howOf[blockOf(x) ?? "paper"] ?? "record",
  })),
});
