// The editor's own words in the reader's language.
import { t } from "i18next";

const known = [
  "Find",
  "Replace",
  "next",
  "previous",
  "all",
  "match case",
  "regexp",
  "by word",
  "replace",
  "replace all",
  "close",
  "current match",
  "on line",
  "Go to line",
  "go",
  "Completions",
  "Diagnostics",
  "No diagnostics",
];

/** The editor's word → what the reader sees. */
export const phrases = (): Record<string, string> =>
  Object.fromEntries(known.map((word) => [word, t(`edit.editor.${word}`)]));
