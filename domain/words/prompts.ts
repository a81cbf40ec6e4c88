// What the regulations say to say and do while a matter is being registered.

import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import { compileCondition } from "#domain/regulation/run/condition.ts";
import type { Facts } from "#domain/stream/event.ts";

export type Prompt = {
  clause: string;
  situation: string;
  say: readonly string[];
  steps: readonly string[];
  never: readonly string[];
};

/** Words speak of the matter itself, never of posts. */
const names = (r: Regulation) => ({ posts: () => [], clause: (id: string) => clauseId(r.regulation, id) });

/**
 * The words that fit an act.
 * @param event the event the act will make, e.g. `case.registered`
 * @param facts what is known of the matter so far; a word whose condition cannot be told yet stays silent
 */
export const promptsFor = (regulations: readonly Regulation[], event: string, facts: Facts): Prompt[] =>
  regulations.flatMap((r) =>
    r.clauses.flatMap((c) => {
      const { words } = c;
      if (!words || words.when !== event) return [];
      if (compileCondition(words.while, caseVocabulary.state, names(r))(facts) !== true) return [];
      const { situation, say = [], steps = [], never = [] } = words;
      return [{ clause: clauseId(r.regulation, c.id), situation, say, steps, never }];
    }),
  );
