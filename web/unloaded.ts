// What stands where a page should be when its code did not come: the network broke off, or a newer one was installed meanwhile.
import type { Language } from "./i18n/language.ts";
// In a file of its own: the other texts may be what did not come.
import words from "./i18n/unloaded.json";

const lost = new WeakSet<Error>();
// Vite says so of every part of the code that did not come, its styles among them.
addEventListener("vite:preloadError", ({ payload }) => lost.add(payload));

/** Whether an error says that a part of the page's code did not come. */
export const isUnloaded = (error: unknown): boolean => error instanceof Error && lost.has(error);

/** What is said of it and how its button is named. */
export const unloadedWords = (language: Language): { says: string; again: string } => words[language];

/** Draws it instead of a blank page, with a button that loads the page anew. */
export function showUnloaded(root: HTMLElement, language: Language): void {
  const { says, again } = unloadedWords(language);
  const text = document.createElement("p");
  text.textContent = says;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = again;
  button.addEventListener("click", () => location.reload());
  const card = document.createElement("div");
  card.className = "unloaded";
  card.setAttribute("role", "alert");
  card.append(text, button);
  root.replaceChildren(card);
}
