// Keys inside forms: Enter goes to the next field, Ctrl+Enter saves.
import type { KeyboardEvent } from "react";

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
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(fields)];
  // A group of choices is one stop, as for Tab.
  const { name, type } = event.target;
  const after = all.slice(all.indexOf(event.target) + 1);
  after
    .find(
      (one) => !(type === "radio" && one instanceof HTMLInputElement && one.name === name) && tabStop(one),
    )
    ?.focus();
}

const tabStop = (one: HTMLElement): boolean =>
  !(one instanceof HTMLInputElement && one.type === "radio") || one.checked;
