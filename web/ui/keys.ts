// Keys inside forms: Enter goes to the next field, Ctrl+Enter saves.
import { type KeyboardEvent, useEffect } from "react";

const fields = "input:not([type=hidden]):not(:disabled), textarea, select, button[type=submit]";

export function formKeys(event: KeyboardEvent<HTMLFormElement>, save: () => void): void {
  if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    save();
    return;
  }
  if (!(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  focusAfter(event.target);
}

/** Goes to the next field of the form; a group of choices is one stop, as for Tab. */
export function focusAfter(element: HTMLElement): void {
  const all = [...(element.closest("form")?.querySelectorAll<HTMLElement>(fields) ?? [])];
  const after = all.filter((one) => element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const { name, type } = element as HTMLInputElement;
  after
    .find(
      (one) => !(type === "radio" && one instanceof HTMLInputElement && one.name === name) && tabStop(one),
    )
    ?.focus();
}

const tabStop = (one: HTMLElement): boolean =>
  !(one instanceof HTMLInputElement && one.type === "radio") || one.checked;

/** Letters are letters while somebody writes, and reach nothing behind a card that lies over the page. */
export const lettersRest = (target: EventTarget | null): boolean =>
  document.querySelector("dialog[open]") !== null ||
  (target instanceof HTMLElement &&
    target.matches("input:not([type=radio]), textarea, select, [contenteditable]"));

/** A letter that does something while nobody is typing. */
export function useKey(key: string, pressed: () => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || lettersRest(event.target))
        return;
      event.preventDefault();
      pressed();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [key, pressed]);
}
