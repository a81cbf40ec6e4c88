// What a gate needs: somebody's consent, a paper, fields, an earlier happening, a condition, a duty kept, a count.
import { Checkbox } from "antd";
import { t } from "i18next";
import type { Fields } from "#domain/regulation/vocabulary.ts";
import { SelectField } from "../../../ui/Fields.tsx";
import type { Own } from "../file/completion.ts";
import { BlockText } from "./BlockText.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { EventsField } from "./EventsField.tsx";
import { Typed } from "./Typed.tsx";
import { clauseOptions, type Loose, list, paperOptions, roleOptions } from "./words.ts";

type Props = { kind: string; need: Loose; own: Own; fields: Fields; set: (need: Loose) => void };
const limits = ["under", "atMost", "atLeast", "over"];

export function NeedField({ kind, need, own, fields, set }: Props) {
  switch (kind) {
    case "approval":
      return <Approval need={need} own={own} set={set} />;
    case "paper":
      return (
        <>
          <SelectField
            label={t("edit.needKinds.paper")}
            value={String(need.paper)}
            options={paperOptions(own)}
            onChange={(paper) => set({ ...need, paper })}
          />
          <Typed
            label={t("edit.step")}
            value={String(need.step ?? "")}
            set={(step) => set(step ? { ...need, step } : { paper: need.paper })}
          />
        </>
      );
    case "fields":
      return (
        <FieldNames
          value={list(need.fields).map(String)}
          fields={fields}
          set={(next) => set({ fields: next })}
        />
      );
    case "done":
      return (
        <EventsField
          label={t("edit.needKinds.done")}
          value={need.done}
          own={own}
          set={(done) => set({ done: list(done)[0] ?? "case.signed" })}
        />
      );
    case "met":
      return (
        <SelectField
          label={t("edit.needKinds.met")}
          value={String(need.met)}
          options={clauseOptions(own)}
          onChange={(met) => set({ met })}
        />
      );
    case "tally":
      return <Count need={need} own={own} set={set} />;
    default:
      return (
        <ConditionField
          label={t("edit.needKinds.holds")}
          value={need.holds}
          fields={fields}
          own={own}
          set={(holds) => set({ holds: holds ?? {} })}
        />
      );
  }
}

type Some = Pick<Props, "need" | "own" | "set">;

/** One role by a choice; chains and lines as they are written. */
function Approval({ need, own, set }: Some) {
  if (typeof need.approval !== "string")
    return (
      <BlockText
        label={t("edit.needKinds.approval")}
        value={need.approval}
        set={(approval) => set({ approval: approval ?? "" })}
        bare
      />
    );
  const chain = { inTurn: Object.keys(own.roles).slice(0, 2) };
  return (
    <SelectField
      label={t("edit.approver")}
      value={need.approval}
      options={[...roleOptions(own), { value: " ", label: t("edit.chain") }]}
      onChange={(role) => set({ approval: role === " " ? chain : role })}
    />
  );
}

function FieldNames({ value, fields, set }: { value: string[]; fields: Fields; set: (v: string[]) => void }) {
  return (
    <fieldset className="field">
      <legend>{t("edit.needKinds.fields")}</legend>
      <div className="row">
        {Object.entries(fields).map(([name, field]) => (
          <Checkbox
            key={name}
            checked={value.includes(name)}
            onChange={({ target }) =>
              set(target.checked ? [...value, name] : value.filter((one) => one !== name))
            }
          >
            {field.name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

function Count({ need, own, set }: Some) {
  const limit = limits.find((one) => one in need) ?? "under";
  return (
    <>
      <SelectField
        label={t("edit.needKinds.tally")}
        value={String(need.tally)}
        options={clauseOptions(own)}
        onChange={(tally) => set({ tally, [limit]: need[limit] })}
      />
      <SelectField
        label={t("edit.ask")}
        value={limit}
        options={limits.map((one) => ({ value: one, label: t(`edit.asks.${one}`) }))}
        onChange={(next) => set({ tally: need.tally, [next || "under"]: need[limit] })}
      />
      <Typed
        label={t("edit.figure")}
        value={String(need[limit] ?? "")}
        set={(n) => set({ tally: need.tally, [limit]: Number(n) || 0 })}
      />
    </>
  );
}
