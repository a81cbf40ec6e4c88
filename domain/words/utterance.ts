// Short phrases (喂, 不知道) stand inside harmless sentences; these are the rules by which they count.
import type { Letters } from "./fold.ts";
import type { Reading } from "./phrase.ts";

const longEnough = 4;
const person = "我你您他她咱";
/** Words that join sentences: they count where they begin one. */
const joining = ["可是", "但是", "不过", "然而"];
/** What may stand before a short phrase in its utterance without making it another sentence. */
const leading =
  /^(?:对不起|不好意思|抱歉|您好|你好|[我咱]们?|这个?|那个?|真的|的确|确实|实在|[也真就都还啊哦嗯呃哎唉额])*$/u;
/** What may follow it. */
const trailing = /^[啊呀哦噢呢吧嘛啦喽哟耶诶哈了嘞呐咯]{0,2}(?:亲+|先生|女士)?$/u;
/** Whom or what a greeting or a call turns to. */
const turning = /^(?:我|你|您|咱|亲|请|请问|先生|女士|小姐|师傅|哪|谁|找|是)/u;
const pause = /[\r\n]|[^\p{L}\p{N}\s·•_*~\-—'"’”」』\u200b-\u200d\ufeff]/u;

/** An utterance is looked at no further than this to either side. */
const reach = 30;

let segmenter: Intl.Segmenter | undefined;
const isWord = (utterance: string, from: number, to: number): boolean => {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const cuts = new Set<number>([utterance.length]);
  // 他的 is one word to the dictionary; it is 他 all the same.
  for (const s of segmenter.segment(utterance.replaceAll("的", " "))) cuts.add(s.index);
  return cuts.has(from) && cuts.has(to);
};

/** The utterance around a range of letters: letters without a pause between them. */
const around = (folded: string, { text, at, ends }: Letters, from: number, to: number) => {
  const pauses = (i: number) => pause.test(folded.slice(ends[i - 1] ?? 0, at[i] ?? folded.length));
  let start = from;
  while (start > 0 && from - start < reach && !pauses(start)) start--;
  let end = to;
  while (end < text.length && end - to < reach && !pauses(end)) end++;
  return { utterance: text.slice(start, end), before: text.slice(start, from), after: text.slice(to, end) };
};

const loud = (folded: string, letters: Letters, to: number): boolean =>
  /^[啊呀哦吧嘛啦了\s]{0,3}!/u.test(folded.slice(letters.ends[to - 1]));

/** Whether the characters of a found phrase belong together: a few marks may stand between two of them, no pause in a short one. */
const together = (
  folded: string,
  { at, ends }: Letters,
  from: number,
  to: number,
  short: boolean,
): boolean => {
  for (let i = from + 1; i < to; i++) {
    const gap = folded.slice(ends[i - 1] ?? 0, at[i] ?? 0);
    if (gap.length > 0 && (gap.length > 6 || (short && pause.test(gap)))) return false;
  }
  return true;
};

const short = (reading: Reading): boolean => reading.parts.length === 1 && reading.length < longEnough;

/**
 * Whether a phrase that was found counts.
 * @param reading the phrase; one of four and more characters, or of three that begin with a person (我不能) or stay
 *   open (大概是), counts anywhere
 * @param folded the text; `letters` are its letters, `from` and `to` the range of letters
 */
export const stands = (
  reading: Reading,
  folded: string,
  letters: Letters,
  [from, to]: readonly [number, number],
): boolean => {
  const phrase = reading.parts.join("");
  if (!together(folded, letters, from, to, short(reading))) return false;
  if (reading.loud && reading.length <= longEnough && !loud(folded, letters, to)) return false;
  if (!short(reading)) return true;
  if (reading.length === 3 && (person.includes(phrase[0] ?? "\0") || phrase.endsWith("是"))) return true;
  const { utterance, before, after } = around(folded, letters, from, to);
  // 喂喂喂 is 喂.
  let rest = after;
  while (rest.startsWith(phrase)) rest = rest.slice(phrase.length);
  const ends = trailing.test(rest);
  if (ends && (leading.test(before) || /[我咱]们?也?$/u.test(before))) return true;
  if (reading.length === 3) return false;
  const asWord = () => isWord(utterance, before.length, before.length + phrase.length);
  if (person.includes(phrase)) return asWord();
  if (joining.includes(phrase)) return before === "" && asWord();
  // A greeting or a call at the beginning, run into what follows as people type it: 你好请问 …, 喂你找谁.
  return before === "" && turning.test(after) && (reading.length === 1 || asWord());
};
