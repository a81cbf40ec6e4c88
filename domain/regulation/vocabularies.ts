// Every word that a regulation may use, of all kinds of stream together.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { customerVocabulary } from "#domain/customer/vocabulary.ts";
import { dutyVocabulary } from "#domain/duty/vocabulary.ts";
import { paperVocabulary } from "#domain/paper/vocabulary.ts";
import type { Tongue } from "#domain/tongue/said.ts";
import type { Regulation } from "./file.ts";
import { futureVocabularies } from "./future/future.ts";
import type { Field, Fields, Vocabulary } from "./vocabulary.ts";

/** A paper on a matter is asked how the matter stands; one that stands alone has no such facts. */
const onMatter = (v: Vocabulary): Vocabulary => ({ ...v, state: { ...caseVocabulary.state, ...v.state } });

export const vocabularies: readonly Vocabulary[] = [
  caseVocabulary,
  onMatter(paperVocabulary),
  dutyVocabulary,
  customerVocabulary,
  ...futureVocabularies,
];

/** The vocabulary that an event or action belongs to, by its prefix. */
export const vocabularyOf = (name: unknown): Vocabulary | undefined =>
  typeof name === "string" ? vocabularies.find((v) => name.startsWith(`${v.kind}.`)) : undefined;

/** A word by its own name where the language has one for it, else by what the vocabulary calls it. */
const nameIn = (tongue: Tongue, id: string, name: string | undefined): string => {
  const own = tongue(id);
  return own === id && name !== undefined ? tongue(name) : own;
};

/** An event as a language calls what has happened. */
export const eventName = (tongue: Tongue, type: string): string =>
  nameIn(tongue, type, vocabularyOf(type)?.events[type]?.name);

/** An action as a language calls what one does. */
export const actionName = (tongue: Tongue, action: string): string =>
  nameIn(tongue, action, vocabularyOf(action)?.actions[action]?.name);

/** What an event carries. */
export const eventFields = (type: string): Fields => vocabularyOf(type)?.events[type]?.fields ?? {};

/** The label fields that a regulation defines for itself, with their values. */
export const ownFields = (r: Pick<Regulation, "clauses">): Fields => {
  const own: [string, Field][] = r.clauses.flatMap(({ kinds }) => {
    if (!kinds || Object.hasOwn(caseVocabulary.state, kinds.field)) return [];
    const { field, name = field, labels } = kinds;
    return [[field, { type: Object.keys(labels), name, labels, own: true }]];
  });
  return Object.fromEntries(own);
};

/** The fields of the state that rules and gates on this event or action may follow. */
export const stateFields = (name: string | undefined, own: Fields): Fields => {
  const words = vocabularyOf(name);
  if (!words) return {};
  return words.kind === "case" || words.kind === "paper" ? { ...words.state, ...own } : words.state;
};

/** The fields that a gate on these actions may ask: those of the state and of the command. */
export const gateFields = (actions: readonly string[], own: Fields): Fields =>
  Object.assign({}, stateFields(actions[0], own), ...actions.map((a) => vocabularyOf(a)?.actions[a]?.fields));
