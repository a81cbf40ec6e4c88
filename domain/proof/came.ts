// What comes of an act in a scenario.

/** Done, waiting for consent by a clause, or refused, by which clause. */
export type Came = { done: true } | { waits: string } | { refused: { code: string; clause: string | null } };

export const done: Came = { done: true };
export const refusedBy = (r: { code: string; clause?: string | undefined }): Came => ({
  refused: { code: r.code, clause: r.clause ?? null },
});
