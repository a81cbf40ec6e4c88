// The interface's languages: one file each, loaded before anything is drawn; changing it reloads the page.
import i18next, { type FormatterModule } from "i18next";
import { type Language, language } from "./language.ts";

const files: Record<Language, () => Promise<{ default: object }>> = {
  "zh-CN": () => import("./zh-CN.json"),
  "zh-TW": () => import("./zh-TW.json"),
  en: () => import("./en.json"),
};

/** In a text, `{{n, case|cases}}` is the word for as many as n says; n may be a number already written out. */
const oneOrMany: FormatterModule = {
  type: "formatter",
  init() {},
  add() {},
  addCached() {},
  format(n, words) {
    if (!words) return n;
    const [one = "", many = one] = words.split("|");
    return Number(n) === 1 ? one : many;
  },
};

export async function speak(): Promise<void> {
  const texts = await files[language]();
  await i18next.use(oneOrMany).init({
    lng: language,
    resources: { [language]: { translation: texts.default } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    nsSeparator: false,
  });
  document.documentElement.lang = language;
  document.title = i18next.t("product");
  // Downloads are plain links, which say nothing of the choice made here.
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet.
  document.cookie = `language=${language}; path=/; max-age=31536000; samesite=lax`;
}
