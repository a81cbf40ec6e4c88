// The language of the interface, chosen by name.
import { t } from "i18next";
import { choose, type Language, language, languages } from "./language.ts";

export function LanguageChoice() {
  return (
    <select
      className="language-choice"
      aria-label={t("common.language")}
      value={language}
      onChange={(change) => choose(change.target.value as Language)}
    >
      {languages.map(({ tag, name }) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
