// The keys, on one card.
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef } from "react";
import { useMe } from "../me.ts";
import { placesOf } from "./places.ts";

const everywhere = ["/", "?", "t", "a", "Ctrl+Enter", "Esc"];
const inInbox = ["j", "k", "s", "b", "w", "h", "Enter"];

function Keys({ title, keys, say }: { title: string; keys: string[]; say: (key: string) => string }) {
  return (
    <section>
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
  const places = placesOf(useMe()).filter((place) => "key" in place);
  const nameOf = (key: string) => t(`place.${places.find((place) => place.key === key)?.name}`);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="help" onClose={close} aria-label={t("shell.help")}>
      <h2>{t("shell.help")}</h2>
      <Keys title={t("shell.keysGo")} keys={places.map((place) => place.key)} say={nameOf} />
      <Keys title={t("shell.keysAll")} keys={everywhere} say={(key) => t(`key.${key}`)} />
      <Keys title={t("shell.keysInbox")} keys={inInbox} say={(key) => t(`keyInbox.${key}`)} />
      <Button onClick={() => dialog.current?.close()}>{t("common.close")}</Button>
    </dialog>
  );
}
