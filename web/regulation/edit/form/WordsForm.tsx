// Words: the situation, where and when they are shown, and the phrases, one a line.
import { Checkbox } from "antd";
import { t } from "i18next";
import { places } from "#domain/regulation/file/content.ts";
import { Grouped } from "./Choices.tsx";
import { Typed } from "./Typed.tsx";
import { eventGroups, list, type Part, withKey } from "./words.ts";

const phrases = ["say", "steps", "never", "forbidden", "required"] as const;

export function WordsForm({ value, set }: Part) {
  const put = (key: string, next: unknown) => set(withKey(value, key, next));
  const at = list(value.at).map(String);
  const lines = (text: string) =>
    text
      .split("\n")
      .map((one) => one.trim())
      .filter(Boolean);
  return (
    <div className="stack">
      <Typed
        label={t("edit.situation")}
        value={String(value.situation ?? "")}
        set={(text) => put("situation", text)}
      />
      <fieldset className="field">
        <legend>{t("words.places")}</legend>
        <div className="row">
          {places.map((place) => (
            <Checkbox
              key={place}
              checked={at.includes(place)}
              onChange={({ target }) => {
                const next = target.checked ? [...at, place] : at.filter((one) => one !== place);
                put("at", next.length > 0 ? next : undefined);
              }}
            >
              {t(`wordsPlace.${place}`)}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Grouped
        label={t("edit.atAct")}
        value={String(value.when ?? "")}
        groups={eventGroups}
        set={(event) => put("when", event || undefined)}
      />
      {phrases.map((key) => (
        <Typed
          key={key}
          label={t("edit.phrases", { what: t(`prompts.${key}`) })}
          value={list(value[key]).join("\n")}
          lines={2}
          set={(text) => put(key, lines(text).length > 0 ? lines(text) : undefined)}
        />
      ))}
    </div>
  );
}
