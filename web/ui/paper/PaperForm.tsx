// Filling a paper on its own sheet: what is typed stays in this browser until it is saved; faults stand at their fields.
import { Button } from "antd";
import { t } from "i18next";
import { useId, useState } from "react";
import type { PaperShown } from "#api/paper.ts";
import { useKept } from "../../kept.ts";
import { formKeys } from "../keys.ts";
import { ProblemAlert } from "../ProblemAlert.tsx";
import { faultsOf } from "./door.ts";
import { PaperField } from "./PaperField.tsx";
import { SheetFrame } from "./PaperSheet.tsx";
import { widened } from "./rows.ts";
import { changed, controlOf, type Field, isWide, shownIn, type Typed, type Value, wrongIn } from "./typed.ts";

type Props = {
  paper: Pick<PaperShown, "name" | "fields"> & Partial<PaperShown>;
  draft: string;
  busy: boolean;
  error: unknown;
  /** Sends what was changed; `done` forgets what was typed. */
  save: (fields: Record<string, Value>, done: () => void) => void;
  cancel?: (() => void) | undefined;
  /** A paper that is begun may be saved without a word. */
  mayBeEmpty?: boolean;
};

const nothing: Typed = {};

/** Only shown: what no form changes, and a customer who can be reached. */
const isFixed = (field: Field, blank: readonly string[]): boolean =>
  controlOf(field) === "fixed" || (controlOf(field) === "customer" && !blank.includes(field.field));

export function PaperForm({ paper, draft, busy, error, save, cancel, mayBeEmpty }: Props) {
  const [typed, setTyped, drop] = useKept<Typed>(draft, nothing);
  const [tried, setTried] = useState(false);
  const { fields } = paper;
  const blank = paper.blank ?? [];
  const said = faultsOf(error);
  const wrong = tried ? wrongIn(fields, typed) : [];
  const faults = Object.fromEntries(
    fields.map((f) => [f.field, wrong.includes(f) ? wordsFor(f) : said[f.field]]),
  );
  const elsewhere = Object.keys(said).length === 0 || Object.keys(said).some((name) => !(name in faults));
  const textOf = (field: Field) => typed[field.field] ?? shownIn(field);
  const left = fields.filter((f) => !f.optional && !isFixed(f, blank) && textOf(f).trim() === "").length;
  const sent = changed(fields, typed);
  const send = () => {
    setTried(true);
    if (busy || sent === null || (!mayBeEmpty && Object.keys(sent).length === 0)) return;
    save(sent, drop);
  };
  const wide = widened(fields.map((f) => isWide(f) || isFixed(f, blank)));
  return (
    <form
      className="stack paper-form"
      aria-label={paper.name}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Escape") cancel?.();
        formKeys(event, send);
      }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <SheetFrame paper={paper}>
        <div className="paper-cells">
          {fields.map((field, at) => (
            <Cell
              key={field.field}
              field={field}
              wide={wide[at] ?? false}
              fixed={isFixed(field, blank)}
              value={textOf(field)}
              fault={faults[field.field]}
              onChange={(value) => setTyped({ ...typed, [field.field]: value })}
            />
          ))}
        </div>
      </SheetFrame>
      {error !== null && elsewhere && <ProblemAlert error={error} />}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!mayBeEmpty && isSame(sent)}>
          {t("paper.save")}
        </Button>
        {cancel && <Button onClick={cancel}>{t("common.cancel")}</Button>}
        <span className="soft" role="status">
          {left > 0 ? t("paper.left", { n: left }) : t("paper.noneLeft")}
          {typed !== nothing && Object.keys(typed).length > 0 && ` · ${t("paper.kepthere")}`}
        </span>
      </div>
    </form>
  );
}

const isSame = (sent: Record<string, Value> | null): boolean =>
  sent !== null && Object.keys(sent).length === 0;

const wordsFor = (field: Field): string => t([`paper.wrong.${controlOf(field)}`, "paper.wrong.other"]);

type CellProps = {
  field: Field;
  wide: boolean;
  fixed: boolean;
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
};

function Cell({ field, wide, fixed, value, fault, onChange }: CellProps) {
  const id = useId();
  const needed = !field.optional && !fixed && value.trim() === "";
  const classes = [wide && "wide", needed && "needed", fault && "wrong"].filter(Boolean).join(" ");
  return (
    <div className={classes || undefined}>
      <label className="paper-label" htmlFor={fixed ? undefined : id}>
        {field.name}
        {field.type === null && <small>{t("paper.ofMatter")}</small>}
        {field.optional && <small>{t("paper.optional")}</small>}
      </label>
      <div className="paper-value">
        {fixed ? (
          <span>{field.text || t("common.blank")}</span>
        ) : (
          <PaperField
            field={field}
            id={id}
            value={value}
            onChange={onChange}
            wrong={fault ? `${id}-wrong` : undefined}
          />
        )}
        {fault && (
          <span id={`${id}-wrong`} className="paper-fault" role="alert">
            {fault}
          </span>
        )}
      </div>
    </div>
  );
}
