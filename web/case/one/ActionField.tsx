// One field of an action's form.
import { t } from "i18next";
import type { CaseWhole } from "#api/case.ts";
import { channels, severities } from "#domain/case/values.ts";
import { orgNow } from "../../clock.ts";
import { type Directory, useDirectory } from "../../directory.ts";
import { instantInWords } from "../../time.ts";
import { ChoiceField, type Option, SelectField, TextField, TimeField } from "../../ui/Fields.tsx";
import { againstOptions } from "../against.ts";
import { extendable, type FieldSpec } from "./action-fields.ts";

type Props = {
  field: FieldSpec;
  value: string;
  onChange: (value: string) => void;
  of: CaseWhole;
  first: boolean;
};

const words = (group: string, values: readonly string[]): Option[] =>
  values.map((value) => ({ value, label: t(`${group}.${value}`) }));

const memberOptions = ({ members, nameOf }: Directory): Option[] =>
  members.map((one) => ({
    value: one.id,
    label: one.posts.length > 0 ? `${one.posts.map(nameOf).join(t("common.comma"))} · ${one.name}` : one.name,
  }));

const obligationOptions = (of: CaseWhole): Option[] =>
  extendable(of).map((one) => ({
    value: one.id,
    label: `${instantInWords(one.dueAt!, orgNow())} · ${one.must}`,
  }));

export function ActionField({ field, value, onChange, of, first }: Props) {
  const directory = useDirectory();
  const own = of.labelFields.find((f) => f.field === field.name);
  const label = own?.name ?? t(`field.${field.name}`);
  const shared = { label, value, onChange };
  switch (field.control) {
    case "line":
      return <TextField {...shared} autoFocus={first} />;
    case "amount":
      return <TextField {...shared} inputMode="decimal" />;
    case "long":
      return <TextField {...shared} lines={3} autoFocus={first} />;
    case "instant":
      return <TimeField {...shared} />;
    case "department":
      return (
        <SelectField
          {...shared}
          autoFocus={first}
          options={directory.departments.map(({ id, name }) => ({ value: id, label: name }))}
        />
      );
    case "member":
      return <SelectField {...shared} autoFocus={first} options={memberOptions(directory)} />;
    case "against":
      return <SelectField {...shared} options={againstOptions(directory)} none={t("common.none")} />;
    case "obligation":
      return <SelectField {...shared} autoFocus={first} options={obligationOptions(of)} />;
    case "label":
      return <SelectField {...shared} options={own?.options ?? []} none={t("common.none")} />;
    case "severity":
      return <ChoiceField {...shared} options={words("severity", severities)} />;
    case "channel":
      return <ChoiceField {...shared} options={words("channel", channels)} />;
    case "yesNo":
      return <ChoiceField {...shared} options={words("common", ["yes", "no"])} />;
    case "rating":
      return (
        <ChoiceField {...shared} options={["1", "2", "3", "4", "5"].map((n) => ({ value: n, label: n }))} />
      );
  }
}
