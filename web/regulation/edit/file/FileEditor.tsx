// The whole file as text; the editor is loaded when it is first opened.
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import type { Fault } from "#domain/regulation/read.ts";
import { ProblemAlert } from "../../../ui/ProblemAlert.tsx";
import { Loading } from "../../../ui/States.tsx";
import type { Mounted } from "./codemirror.ts";
import type { Own } from "./completion.ts";

type Props = {
  text: string;
  own: Own;
  /** The line at which it opens. */
  line: number;
  set: (text: string) => void;
};

function useEditor({ text, own, line, set }: Props, told: (faults: Fault[]) => void) {
  const place = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted>(null);
  const latest = useRef({ text, own, line, set, told });
  latest.current = { text, own, line, set, told };
  const [error, setError] = useState<unknown>();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    import("./codemirror.ts")
      .then(({ mountEditor }) => {
        if (gone || !place.current) return;
        mounted.current = mountEditor(place.current, {
          text: latest.current.text,
          label: t("regulation.text"),
          own: () => latest.current.own,
          changed: (typed) => latest.current.set(typed),
          told: (faults) => latest.current.told(faults),
        });
        if (latest.current.line > 1) mounted.current.go(latest.current.line);
        setReady(true);
      })
      .catch(setError);
    return () => {
      gone = true;
      mounted.current?.end();
      mounted.current = null;
    };
  }, []);
  useEffect(() => mounted.current?.set(text), [text]);
  return { place, mounted, error, ready };
}

export function FileEditor(props: Props) {
  const [told, setFaults] = useState<Fault[]>([]);
  // Where nothing is written yet nothing is wrong.
  const empty = props.text.trim() === "";
  const faults = empty ? [] : told;
  const { place, mounted, error, ready } = useEditor(props, setFaults);
  return (
    <div className="file-editor">
      <div className="row">
        <Button size="small" disabled={faults.length === 0} onClick={() => mounted.current?.previous()}>
          {t("edit.previousFault")}
        </Button>
        <Button size="small" disabled={faults.length === 0} onClick={() => mounted.current?.next()}>
          {t("edit.nextFault")}
        </Button>
        {!empty && (
          <span className={faults.length > 0 ? "chip late" : "chip kept"} role="status">
            {faults.length > 0 ? t("edit.faults", { n: faults.length }) : t("edit.noFault")}
          </span>
        )}
        <small className="soft desk-only">{t("edit.keys")}</small>
      </div>
      {!ready && !error && <Loading lines={10} />}
      <ProblemAlert error={error} />
      <div ref={place} className="file-place" />
      <ul className="fault-list">
        {faults.slice(0, 12).map((one) => (
          <li key={`${one.line} ${one.message}`}>
            <button type="button" onClick={() => mounted.current?.go(one.line)}>
              {one.message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
