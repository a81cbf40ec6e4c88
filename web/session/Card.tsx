// The small pages before the desk: one card, its fields, and what is wrong with each of them.
import { t } from "i18next";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { LanguageChoice } from "../i18n/LanguageChoice.tsx";
import { CallRefused } from "../problem.ts";
import "./sign-in.css";

/** What is wrong, by field; what belongs to no field of the form stands under "". */
export type Faults = Readonly<Record<string, string>>;

const faultsIn = (error: unknown, fields: readonly string[]): Faults => {
  if (!(error instanceof CallRefused)) return { "": t("problem.offline") };
  const { errors = [], detail, title } = error.problem;
  const own = errors.filter((one) => one.field !== undefined && fields.includes(one.field));
  return own.length > 0
    ? Object.fromEntries(own.map((one) => [one.field, one.message]))
    : { "": detail || title };
};

/** One form: sends it, and tells what was refused by its fields. */
export function useForm(fields: readonly string[], send: () => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFaults({});
    try {
      await send();
    } catch (error) {
      setFaults(faultsIn(error, fields));
    } finally {
      setBusy(false);
    }
  };
  return { busy, faults, submit };
}

export function Card({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${t("product")}`;
  }, [title]);
  return (
    <main className="sign-in alone">
      <section className="sign-in-card" aria-label={title}>
        <h1>
          {t("product")} <small>{title}</small>
        </h1>
        {children}
        <LanguageChoice />
      </section>
    </main>
  );
}

type LineProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  wrong?: string;
  type?: "text" | "password" | "tel";
  complete?: string;
  optional?: boolean;
  /** Names to choose from; others may be typed. */
  offers?: readonly string[];
  focus?: boolean;
};

export function Line(props: LineProps) {
  const { label, value, onChange, hint, wrong, type = "text", complete = "off", offers } = props;
  const id = useId();
  return (
    <div className="sign-in-line">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        required={!props.optional}
        // biome-ignore lint/a11y/noAutofocus: the page has nothing else to begin with.
        autoFocus={props.focus}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-hint`}
        list={offers && `${id}-offers`}
        onChange={(change) => onChange(change.target.value)}
      />
      {offers && (
        <datalist id={`${id}-offers`}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
      <span id={`${id}-hint`} className={wrong ? "sign-in-wrong" : "sign-in-hint"} role={wrong && "alert"}>
        {wrong ?? hint}
      </span>
    </div>
  );
}

export function Send({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <button type="submit" disabled={busy}>
      {children}
    </button>
  );
}
