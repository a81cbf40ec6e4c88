// A part of a clause as its own few lines of the language, where no form is made for it.
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useId, useState } from "react";
import { parse, stringify } from "yaml";

type Props = {
  label: string;
  value: unknown;
  set: (value: unknown) => void;
  /** What is said where there is nothing. */
  missing?: string;
  /** The label stands above already. */
  bare?: boolean;
};

const written = (value: unknown): string =>
  value === undefined
    ? ""
    : stringify(value, { version: "1.2", lineWidth: 0, flowCollectionPadding: true }).trimEnd();

const readBack = (text: string): { value: unknown } | null => {
  try {
    return { value: text.trim() === "" ? undefined : parse(text, { version: "1.2" }) };
  } catch {
    return null;
  }
};

export function BlockText({ label, value, set, missing, bare }: Props) {
  const id = useId();
  const stands = written(value);
  const [typed, setTyped] = useState(stands);
  const [open, setOpen] = useState(bare ?? false);
  useEffect(() => setTyped(stands), [stands]);
  const read = readBack(typed);
  const leave = () => {
    if (read && written(read.value) !== stands) set(read.value);
  };
  if (!open)
    return (
      <div className="row">
        <Button size="small" onClick={() => setOpen(true)}>
          {t("edit.open", { what: label })}
        </Button>
        {value === undefined && <span className="soft">{missing}</span>}
      </div>
    );
  return (
    <div className="field">
      <label htmlFor={id} className={bare ? "hidden-text" : undefined}>
        {label}
      </label>
      <textarea
        id={id}
        className="plain-input block-text"
        rows={Math.min(22, Math.max(3, typed.split("\n").length))}
        spellCheck={false}
        value={typed}
        onChange={(change) => setTyped(change.target.value)}
        onBlur={leave}
      />
      {read === null && <span className="wrong">{t("edit.notYaml")}</span>}
    </div>
  );
}
