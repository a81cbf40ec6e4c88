// The organisation's time in this tab: it ticks, except in a rehearsal, where it stands until it is moved.
import { useSyncExternalStore } from "react";

let standsAt: number | null = null;
let ahead = 0;
let shown = Date.now();
const listeners = new Set<() => void>();

/** Taken from GET /api/me each time that it is answered. */
export function setClock(now: string, stands: boolean): void {
  const at = Date.parse(now);
  standsAt = stands ? at : null;
  ahead = at - Date.now();
  tick();
}

export const orgNow = (): number => standsAt ?? Date.now() + ahead;

function tick(): void {
  shown = orgNow();
  for (const listen of listeners) listen();
}

let timer: ReturnType<typeof setInterval> | undefined;
const subscribe = (listen: () => void) => {
  listeners.add(listen);
  timer ??= setInterval(tick, 5_000);
  return () => {
    listeners.delete(listen);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** Epoch milliseconds, renewed every five seconds: time left is said in minutes. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => shown);
