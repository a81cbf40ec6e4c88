// The words that a form offers, with their names, from the vocabularies of the language.

import { t } from "i18next";
import type { Regulation } from "#domain/regulation/file.ts";
import {
  actionName,
  eventFields,
  eventName,
  gateFields,
  ownFields,
  stateFields,
  vocabularies,
} from "#domain/regulation/vocabularies.ts";
import type { Fields } from "#domain/regulation/vocabulary.ts";
import type { Tongue } from "#domain/tongue/said.ts";
import { fieldsInWords, tongue } from "../../../i18n/tongue.ts";
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
const optionsOf = (words: object, nameOf: (tongue: Tongue, word: string) => string): Option[] =>
  Object.keys(words).map((value) => ({ value, label: nameOf(tongue, value) }));

export const eventGroups: Group[] = vocabularies.map((v) => ({
  name: tongue(v.name),
  options: optionsOf(v.events, eventName),
}));
export const actionGroups: Group[] = vocabularies
  .filter((v) => Object.keys(v.actions).length > 0)
  .map((v) => ({ name: tongue(v.name), options: optionsOf(v.actions, actionName) }));

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
  fieldsInWords(stateFields(event, ownOf(regulation)));
export const fieldsOfGate = (actions: string[], regulation: Regulation | null): Fields =>
  fieldsInWords(gateFields(actions, ownOf(regulation)));
export const fieldsOfEvent = (event: string): Fields => fieldsInWords(eventFields(event));

export const roleOptions = (own: Own): Option[] =>
  Object.entries(own.roles).map(([value, label]) => ({ value, label }));
export const clauseOptions = (own: Own): Option[] =>
  Object.entries(own.clauses).map(([value, says]) => ({ value, label: `${value} ${says.slice(0, 16)}` }));
export const paperOptions = (own: Own): Option[] =>
  Object.entries(own.papers).map(([value, label]) => ({ value, label: t("common.titled", { name: label }) }));
