// Who must consent to an act, step by step, and whether given consents cover it.

/** One step of a chain; all its signers are asked at the same time. */
export type ChainStep = {
  /** Each entry: the posts that stand for one role. */
  of: readonly (readonly string[])[];
  /** Every role must grant (会签), else any one (或签). */
  all: boolean;
  /** The roles, `regulation/role`, in the order of `of`: with them posts are resolved again when read. */
  roles?: readonly string[];
  /** This step's own time, where a chain is put together from several. */
  within?: string | null;
};

export type Chain = {
  /** In turn 依次. */
  steps: readonly ChainStep[];
  /** Time limit of each step, a length in words; null has none. */
  within: string | null;
  /** Posts that are told (抄送). */
  cc: readonly string[];
};

const covered = (step: ChainStep, held: readonly string[]): boolean => {
  const has = (posts: readonly string[]) => posts.some((p) => held.includes(p));
  // A step that names nobody is covered by nobody.
  return step.of.length > 0 && (step.all ? step.of.every(has) : step.of.some(has));
};

/**
 * Are all steps covered by these posts.
 * @param heldBy posts of the asker and of everybody who granted
 * @param asker posts of the asker alone: who holds the last step holds the authority and needs no earlier one
 */
export const satisfied = (
  chain: Chain,
  heldBy: readonly string[],
  asker: readonly string[] = heldBy,
): boolean => {
  const last = chain.steps.at(-1);
  if (!last) return false;
  return covered(last, asker) || chain.steps.every((s) => covered(s, heldBy));
};

/** A chain of one step that any one of these posts decides. */
export const anyOf = (posts: readonly string[]): Chain => ({
  steps: [{ of: [posts], all: false }],
  within: null,
  cc: [],
});
