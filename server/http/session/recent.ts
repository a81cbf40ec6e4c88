/** What was looked up moments ago, so that a busy member costs one query in a few seconds instead of one a call. */

/** A small memory of answers by key. */
export type Recent<T> = {
  /** The answer remembered for the key, else what `find` brings; null is an answer that is not remembered. */
  get(key: string, find: () => Promise<T | null>): Promise<T | null>;
  /** Forgets a key at once, also one that is being looked up. */
  drop(key: string): void;
  /** Forgets everything at once. */
  clear(): void;
};

/**
 * @param milliseconds how long an answer is believed.
 * @param most how many are kept; the oldest makes room.
 */
export function makeRecent<T>(milliseconds: number, most: number): Recent<T> {
  const kept = new Map<string, { until: number; answer: Promise<T | null> }>();

  function look(key: string, find: () => Promise<T | null>): Promise<T | null> {
    const entry = { until: performance.now() + milliseconds, answer: find() };
    const forget = () => {
      if (kept.get(key) === entry) kept.delete(key);
    };
    entry.answer.then((found) => found === null && forget(), forget);
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return entry.answer;
  }

  return {
    get(key, find) {
      const entry = kept.get(key);
      return entry && entry.until > performance.now() ? entry.answer : look(key, find);
    },
    drop(key) {
      kept.delete(key);
    },
    clear() {
      kept.clear();
    },
  };
}
