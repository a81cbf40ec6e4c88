// The fields of a new matter, in the order in which a caller tells them.
import { t } from "i18next";
import { channels, kinds, severities } from "#domain/case/values.ts";
import { orgNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { ChoiceField, type Option, SelectField, TextField, TimeField } from "../../ui/Fields.tsx";
import { againstOptions } from "../against.ts";
import { CustomerField } from "./CustomerField.tsx";
import { type Draft, isLate } from "./draft.ts";
import { Labels } from "./Labels.tsx";

type Props = { draft: Draft; change: (part: Partial<Draft>) => void };

const options = (group: string, values: readonly string[]): Option[] =>
  values.map((value) => ({ value, label: t(`${group}.${value}`) }));

function Matter({ draft, change }: Props) {
  return (
    <>
      <ChoiceField
        label={t("field.kind")}
        value={draft.kind}
        options={options("kind", kinds)}
        onChange={(kind) => change({ kind: kind as Draft["kind"] })}
      />
      <ChoiceField
        label={t("field.severity")}
        value={draft.severity}
        options={[{ value: "", label: t("severity.none") }, ...options("severity", severities)]}
        onChange={(severity) => change({ severity })}
      />
      <ChoiceField
        label={t("field.channel")}
        value={draft.channel}
        options={options("channel", channels)}
        onChange={(channel) => change({ channel: channel as Draft["channel"] })}
      />
      <Labels draft={draft} change={change} />
      <CustomerField draft={draft} change={change} />
      <TextField
        label={t("field.title")}
        value={draft.title}
        onChange={(title) => change({ title })}
        wrong={draft.title.length > 200 ? t("register.titleLong") : undefined}
      />
      <TextField
        label={t("register.description")}
        lines={4}
        value={draft.description}
        onChange={(description) => change({ description })}
      />
    </>
  );
}

function Form({ draft, change }: Props) {
  const directory = useDirectory();
  return (
    <div className="pair two">
      <TimeField
        label={t("field.occurredAt")}
        value={draft.occurredAt}
        onChange={(occurredAt) => change({ occurredAt })}
      />
      <TextField label={t("field.place")} value={draft.place} onChange={(place) => change({ place })} />
      <SelectField
        label={t("field.against")}
        value={draft.against}
        options={againstOptions(directory)}
        none={t("common.none")}
        onChange={(against) => change({ against })}
      />
      <TextField label={t("field.demand")} value={draft.demand} onChange={(demand) => change({ demand })} />
    </div>
  );
}

function Times({ draft, change }: Props) {
  const late = isLate(draft, orgNow());
  return (
    <>
      <div className="pair">
        <TimeField
          label={t("field.receivedAt")}
          hint={t("register.receivedHint")}
          value={draft.receivedAt}
          onChange={(receivedAt) => change({ receivedAt })}
        />
        <TimeField
          label={t("field.wantedBy")}
          hint={t("register.wantedHint")}
          value={draft.wantedBy}
          onChange={(wantedBy) => change({ wantedBy })}
        />
        <TextField
          label={t("field.amount")}
          inputMode="decimal"
          value={draft.amount}
          onChange={(amount) => change({ amount })}
        />
      </div>
      {late && (
        <TextField
          label={t("field.lateReason")}
          hint={t("register.lateHint")}
          value={draft.lateReason}
          onChange={(lateReason) => change({ lateReason })}
        />
      )}
    </>
  );
}

export function RegisterForm(props: Props) {
  return (
    <>
      <Matter {...props} />
      <Form {...props} />
      <Times {...props} />
    </>
  );
}
