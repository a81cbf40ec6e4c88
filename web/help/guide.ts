// The guided first case: which, and how far somebody is; kept in the browser, so that it can be left and resumed.
import { useSyncExternalStore } from "react";
import { isPost } from "./pages.ts";

export type Guide = { page: string; step: number; shown: boolean };

const kept = "guide";
const listeners = new Set<() => void>();
let text = localStorage.getItem(kept);
let guide = read(text);

function read(from: string | null): Guide | null {
  if (from === null) return null;
  const [page = "", step = "", shown = ""] = from.split(" ");
  return isPost(page) && /^\d+$/.test(step) ? { page, step: Number(step), shown: shown === "shown" } : null;
}

/** Goes to a step of a guide, hides it, or ends it (null). */
export function goTo(next: Guide | null): void {
  guide = next;
  text = next && `${next.page} ${next.step} ${next.shown ? "shown" : "left"}`;
  if (text === null) localStorage.removeItem(kept);
  else localStorage.setItem(kept, text);
  for (const listen of listeners) listen();
}

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};

export const useGuide = (): Guide | null => useSyncExternalStore(subscribe, () => guide);
