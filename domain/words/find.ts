// Set phrases in what staff write: those never said that stand in it, those demanded that are missing.
import type { Regulation } from "#domain/regulation/file.ts";
import type { Facts } from "#domain/stream/event.ts";
import { fold, type Letters, lettersOf, type Normalise, remembering } from "./fold.ts";
import { type Phrase, phraseOf, placesOf } from "./phrase.ts";
import { isHere, type Spoken, spokenIn } from "./prompts.ts";
import { reportedIn } from "./speech.ts";
import { stands } from "./utterance.ts";

/** A phrase of a clause, found in a text from `from` to before `to` (code units); one that is missing stands at its end. */
export type Finding = {
  clause: string;
  phrase: string;
  kind: "forbidden" | "required";
  from: number;
  to: number;
};
/** Where a text is written: the event that the act makes, and what is known of the matter. */
export type Writing = { event?: string; facts?: Facts };

type Listed = Spoken & { forbidden: readonly Phrase[]; required: readonly Phrase[] };
type Text = { folded: string; letters: Letters; reported: () => readonly (readonly [number, number])[] };

/** A phrase that stands there more often has been said often enough; nor is a longer row of places looked at. */
const mostOften = 50;
const mostLooked = 2000;

const rangesOf = ({ folded, letters, reported }: Text, phrase: Phrase): [number, number][] => {
  const ranges: [number, number][] = [];
  let looked = 0;
  for (const reading of phrase.readings)
    for (const range of placesOf(reading, letters.text)) {
      if (ranges.length >= mostOften || looked++ >= mostLooked) return ranges;
      if (!stands(reading, folded, letters, range)) continue;
      const [from, to] = [letters.at[range[0]] ?? 0, letters.ends[range[1] - 1] ?? 0];
      if (!reported().some(([a, b]) => from >= a && to <= b)) ranges.push([from, to]);
    }
  return ranges;
};

/** Of phrases of one clause that lie within each other only the longest counts. */
const outermost = (found: readonly Finding[]): Finding[] =>
  found.filter(
    (f, i) =>
      !found.some((g, k) => g.from <= f.from && g.to >= f.to && (g.to - g.from > f.to - f.from || k < i)),
  );

const forbiddenIn = (text: Text, { clause, forbidden }: Listed): Finding[] =>
  outermost(
    forbidden.flatMap((p) =>
      rangesOf(text, p).map(([from, to]) => ({
        clause,
        phrase: p.written,
        kind: "forbidden" as const,
        from,
        to,
      })),
    ),
  );

const missingIn = ({ folded, letters }: Text, { clause, required }: Listed): Finding[] =>
  required
    .filter((p) => !p.readings.some((r) => !placesOf(r, letters.text).next().done))
    .map((p) => ({
      clause,
      phrase: p.written,
      kind: "required" as const,
      from: folded.length,
      to: folded.length,
    }));

/**
 * Makes the phrases of some regulations ready, once; the question that follows takes well under a millisecond.
 * @param simplify turns traditional characters into simplified ones
 * @returns what is found in a text. Without `facts` no condition of the words is asked; with them a forbidden phrase is
 *   left out only where its condition does not hold, a required one is asked for only where it does. Required phrases
 *   are those of `event`; a blank text misses none.
 */
export const phraseFinder = (regulations: readonly Regulation[], simplify?: Normalise) => {
  const normalise = simplify && remembering(simplify);
  const listed: Listed[] = spokenIn(regulations)
    .filter(({ words }) => words.forbidden?.length || words.required?.length)
    .map((s) => ({
      ...s,
      forbidden: (s.words.forbidden ?? []).map((p) => phraseOf(p, normalise)),
      required: (s.words.required ?? []).map((p) => phraseOf(p, normalise)),
    }));
  return (text: string, { event, facts }: Writing = {}): Finding[] => {
    if (text.trim() === "") return [];
    const folded = fold(text, normalise);
    let reported: ReturnType<typeof reportedIn> | undefined;
    const read: Text = {
      folded,
      letters: lettersOf(folded),
      reported: () => (reported ??= reportedIn(folded)),
    };
    return listed.flatMap((one) => {
      if (!isHere(one, facts)) return [];
      const fits = facts ? one.fits(facts) : true;
      const forbidden = fits === false ? [] : forbiddenIn(read, one);
      return fits === true && one.words.when === event && event !== undefined
        ? [...forbidden, ...missingIn(read, one)]
        : forbidden;
    });
  };
};
