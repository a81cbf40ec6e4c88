// Which language the reader chose, or the browser asks for; known before any text is loaded.
const key = "language";

/** The interface's languages, each under the name that its own readers look for. */
export const languages = [
  { tag: "zh-CN", name: "简体中文" },
  { tag: "zh-TW", name: "繁體中文" },
  { tag: "en", name: "English" },
] as const;

export type Language = (typeof languages)[number]["tag"];

/** The interface's language for what a browser asks for: "zh-Hant-HK" is "zh-TW", whatever is not Chinese is "en". */
export function nearest(wanted: string): Language {
  if (!/^zh\b/i.test(wanted)) return "en";
  return /^zh-(hant|tw|hk|mo)\b/i.test(wanted) ? "zh-TW" : "zh-CN";
}

const isLanguage = (tag: string | null): tag is Language => languages.some((one) => one.tag === tag);

const chosen = localStorage.getItem(key);
export const language: Language = isLanguage(chosen) ? chosen : nearest(navigator.language);

/** Keeps the choice and draws the page anew in it; what is being typed is kept as drafts are. */
export function choose(tag: Language): void {
  localStorage.setItem(key, tag);
  location.reload();
}
