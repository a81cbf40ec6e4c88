// What stands where a page should be when its code did not come: the network broke off, or a newer one was installed meanwhile.
import type { Language } from "./i18n/language.ts";
// In a file of its own: the other texts may be what did not come.
import words from "./i18n/unloaded.json";

/** Draws it instead of a blank page, with a button that loads the page anew. */
export function showUnloaded(root: HTMLElement, language: Language): void {
  const { says, again } = words[language];
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
