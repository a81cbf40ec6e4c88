// What a clause may carry beside rules, gates and papers.
import type { Condition, Pattern } from "./rule.ts";

export const places = ["phone", "counter", "home", "chat", "letter", "site"] as const;
/** What to say and do: at places, and by itself where the act that makes the event `when` is done. */
export type Words = {
  situation: string;
  at?: readonly (typeof places)[number][];
  when?: string;
  while?: Condition;
  say?: readonly string[];
  never?: readonly string[];
  steps?: readonly string[];
  /** Set phrases never said or written. */
  forbidden?: readonly string[];
  /** Phrases that what is written at `when` must hold. */
  required?: readonly string[];
};

/** How often something happened, in which window, for whom. */
export type Tally = {
  name: string;
  of: Pattern | readonly Pattern[];
  while?: Condition;
  whose?: "customer" | "member" | "department" | "against";
  /** A field by whose values the count is split. */
  by?: string;
  in: "day" | "week" | "month" | "quarter" | "year" | "ever";
};

/** A vocabulary: labels of a field; one that no stream kind knows is the file's own. */
export type Kinds = {
  field: string;
  name?: string;
  of?: string | readonly string[];
  labels: Readonly<Record<string, string>>;
  required?: true;
};
