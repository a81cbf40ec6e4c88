// Regulations for tests: the real file, and small ones written where they are needed.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { checkRegulation, type Problem } from "../check.ts";
import { type Clause, clauseId, type Regulation } from "../file.ts";
import { compile, type Running } from "../run/compile.ts";

/** Parses and checks; what is wrong is an error that lists it. */
export const read = (yaml: string): Regulation => {
  const checked = checkRegulation(parse(yaml));
  if ("regulation" in checked) return checked.regulation;
  throw new Error(checked.problems.map((p) => `${p.path.join(".")}: ${p.message}`).join("\n"));
};

/** What is wrong with a file, as `path: message`. */
export const problems = (value: unknown): string[] => {
  const checked = checkRegulation(value);
  const list: readonly Problem[] = "problems" in checked ? checked.problems : [];
  return list.map((p) => `${p.path.join(".")}: ${p.message}`);
};

const file = new URL("../../../regulations/pm-front-office.yaml", import.meta.url);
export const frontOffice: Regulation = read(readFileSync(file, "utf8"));
export const frontOfficeText: string = readFileSync(file, "utf8");

/** A made-up regulation `trial` with these clauses, each given as YAML of its content. */
export const trial = (clauses: Record<string, string>): Regulation =>
  read(
    [
      "regulation: trial",
      "title: 试行办法",
      "roles: { desk: 前台, chief: 主管, director: 总经理 }",
      "until: [case.withdrawn]",
      "clauses:",
      ...Object.entries(clauses).map(([id, block]) => `  - { id: "${id}", says: 试行, ${block} }`),
    ].join("\n"),
  );

/** Who holds which role in the office of the tests: one manager holds four. */
export const posts: Record<string, readonly string[]> = {
  receptionist: ["reception", "reception2"],
  manager: ["manager"],
  "operations-manager": ["manager"],
  "management-manager": ["manager"],
  "general-manager": ["gm"],
  supervisor: ["manager"],
  desk: ["reception"],
  chief: ["manager"],
  director: ["gm"],
};

/** Compiles for the office of the tests. */
export const run = (
  r: Regulation,
  figures: Record<string, string> = {},
  held: Record<string, readonly string[]> = posts,
): Running => compile(r, (role) => held[role.split("/")[1] ?? ""] ?? [], figures);

export const clauseOf = (r: Regulation, id: string): Clause => {
  const found = r.clauses.find((c) => c.id === id);
  if (!found) throw new Error(`No clause ${id}`);
  return found;
};

/** The blanks of the office filled: clause → length. */
export const filled: Record<string, string> = {
  [clauseId(frontOffice.regulation, "2.1c")]: "4 hours",
  [clauseId(frontOffice.regulation, "2.8.4b")]: "15 minutes",
};
