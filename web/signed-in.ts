// Whether somebody is signed in, as far as this tab knows.
import { useSyncExternalStore } from "react";

/** `password`: signed in, and an own password must be chosen before anything else. `ended` as opposed to `out`: the page behind it, and what was typed there, is kept until the next sign-in. */
type Standing = "asking" | "out" | "in" | "ended" | "password";

let standing: Standing = "asking";
const listeners = new Set<() => void>();

export function setStanding(next: Standing): void {
  standing = next;
  for (const listen of listeners) listen();
}

export function sessionEnded(): void {
  setStanding(standing === "in" || standing === "ended" ? "ended" : "out");
}

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};

export const useStanding = (): Standing => useSyncExternalStore(subscribe, () => standing);
