// The keys, on one card: those of the page one is on come first.
import { useLocation } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef } from "react";
import { useMe } from "../me.ts";
import { placesOf } from "./places.ts";

type Section = { name: string; keys: readonly string[]; on?: RegExp };

/** Beside those that go somewhere; `on` are the pages where they work, everywhere unless said. */
const sections: Section[] = [
  { name: "all", keys: ["/", "?", "t"] },
  { name: "form", keys: ["Tab", "Enter", "Ctrl+Enter", "Esc"] },
  { name: "register", keys: ["↓", "↑"], on: /^\/register$/ },
  { name: "case", keys: ["a"], on: /^\/cases\/./ },
  { name: "inbox", keys: ["j", "k", "s", "b", "w", "h", "Enter"], on: /^\/inbox$/ },
  { name: "guide", keys: [".", ","], on: /^\/help/ },
];

/** A dot parts the keys of the texts. */
const inTexts: Record<string, string> = { ".": "dot" };

function Keys({
  title,
  keys,
  say,
}: {
  title: string;
  keys: readonly string[];
  say: (key: string) => string;
}) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className="keys">
        {keys.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(key)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutHelp({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { pathname } = useLocation();
  const places = placesOf(useMe()).filter((place) => "key" in place);
  const nameOf = (key: string) => t(`place.${places.find((place) => place.key === key)?.name}`);
  useEffect(() => dialog.current?.showModal(), []);
  const here = sections.filter((section) => section.on?.test(pathname));
  const draw = ({ name, keys, on }: Section) => (
    <Keys
      key={name}
      title={
        on?.test(pathname) ? t("shell.keysHere", { where: t(`shell.keys.${name}`) }) : t(`shell.keys.${name}`)
      }
      keys={keys}
      say={(key) => t(`keyOf.${name}.${inTexts[key] ?? key}`)}
    />
  );
  return (
    <dialog ref={dialog} className="help" onClose={close} aria-label={t("shell.help")}>
      <h2>{t("shell.help")}</h2>
      {here.map(draw)}
      <Keys title={t("shell.keysGo")} keys={places.map((place) => place.key)} say={nameOf} />
      {sections.filter((section) => !here.includes(section)).map(draw)}
      <Button onClick={() => dialog.current?.close()}>{t("common.close")}</Button>
    </dialog>
  );
}
