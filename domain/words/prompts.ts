// What the regulations say to say and do: in an act, at a place.

import type { channels } from "#domain/case/values.ts";
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import type { places, Words } from "#domain/regulation/file/content.ts";
import { clauseId, type Regulation } from "#domain/regulation/file.ts";
import { type Answer, compileCondition } from "#domain/regulation/run/condition.ts";
import { ownFields } from "#domain/regulation/vocabularies.ts";
import type { Facts } from "#domain/stream/event.ts";

export type Place = (typeof places)[number];

/** One situation's words, with the clause that gives them. */
export type Prompt = {
  clause: string;
  situation: string;
  at: readonly Place[];
  say: readonly string[];
  steps: readonly string[];
  never: readonly string[];
  /** Set phrases never said or written. */
  forbidden: readonly string[];
  /** Phrases that what is written must hold. */
  required: readonly string[];
};

/** A clause's words, and whether they fit what is known. */
export type Spoken = { clause: string; words: Words; fits: (facts: Facts) => Answer };

const placeOfChannel: Readonly<Record<(typeof channels)[number], Place>> = {
  phone: "phone",
  visit: "counter",
  chat: "chat",
  field: "home",
  letter: "letter",
  email: "letter",
  fax: "letter",
  web: "letter",
};
/** Where somebody who came by this channel is spoken to; null for what is no channel. */
export const placeOf = (channel: unknown): Place | null =>
  typeof channel === "string" && Object.hasOwn(placeOfChannel, channel)
    ? placeOfChannel[channel as keyof typeof placeOfChannel]
    : null;

/** Words for conversations online are only for them; the others for whatever is said or written of the matter. */
export const isHere = ({ words: { at = [] } }: Spoken, facts: Facts | undefined): boolean => {
  const channel = facts?.means ?? facts?.channel;
  return channel === undefined || channel === null || at.length === 0 || at.some((p) => p !== "chat")
    ? true
    : placeOf(channel) === "chat";
};

/** All words of some regulations, in their order. */
export const spokenIn = (regulations: readonly Regulation[]): Spoken[] =>
  regulations.flatMap((r) => {
    // Words speak of the matter itself, never of posts.
    const names = { posts: () => [], clause: (id: string) => clauseId(r.regulation, id) };
    const fields = { ...caseVocabulary.state, ...ownFields(r) };
    return r.clauses.flatMap(({ id, words }) =>
      words
        ? [
            {
              clause: clauseId(r.regulation, id),
              words,
              fits: compileCondition(words.while, fields, names),
            },
          ]
        : [],
    );
  });

const promptOf = ({ clause, words }: Spoken): Prompt => {
  const { situation, at = [], say = [], steps = [], never = [], forbidden = [], required = [] } = words;
  return { clause, situation, at, say, steps, never, forbidden, required };
};

/**
 * The words that fit an act.
 * @param event the event the act will make, e.g. `case.registered`
 * @param facts what is known of the matter so far, beside `mood` (calm, angry) and `hours` (in, out); a word whose
 *   condition cannot be told yet stays silent, and one for conversations online where `means`, else `channel`, is another
 */
export const promptsFor = (regulations: readonly Regulation[], event: string, facts: Facts): Prompt[] =>
  spokenIn(regulations)
    .filter((s) => s.words.when === event && isHere(s, facts) && s.fits(facts) === true)
    .map(promptOf);

/** The words for a place, whatever the act; `facts` as in `promptsFor`. */
export const promptsAt = (regulations: readonly Regulation[], place: Place, facts: Facts): Prompt[] =>
  spokenIn(regulations)
    .filter((s) => s.words.at?.includes(place) && s.fits(facts) === true)
    .map(promptOf);

/** All words, whatever their conditions: for leafing through. */
export const allPrompts = (regulations: readonly Regulation[]): Prompt[] =>
  spokenIn(regulations).map(promptOf);
