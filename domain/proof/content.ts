// Scenarios of what a clause carries beside rules, gates and papers: words, kinds, tallies.

import type { Act } from "#domain/regulation/file/proof.ts";
import { countIn, whoseOf } from "#domain/regulation/run/tally.ts";
import { asText, type Facts } from "#domain/stream/event.ts";
import { said } from "#domain/tongue/said.ts";
import { phraseFinder } from "#domain/words/find.ts";
import { hoursAt } from "#domain/words/hours.ts";
import { type Place, type Prompt, placeOf, promptsAt, promptsFor } from "#domain/words/prompts.ts";
import { doAct, partsOf } from "./act.ts";
import { clerk } from "./office.ts";
import { cameAs, expect, given, opened, type Play, show } from "./scene.ts";
import { type Stage, setStage, standing } from "./stage.ts";

const pastOf: Readonly<Record<string, string>> = { register: "case.registered" };

/** What is known where words are shown: the matter, the caller's mood, whether the office is open. */
const factsAt = (s: Stage, fields: Facts): Facts => ({
  mood: asText(fields.mood) ?? "calm",
  hours: asText(fields.hours) ?? hoursAt(s.calendar, s.now),
});

/** What is shown in this situation: at a place, or beside an act. */
const shownAt = (p: Play, act: Act): Prompt[] => {
  const s = setStage(p.regulation, p.setting);
  const { name, fields } = partsOf(act);
  if (name === "at") {
    const facts = { ...factsAt(s, act as Facts), kind: "enquiry", channel: "phone", ...(act as Facts) };
    return promptsAt([p.regulation], String(fields.value) as Place, facts);
  }
  given(s, p.proof.given ?? []);
  const came = doAct(s, act);
  expect("done" in came, said`${name}：${cameAs(came)}`);
  show(p, "prompted", s);
  const event = pastOf[name] ?? s.events.at(-1)?.type ?? "";
  const facts = { ...factsAt(s, fields), ...standing(s).state };
  const channel = asText(facts.channel);
  return [...promptsFor([p.regulation], event, facts), ...placed(p, channel, facts)];
};

const placed = (p: Play, channel: string | null, facts: Facts): Prompt[] =>
  channel === null ? [] : promptsAt([p.regulation], placeOf(channel) ?? "letter", facts);

/** Plays words: shown where they are needed and not elsewhere; set phrases found, harmless sentences passed. */
export const playWords = (p: Play): void => {
  const { shows, hides, finds, passes } = p.proof;
  const says = (act: Act) =>
    shownAt(p, act).some(
      (x) => x.clause === p.id && [x.say, x.steps, x.never, x.forbidden, x.required].flat().length > 0,
    );
  expect(shows !== undefined || finds !== undefined, "没有写情境 shows 或应发现的话 finds");
  if (shows) expect(says(shows), "这个情境没有提示");
  if (hides) expect(!says(hides), "不相干的情境也提示了");
  const find = phraseFinder([p.regulation]);
  const event = p.clause.words?.when;
  const found = (text: string) =>
    find(text, event ? { event, facts: { kind: "complaint" } } : {}).some((f) => f.clause === p.id);
  if (finds) expect(found(finds), said`没有发现“${finds}”`);
  if (passes) expect(!found(passes), said`把“${passes}”也当成了忌语`);
};

/** Plays a vocabulary: its values are taken, others are not. */
export const playKinds = (p: Play): void => {
  const { accepts, refuses } = p.proof;
  expect(accepts !== undefined && refuses !== undefined, "没有写可用与不可用的值");
  const s = opened(p);
  const came = doAct(s, accepts as Act);
  show(p, "accepted", s);
  expect("done" in came, said`本条的值不能用：${cameAs(came)}`);
  expect("refused" in doAct(opened(p), refuses as Act), "本条以外的值也能用");
};

/** Plays a tally: what is given counts so often. */
export const playTally = (p: Play): void => {
  const s = opened(p);
  const tally = s.running.tallies.find((t) => t.clause === p.id);
  if (!tally) {
    expect(false, "计数没有启用");
    return;
  }
  show(p, "counted", s);
  const whose = whoseOf(tally, standing(s).state, clerk);
  const n = countIn(tally, s.calendar, s.counts, whose, s.now);
  expect(n === p.proof.counts, said`应计 ${String(p.proof.counts)} 次，实为 ${n} 次`);
};
