// The control in one cell of a paper, as its type asks for it.
import { t } from "i18next";
import { channels } from "#domain/case/values.ts";
import { useDirectory } from "../../directory.ts";
import type { Option } from "../Fields.tsx";
import { controlOf, type Field, parting } from "./typed.ts";

type Props = {
  field: Field;
  id: string;
  value: string;
  onChange: (value: string) => void;
  /** The id of what says that the value is wrong. */
  wrong: string | undefined;
};

/** Boxes to tick, as offices know them: one of them, or several. */
function Ticks(props: Props & { options: Option[]; several?: boolean }) {
  const { field, id, value, onChange, options, several } = props;
  const chosen = value === "" ? [] : value.split(parting);
  const toggle = (one: string) => {
    if (!several) return onChange(chosen.includes(one) ? "" : one);
    const all = options.map((o) => o.value);
    onChange(all.filter((o) => (o === one) !== chosen.includes(o)).join(parting));
  };
  return (
    <fieldset className="paper-ticks" aria-describedby={props.wrong}>
      <legend className="hidden-text">{field.name}</legend>
      {options.map((one, at) => (
        <label key={one.value}>
          <input
            id={at === 0 ? id : undefined}
            type={several ? "checkbox" : "radio"}
            name={id}
            checked={chosen.includes(one.value)}
            onChange={() => toggle(one.value)}
          />
          {one.label}
        </label>
      ))}
    </fieldset>
  );
}

function Pick({ id, value, onChange, wrong, options }: Props & { options: Option[] }) {
  return (
    <select
      id={id}
      className="paper-input"
      value={value}
      aria-describedby={wrong}
      onChange={(change) => onChange(change.target.value)}
    >
      <option value="">{t("common.choose")}</option>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

const kinds: Record<string, { type?: string; inputMode?: "decimal" | "tel" }> = {
  number: { inputMode: "decimal" },
  money: { inputMode: "decimal" },
  phone: { type: "tel", inputMode: "tel" },
  date: { type: "date" },
  time: { type: "time" },
  instant: { type: "datetime-local" },
};

function Line({ field, id, value, onChange, wrong }: Props) {
  const control = controlOf(field);
  const shared = {
    id,
    value,
    className: "paper-input",
    autoComplete: "off",
    "aria-invalid": wrong !== undefined,
    "aria-describedby": wrong,
    onChange: (change: { target: { value: string } }) => onChange(change.target.value),
  };
  if (control === "long") return <textarea {...shared} rows={3} />;
  return <input {...shared} {...kinds[control]} />;
}

/** A customer who cannot be reached yet. */
function Customer({ id, value, onChange }: Props) {
  const parts = value.split(parting);
  return (
    <div className="paper-customer">
      {(["name", "phone", "address"] as const).map((part, at) => (
        <input
          key={part}
          id={at === 0 ? id : undefined}
          className="paper-input"
          aria-label={t(`field.${part}`)}
          placeholder={t(`field.${part}`)}
          autoComplete="off"
          value={parts[at] ?? ""}
          onChange={(change) =>
            onChange([0, 1, 2].map((n) => (n === at ? change.target.value : (parts[n] ?? ""))).join(parting))
          }
        />
      ))}
    </div>
  );
}

export function PaperField(props: Props) {
  const { members, departments } = useDirectory();
  const { field } = props;
  const own = field.of.map((value) => ({ value, label: value }));
  const people = members.map((one) => ({ value: one.id, label: one.name }));
  const places = departments.map((one) => ({ value: one.id, label: one.name }));
  const under = (what: string, list: Option[]) => list.map((o) => ({ ...o, value: `${what}:${o.value}` }));
  switch (controlOf(field)) {
    case "choice":
      return own.length > 8 ? <Pick {...props} options={own} /> : <Ticks {...props} options={own} />;
    case "many":
      return <Ticks {...props} options={own} several />;
    case "yes-no":
      return (
        <Ticks
          {...props}
          options={[
            { value: "true", label: t("common.yes") },
            { value: "false", label: t("common.no") },
          ]}
        />
      );
    case "channel":
      return (
        <Ticks {...props} options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      );
    case "member":
      return <Pick {...props} options={people} />;
    case "department":
      return <Pick {...props} options={places} />;
    case "against":
      return <Pick {...props} options={[...under("department", places), ...under("member", people)]} />;
    case "customer":
      return <Customer {...props} />;
    default:
      return <Line {...props} />;
  }
}
