// Which clauses of a regulation name which of its roles.
import { blocks, type Clause, clauseId, type Regulation } from "#domain/regulation/file.ts";

/** Every text that a value holds, however deep. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Where a block names roles and nothing else: who owes, fills, signs, approves, is told, is reported to. */
const naming = new Set(["who", "fill", "by", "approval", "cc", "inTurn", "all", "any", "escalate", "to"]);

const named = (value: unknown, roles: ReadonlySet<string>): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, v]) =>
    naming.has(key) ? textsIn(v).filter((t) => roles.has(t)) : named(v, roles),
  );
};

const rolesOf = (c: Clause, roles: ReadonlySet<string>): string[] =>
  blocks.flatMap((b) => named(c[b], roles));

/** Role → the full ids of the clauses that name it, in their order. */
export const clausesByRole = (r: Regulation): Map<string, string[]> => {
  const roles = new Set(Object.keys(r.roles));
  const by = new Map<string, string[]>();
  for (const c of r.clauses)
    for (const role of new Set(rolesOf(c, roles)))
      by.set(role, [...(by.get(role) ?? []), clauseId(r.regulation, c.id)]);
  return by;
};
