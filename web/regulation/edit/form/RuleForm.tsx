// A rule: when, while, must, who, within, warn, otherwise; the rarer parts below.
import { t } from "i18next";
import { ChoiceField, SelectField } from "../../../ui/Fields.tsx";
import { BlockText } from "./BlockText.tsx";
import { Several } from "./Choices.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { EventsField } from "./EventsField.tsx";
import { LengthField } from "./LengthField.tsx";
import { Typed } from "./Typed.tsx";
import { WhenField, wayOf } from "./WhenField.tsx";
import { WithinField } from "./WithinField.tsx";
import { eventOf, fieldsOfState, type Loose, list, type Part, roleOptions, withKey } from "./words.ts";

const people = ["department", "trigger.department", "against", "first-asked"];

export function RuleForm({ value, own, regulation, set }: Part) {
  const put = (key: string) => (next: unknown) => set(withKey(value, key, next));
  const recurs = wayOf(value.when) === "every";
  const fields = fieldsOfState(eventOf(list(value.when)[0]) || "case.registered", regulation);
  return (
    <div className="stack">
      <WhenField value={value.when} own={own} set={put("when")} />
      {!recurs && (
        <ConditionField
          label={t("edit.while")}
          value={value.while}
          fields={fields}
          own={own}
          set={put("while")}
        />
      )}
      <SelectField
        label={t("edit.who")}
        value={String(value.who ?? "")}
        options={[
          ...roleOptions(own),
          ...people.map((one) => ({ value: one, label: t(`edit.people.${one}`) })),
        ]}
        onChange={put("who")}
      />
      <Duty value={value} own={own} set={set} recurs={recurs} />
      <WithinField value={value.within} fields={fields} set={put("within")} />
      <div className="pair">
        <LengthField label={t("edit.warn")} value={value.warn} none={t("edit.noWarn")} set={put("warn")} />
        <Several<Loose>
          label={t("edit.otherwise")}
          values={list(value.otherwise) as Loose[]}
          fresh={{ escalate: Object.keys(own.roles)[0] ?? "" }}
          set={(lines) => put("otherwise")(lines.length > 0 ? lines : undefined)}
          add={t("edit.addEscalation")}
        >
          {(line, change) => (
            <SelectField
              label={t("edit.escalate")}
              value={String(line.escalate)}
              options={roleOptions(own)}
              onChange={(escalate) => change({ escalate })}
            />
          )}
        </Several>
      </div>
      <Rarer value={value} own={own} set={set} recurs={recurs} />
    </div>
  );
}

type Some = Pick<Part, "value" | "own" | "set"> & { recurs: boolean };

function Duty({ value, own, set, recurs }: Some) {
  const strength = value.should === undefined ? "must" : "should";
  const owed = value.must ?? value.should;
  const steps = typeof owed === "object" && owed !== null && "steps" in owed;
  const { must: _must, should: _should, ...rest } = value;
  const write = (key: string, next: unknown) => set(next === undefined ? rest : { ...rest, [key]: next });
  return (
    <>
      <ChoiceField
        label={t("edit.strength")}
        value={strength}
        options={["must", "should"].map((one) => ({ value: one, label: t(`edit.strengths.${one}`) }))}
        onChange={(next) => write(next, owed ?? "duty.done")}
      />
      {steps ? (
        <BlockText label={t("edit.steps")} value={owed} set={(next) => write(strength, next)} bare />
      ) : (
        <EventsField
          label={recurs ? t("edit.dutyRecurring") : t("edit.duty")}
          value={owed}
          own={own}
          set={(next) => write(strength, next)}
        />
      )}
    </>
  );
}

const agains = ["new", "keep", "restart"];

function Rarer({ value, own, set, recurs }: Some) {
  const put = (key: string) => (next: unknown) => set(withKey(value, key, next));
  return (
    <details open={["until", "pause", "again", "per", "evidence"].some((key) => value[key] !== undefined)}>
      <summary>{t("edit.rarer")}</summary>
      <div className="stack">
        <EventsField label={t("edit.until")} value={value.until} own={own} set={put("until")} />
        <div className="pair">
          <SelectField
            label={t("edit.again")}
            none={t("edit.agains.new")}
            value={String(value.again ?? "")}
            options={agains.slice(1).map((one) => ({ value: one, label: t(`edit.agains.${one}`) }))}
            onChange={(next) => put("again")(next || undefined)}
          />
          <Typed
            label={t("edit.pause")}
            value={list(value.pause).join("、")}
            set={(text) => {
              const reasons = text
                .split(/[、,，]/)
                .map((one) => one.trim())
                .filter(Boolean);
              put("pause")(reasons.length > 0 ? reasons : undefined);
            }}
          />
          {recurs && (
            <Typed
              label={t("edit.evidence")}
              value={String(value.evidence ?? "")}
              set={(text) => put("evidence")(text || undefined)}
            />
          )}
        </div>
      </div>
    </details>
  );
}
