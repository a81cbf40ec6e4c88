// One field of a paper with the control that its type asks for.
import { t } from "i18next";
import { useId } from "react";
import { useDirectory } from "../../directory.ts";
import { ChoiceField, SelectField, TextField, TimeField } from "../../ui/Fields.tsx";
import { type Field, parting } from "./typed.ts";

type Props = { field: Field; value: string; onChange: (value: string) => void };

function Plain({
  label,
  type,
  value,
  onChange,
}: { label: string; type: "date" | "time" } & Omit<Props, "field">) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        className="plain-input"
        value={value}
        onChange={(change) => onChange(change.target.value)}
      />
    </div>
  );
}

function Many({ field, label, value, onChange }: Props & { label: string }) {
  const chosen = value === "" ? [] : value.split(parting);
  const toggle = (one: string) =>
    onChange(
      field.of
        .filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other)))
        .join(parting),
    );
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="choices">
        {field.of.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
            {one}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function PaperField(props: Props) {
  const { field, ...rest } = props;
  const { members, departments } = useDirectory();
  const label = field.optional ? t("duty.optional", { name: field.name }) : field.name;
  const named = (list: { id: string; name: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.name }));
  const plain = { label, ...rest };
  switch (field.type) {
    case "long":
      return <TextField {...plain} lines={3} />;
    case "number":
    case "money":
      return <TextField {...plain} inputMode="decimal" />;
    case "phone":
      return <TextField {...plain} inputMode="tel" />;
    case "date":
    case "time":
      return <Plain {...plain} type={field.type} />;
    case "instant":
      return <TimeField {...plain} />;
    case "choice":
      return <SelectField {...plain} options={field.of.map((value) => ({ value, label: value }))} />;
    case "many":
      return <Many {...props} label={label} />;
    case "yes-no":
      return (
        <ChoiceField
          {...plain}
          options={[
            { value: "true", label: t("common.yes") },
            { value: "false", label: t("common.no") },
          ]}
        />
      );
    case "member":
      return <SelectField {...plain} options={named(members)} />;
    case "department":
      return <SelectField {...plain} options={named(departments)} />;
    default:
      return <TextField {...plain} />;
  }
}
