// What is known of a kind of stream before it exists.
import type { Field } from "../vocabulary.ts";

export type Kind = {
  name: string;
  /** What a clause waits for. */
  waits: string;
  actions: Readonly<Record<string, string>>;
  events: Readonly<Record<string, string>>;
  fields: Readonly<Record<string, readonly [Field["type"], string]>>;
};
