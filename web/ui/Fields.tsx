// Controls with their labels: a choice among few, a choice among many, an instant, a text.
import { Input } from "antd";
import { t } from "i18next";
import { type ReactNode, useId } from "react";

type Framed = { label: string; hint?: string; wrong?: string };
export type Option = { value: string; label: string };

function Frame({ id, label, hint, wrong, children }: Framed & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {wrong ? <span className="wrong">{wrong}</span> : hint && <span className="hint">{hint}</span>}
    </div>
  );
}

type Valued = Framed & { value: string; onChange: (value: string) => void };

export function TextField(
  props: Valued & { lines?: number; inputMode?: "tel" | "decimal"; autoFocus?: boolean },
) {
  const id = useId();
  const shared = {
    id,
    value: props.value,
    autoFocus: props.autoFocus,
    autoComplete: "off",
    onChange: (change: { target: { value: string } }) => props.onChange(change.target.value),
  };
  return (
    <Frame id={id} {...props}>
      {props.lines ? (
        <Input.TextArea {...shared} autoSize={{ minRows: props.lines, maxRows: 14 }} />
      ) : (
        <Input {...shared} inputMode={props.inputMode} />
      )}
    </Frame>
  );
}

export function SelectField(props: Valued & { options: Option[]; none?: string; autoFocus?: boolean }) {
  const id = useId();
  return (
    <Frame id={id} {...props}>
      <select
        id={id}
        className="plain-input"
        // biome-ignore lint/a11y/noAutofocus: only in a form that the user has just opened.
        autoFocus={props.autoFocus}
        value={props.value}
        onChange={(change) => props.onChange(change.target.value)}
      >
        <option value="">{props.none ?? t("common.choose")}</option>
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A local time of the organisation. */
export function TimeField(props: Valued) {
  const id = useId();
  return (
    <Frame id={id} {...props}>
      <input
        id={id}
        type="datetime-local"
        className="plain-input"
        value={props.value}
        onChange={(change) => props.onChange(change.target.value)}
      />
    </Frame>
  );
}

export function ChoiceField(props: Valued & { options: Option[] }) {
  const name = useId();
  return (
    <fieldset className="field">
      <legend>{props.label}</legend>
      <div className="choices">
        {props.options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              checked={props.value === option.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {props.hint && <span className="hint">{props.hint}</span>}
    </fieldset>
  );
}
