// Who must sign, as a regulation names them, turned into the posts that stand for them here.
import type { Chain, ChainStep } from "#domain/approval/chain.ts";
import type { Approver, Signers } from "../file/rule.ts";
import type { Fields } from "../vocabulary.ts";
import { type Ask, compileCondition, type Names } from "./condition.ts";

/** Where roles are named: the regulation, and what its names stand for here. */
type Where = { names: Names; regulation: string };

const chainOf = (by: string | Signers, { names, regulation }: Where): Chain => {
  const step = (roles: readonly string[], all: boolean): ChainStep => ({
    of: roles.map((r) => names.posts(r)),
    all,
    roles: roles.map((r) => `${regulation}/${r}`),
  });
  if (typeof by === "string") return { steps: [step([by], false)], within: null, cc: [] };
  const within = by.within ?? null;
  const cc = (by.cc ?? []).flatMap((r) => names.posts(r));
  if ("inTurn" in by) return { steps: by.inTurn.map((r) => step([r], false)), within, cc };
  return { steps: ["all" in by ? step(by.all, true) : step(by.any, false)], within, cc };
};

/** The lines of an approval, of which the first that fits decides. */
export const chainLines = (
  approval: Approver,
  fields: Fields,
  where: Where,
): { applies: Ask; chain: Chain }[] => {
  const lines = Array.isArray(approval) ? approval : [{ by: approval }];
  return lines.map((l: { while?: Parameters<typeof compileCondition>[0]; by: string | Signers }) => ({
    applies: compileCondition(l.while, fields, where.names),
    chain: chainOf(l.by, where),
  }));
};
