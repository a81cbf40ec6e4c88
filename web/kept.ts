// What was typed survives a reload, a lost connection and an ended session.
import { useEffect, useState } from "react";

/** State that is kept in this browser under `key` until it is dropped. */
export function useKept<T>(key: string, initial: T): [T, (next: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => stored(key) ?? initial);
  useEffect(() => {
    if (JSON.stringify(value) === JSON.stringify(initial)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  }, [key, value, initial]);
  return [value, setValue, () => setValue(initial)];
}

function stored<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
