// j and k go from matter to matter, a letter does the step; the mouse is never needed.
import { useEffect } from "react";
import { lettersRest } from "../../ui/keys.ts";
import { keyOf, type Step } from "./InboxRow.tsx";

const links = () => [...document.querySelectorAll<HTMLElement>("[data-case] a[href^='/cases/']")];
const stepOf = new Map(Object.entries(keyOf).map(([step, key]) => [key, step as Step]));

function move(by: number): void {
  const all = links();
  const row = document.activeElement?.closest("[data-case]");
  const at = all.findIndex((link) => row?.contains(link));
  all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]?.focus();
}

export function useInboxKeys(setOpen: (open: null) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || lettersRest(target)) return;
      if (event.key === "j" || event.key === "ArrowDown") move(1);
      else if (event.key === "k" || event.key === "ArrowUp") move(-1);
      else if (event.key === "Escape") setOpen(null);
      else {
        const row = target.closest("[data-case]") ?? document.querySelector("[data-case]");
        const step = stepOf.get(event.key);
        if (!step) return;
        row?.querySelector<HTMLElement>(`[data-step="${step}"]`)?.click();
      }
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [setOpen]);
}
