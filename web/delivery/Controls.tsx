// Small controls of this page: a switch, several of many, a secret that is set and never shown, a time of day.
import { Button } from "antd";
import { t } from "i18next";
import { useId } from "react";
import type { Option } from "../ui/Fields.tsx";

export function Switch(props: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="delivery-switch">
      <input
        type="checkbox"
        checked={props.value}
        onChange={(change) => props.onChange(change.target.checked)}
      />
      {props.label}
    </label>
  );
}

type Several = { label: string; hint?: string; options: readonly Option[]; value: readonly string[] };

export function SeveralField(props: Several & { onChange: (value: string[]) => void }) {
  const { value, options } = props;
  const toggle = (one: string) =>
    props.onChange(value.includes(one) ? value.filter((v) => v !== one) : [...value, one]);
  return (
    <fieldset className="field">
      <legend>{props.label}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              checked={value.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {props.hint && <span className="hint">{props.hint}</span>}
    </fieldset>
  );
}

type Secret = { label: string; hint?: string; isSet: boolean; value: string | null | undefined };

export function SecretField(props: Secret & { onChange: (value: string | null | undefined) => void }) {
  const id = useId();
  const { isSet, value } = props;
  const gone = value === null;
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <div className="row">
        <input
          id={id}
          type="password"
          className="plain-input delivery-secret"
          autoComplete="new-password"
          value={value ?? ""}
          placeholder={t(gone || !isSet ? "delivery.notSet" : "delivery.isSet")}
          onChange={(change) => props.onChange(change.target.value === "" ? undefined : change.target.value)}
        />
        {isSet && !gone && (
          <Button size="small" onClick={() => props.onChange(null)}>
            {t("delivery.takeAway")}
          </Button>
        )}
      </div>
      {props.hint && <span className="hint">{props.hint}</span>}
    </div>
  );
}

export function ClockField(props: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="time"
        className="plain-input"
        required
        value={props.value}
        onChange={(change) => change.target.value && props.onChange(change.target.value)}
      />
    </div>
  );
}
