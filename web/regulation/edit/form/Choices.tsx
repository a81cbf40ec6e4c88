// Controls of the form: a choice in groups, and a list to which one adds and from which one takes.
import { Button } from "antd";
import { t } from "i18next";
import { type ReactNode, useId } from "react";
import type { Option } from "../../../ui/Fields.tsx";

type Group = { name: string; options: Option[] };
type GroupedProps = {
  label: string;
  value: string;
  groups: Group[];
  hideLabel?: boolean;
  set: (value: string) => void;
};

export function Grouped({ label, value, groups, hideLabel, set }: GroupedProps) {
  const id = useId();
  const known = groups.some((group) => group.options.some((option) => option.value === value));
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? "hidden-text" : undefined}>
        {label}
      </label>
      <select id={id} className="plain-input" value={value} onChange={(change) => set(change.target.value)}>
        <option value="">{t("common.choose")}</option>
        {!known && value !== "" && <option value={value}>{value}</option>}
        {groups.map((group) => (
          <optgroup key={group.name} label={group.name}>
            {group.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

type SeveralProps<T> = {
  label: string;
  values: readonly T[];
  fresh: T;
  set: (values: T[]) => void;
  add: string;
  children: (value: T, set: (next: T) => void, n: number) => ReactNode;
};

/** A list of parts; each has its own way out. */
export function Several<T>({ label, values, fresh, set, add, children }: SeveralProps<T>) {
  return (
    <fieldset className="several">
      <legend>{label}</legend>
      {values.map((value, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no name but their place.
        <div key={n} className="several-line">
          <div>{children(value, (next) => set(values.map((one, at) => (at === n ? next : one))), n)}</div>
          <Button
            size="small"
            aria-label={t("edit.takeOut", { what: label, n: n + 1 })}
            onClick={() => set(values.filter((_one, at) => at !== n))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => set([...values, fresh])}>
        {add}
      </Button>
    </fieldset>
  );
}
