// The words a kind of stream offers to regulations; a file that uses any other word is refused, so that no typo becomes a rule that never fires.

/**
 * `role` holds posts and is compared with roles of the regulation; `clause` holds a clause's id; `paper` a paper's key;
 * a list is closed; of a
 * `presence` or an `instant` a condition can only ask whether it is known.
 */
export type FieldType =
  | "text"
  | "number"
  | "boolean"
  | "instant"
  | "presence"
  | "role"
  | "clause"
  | "paper"
  | readonly string[];
/** A field or fact with its type, its Chinese name and, for a closed list, the names of its values. */
export type Field = {
  type: FieldType;
  name: string;
  labels?: Readonly<Record<string, string>>;
  /** The regulation's own field: it stands among the matter's labels. */
  own?: true;
};
export type Fields = Readonly<Record<string, Field>>;

export type Vocabulary = {
  /** The stream kind: `case`. */
  kind: string;
  name: string;
  /** Why nothing in these words runs yet: the product has no such stream. */
  waiting?: string;
  /** Event type → what it carries. */
  events: Readonly<Record<string, { name: string; fields: Fields }>>;
  /** Fields of the state that `while` may follow. */
  state: Fields;
  /** Action → fields of the command, beside those of the state. */
  actions: Readonly<Record<string, { name: string; fields: Fields }>>;
};

/** Edits (insert, delete, replace) between two short words. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replace));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** No word of any vocabulary is longer; what is would take long to compare. */
const longestWord = 80;

/** The known word nearest to a mistaken one, or null when none comes near. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  if (word.length > longestWord) return null;
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.ceil(word.length / 2)) + 1;
  for (const k of known) {
    const d = distance(word, k);
    if (d < bestDistance) [best, bestDistance] = [k, d];
  }
  return best;
};
