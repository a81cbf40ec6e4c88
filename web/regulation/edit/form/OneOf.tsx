// Some of a closed list: few are ticked, of many the chosen ones stand there and others are added.
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import type { Option } from "../../../ui/Fields.tsx";

type Props = { label: string; options: Option[]; chosen: string[]; set: (chosen: string[]) => void };
const few = 12;

export function OneOf({ label, options, chosen: given, set }: Props) {
  const chosen = given.filter((one) => one !== "");
  const without = (value: string) => set(chosen.filter((one) => one !== value));
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="row">
        {options.length <= few
          ? options.map((option) => (
              <Checkbox
                key={option.value}
                checked={chosen.includes(option.value)}
                onChange={({ target }) =>
                  target.checked ? set([...chosen, option.value]) : without(option.value)
                }
              >
                {option.label}
              </Checkbox>
            ))
          : chosen.map((value) => (
              <Button key={value} size="small" onClick={() => without(value)}>
                {options.find((option) => option.value === value)?.label ?? value}{" "}
                <span aria-hidden="true">×</span>
                <span className="hidden-text">{t("edit.takeAway")}</span>
              </Button>
            ))}
        {options.length > few && (
          <select
            className="plain-input"
            aria-label={t("edit.addOne")}
            value=""
            onChange={(change) => change.target.value && set([...chosen, change.target.value])}
          >
            <option value="">{t("edit.addOne")}</option>
            {options
              .filter((option) => !chosen.includes(option.value))
              .map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
          </select>
        )}
      </div>
    </fieldset>
  );
}
