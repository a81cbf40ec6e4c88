// The words that a form offers, with their Chinese names, from the vocabularies of the language.
import type { Regulation } from "#domain/regulation/file.ts";
import {
  eventFields,
  gateFields,
  ownFields,
  stateFields,
  vocabularies,
} from "#domain/regulation/vocabularies.ts";
import type { Fields } from "#domain/regulation/vocabulary.ts";
import type { Option } from "../../../ui/Fields.tsx";
import type { Own } from "../file/completion.ts";

export type Loose = Readonly<Record<string, unknown>>;
/** What every part of the form is given. */
export type Part = {
  value: Loose;
  own: Own;
  regulation: Regulation | null;
  set: (value: unknown) => void;
};

type Group = { name: string; options: Option[] };
const optionsOf = (words: Readonly<Record<string, { name: string }>>): Option[] =>
  Object.entries(words).map(([value, { name }]) => ({ value, label: name }));

export const eventGroups: Group[] = vocabularies.map((v) => ({ name: v.name, options: optionsOf(v.events) }));
export const actionGroups: Group[] = vocabularies
  .filter((v) => Object.keys(v.actions).length > 0)
  .map((v) => ({ name: v.name, options: optionsOf(v.actions) }));

export const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
/** One stands alone, several as a list, none not at all. */
export const oneOrMore = (values: readonly unknown[]): unknown =>
  values.length === 0 ? undefined : values.length === 1 ? values[0] : values;

/** The same with one key set; undefined takes it away. */
export const withKey = (value: Loose, key: string, next: unknown): Loose => {
  const { [key]: _, ...rest } = value;
  if (next === undefined) return rest;
  return key in value ? { ...value, [key]: next } : { ...rest, [key]: next };
};

export const eventOf = (pattern: unknown): string =>
  typeof pattern === "string" ? pattern : String((pattern as Loose | null)?.event ?? "");

const ownOf = (regulation: Regulation | null): Fields => (regulation ? ownFields(regulation) : {});
export const fieldsOfState = (event: string, regulation: Regulation | null): Fields =>
  stateFields(event, ownOf(regulation));
export const fieldsOfGate = (actions: string[], regulation: Regulation | null): Fields =>
  gateFields(actions, ownOf(regulation));
export const fieldsOfEvent = (event: string): Fields => eventFields(event);

export const roleOptions = (own: Own): Option[] =>
  Object.entries(own.roles).map(([value, label]) => ({ value, label }));
export const clauseOptions = (own: Own): Option[] =>
  Object.entries(own.clauses).map(([value, says]) => ({ value, label: `${value} ${says.slice(0, 16)}` }));
export const paperOptions = (own: Own): Option[] =>
  Object.entries(own.papers).map(([value, label]) => ({ value, label: `《${label}》` }));
