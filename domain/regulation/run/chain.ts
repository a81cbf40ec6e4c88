// Who must sign, as a regulation names them, turned into the posts that stand for them here.
import type { Chain } from "#domain/approval/chain.ts";
import type { Approver, Signers } from "../file/rule.ts";
import type { Fields } from "../vocabulary.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";

const chainOf = (by: string | Signers, names: Names): Chain => {
  if (typeof by === "string") return { steps: [{ of: [names.posts(by)], all: false }], within: null, cc: [] };
  const posts = (roles: readonly string[]) => roles.map((r) => names.posts(r));
  const within = by.within ?? null;
  const cc = (by.cc ?? []).flatMap((r) => names.posts(r));
  if ("inTurn" in by)
    return { steps: by.inTurn.map((r) => ({ of: [names.posts(r)], all: false })), within, cc };
  const all = "all" in by;
  return { steps: [{ of: posts(all ? by.all : by.any), all }], within, cc };
};

/** The lines of an approval, of which the first that fits decides. */
export const chainLines = (
  approval: Approver,
  fields: Fields,
  names: Names,
): { applies: Ask; chain: Chain }[] => {
  const lines = Array.isArray(approval) ? approval : [{ by: approval }];
  return lines.map((l: { while?: Parameters<typeof compileCondition>[0]; by: string | Signers }) => ({
    applies: compileCondition(l.while, fields, names),
    chain: chainOf(l.by, names),
  }));
};
