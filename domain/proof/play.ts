// Plays a clause's own scenario and says whether the clause did what it says.

import { type Clause, clauseId, type Regulation } from "#domain/regulation/file.ts";
import { eventsOf } from "#domain/regulation/run/rule.ts";
import { vocabularyOf } from "#domain/regulation/vocabularies.ts";
import { chinese, type Said, said, type Tongue, word, write } from "#domain/tongue/said.ts";
import { playKinds, playTally, playWords } from "./content.ts";
import { playPaper } from "./form.ts";
import { playGate } from "./gate.ts";
import { playRule } from "./rule.ts";
import { Failure, type Play, type Shown, settingOf } from "./scene.ts";

export type Proved = {
  proved: boolean;
  /** Why it was not, in one sentence. */
  reason: string | null;
  strip: Shown[];
};

const carried = (clause: Clause): ((p: Play) => void)[] => {
  const plays: ((p: Play) => void)[] = [];
  if (clause.rule) plays.push(playRule);
  if (clause.paper) plays.push(playPaper);
  if (clause.gate && runs(clause.gate.do)) plays.push(playGate);
  if (clause.words) plays.push(playWords);
  if (clause.kinds) plays.push(playKinds);
  if (clause.tally) plays.push(playTally);
  return plays;
};

const runs = (actions: string | readonly string[]): boolean =>
  [actions].flat().every((a) => vocabularyOf(a)?.waiting === undefined);

/** Does the clause carry something of which a scenario can be played. */
export const playable = (clause: Clause): boolean =>
  clause.proof !== undefined &&
  carried(clause).length > 0 &&
  !(clause.rule && eventsOf(clause.rule).some((e) => vocabularyOf(e)?.waiting !== undefined));

/**
 * Plays the clause's own scenario with its own blanks, apart from everything else.
 * @param others other regulations that clauses may point to, by key
 * @param tongue the language in which it says why it was not proved
 * @param id the clause's id in its file; a clause that is carried by others is shown by the first of them that can be
 */
export const prove = (
  regulation: Regulation,
  id: string,
  others: (key: string) => Regulation | null = () => null,
  tongue: Tongue = chinese,
): Proved => {
  const not = (why: Said, strip: Shown[] = []): Proved => ({
    proved: false,
    reason: write(tongue, why),
    strip,
  });
  const clause = regulation.clauses.find((c) => c.id === id);
  if (!clause) return not(said`没有条款 ${id}`);
  if (clause.see) {
    for (const named of clause.see) {
      const [key, at] = named.includes("/") ? named.split("/") : [regulation.regulation, named];
      const r = key === regulation.regulation ? regulation : others(key ?? "");
      if (r?.clauses.some((c) => c.id === at && playable(c))) return prove(r, at ?? "", others, tongue);
    }
    return not(word("所指条款没有可演示的内容"));
  }
  if (!clause.proof) return not(word("尚无验证"));
  if (!playable(clause)) return not(word("没有可演示的内容"));
  const play: Play = {
    regulation,
    clause,
    id: clauseId(regulation.regulation, id),
    proof: clause.proof,
    setting: settingOf(clause.proof),
    strip: [],
  };
  try {
    for (const part of carried(clause)) part(play);
    return { proved: true, reason: null, strip: play.strip };
  } catch (error) {
    if (error instanceof Failure) return not(error.why, play.strip);
    // A scenario whose fields no act can take is not proved, whoever wrote it.
    if (error instanceof RangeError || error instanceof TypeError)
      return not(said`验证写得不对，演示不下去：${error.message}`);
    throw error;
  }
};
