// One Idempotency-Key for one wish of the user: the same when a call is tried again, a new one after it was answered.
import { useRef } from "react";

export function useIntent(): { key: (wish: unknown) => string; done: () => void } {
  const held = useRef<{ wish: string; key: string } | null>(null);
  return {
    key: (wish) => {
      const said = JSON.stringify(wish);
      if (held.current?.wish !== said) held.current = { wish: said, key: freshKey() };
      return held.current.key;
    },
    done: () => {
      held.current = null;
    },
  };
}

/** crypto.randomUUID is missing on plain http beyond this machine. */
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
