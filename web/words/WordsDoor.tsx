// 话术 from everywhere: one key or one tap opens it over whatever is being done, which stays as it is.
import { Button } from "antd";
import { t } from "i18next";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useKey } from "../ui/keys.ts";
import { Loading } from "../ui/States.tsx";
import "./words.css";

const Board = lazy(async () => ({ default: (await import("./WordsBoard.tsx")).WordsBoard }));
/** 话 as one types it: `t` for talk. */
const key = "t";

export function WordsDoor() {
  const [open, setOpen] = useState(false);
  useKey(
    key,
    useCallback(() => setOpen(true), []),
  );
  return (
    <>
      <Button
        size="small"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        title={t("words.key", { key })}
      >
        {t("place.words")}
      </Button>
      {open && <Panel close={() => setOpen(false)} />}
    </>
  );
}

function Panel({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="words-panel" onClose={close} aria-label={t("place.words")}>
      <header>
        <h2>{t("place.words")}</h2>
        <Button onClick={() => dialog.current?.close()}>{t("common.close")}</Button>
      </header>
      <Suspense fallback={<Loading />}>
        <Board />
      </Suspense>
    </dialog>
  );
}
