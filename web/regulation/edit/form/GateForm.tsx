// A gate: which acts, for which matters, and what must be there first.
import { t } from "i18next";
import { ChoiceField, SelectField } from "../../../ui/Fields.tsx";
import { Grouped, Several } from "./Choices.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { NeedField } from "./NeedField.tsx";
import { actionGroups, fieldsOfGate, type Loose, list, oneOrMore, type Part, withKey } from "./words.ts";

const kinds = ["approval", "paper", "fields", "done", "holds", "met", "tally"] as const;
type Kind = (typeof kinds)[number];
const kindOf = (need: Loose): Kind => kinds.find((kind) => kind in need) ?? "holds";

export function GateForm({ value, own, regulation, set }: Part) {
  const actions = list(value.do).map(String);
  const fields = fieldsOfGate(actions, regulation);
  const never = value.never === true;
  const first = (kind: Kind): Loose => {
    const role = Object.keys(own.roles)[0] ?? "";
    const made: Record<Kind, Loose> = {
      approval: { approval: role },
      paper: { paper: Object.keys(own.papers)[0] ?? "" },
      fields: { fields: ["description"] },
      done: { done: "case.signed" },
      holds: { holds: { kind: "complaint" } },
      met: { met: Object.keys(own.clauses)[0] ?? "" },
      tally: { tally: Object.keys(own.clauses)[0] ?? "", under: 3 },
    };
    return made[kind];
  };
  const toNever = () => {
    const { need: _, ...rest } = value;
    set({ ...rest, never: true });
  };
  const toNeed = () => {
    const { never: _, ...rest } = value;
    set({ ...rest, need: list(value.need).length > 0 ? value.need : [first("approval")] });
  };
  return (
    <div className="stack">
      <Several<string>
        label={t("edit.do")}
        values={actions}
        fresh="case.close"
        set={(next) => set(withKey(value, "do", oneOrMore(next)))}
        add={t("edit.addAction")}
      >
        {(action, change) => (
          <Grouped label={t("edit.do")} hideLabel value={action} groups={actionGroups} set={change} />
        )}
      </Several>
      <ConditionField
        label={t("edit.while")}
        value={value.while}
        fields={fields}
        own={own}
        set={(next) => set(withKey(value, "while", next))}
      />
      <ChoiceField
        label={t("edit.gate")}
        value={never ? "never" : "need"}
        options={["need", "never"].map((one) => ({ value: one, label: t(`edit.gates.${one}`) }))}
        onChange={(next) => (next === "never" ? toNever() : toNeed())}
      />
      {!never && (
        <Several<Loose>
          label={t("edit.needs")}
          values={list(value.need) as Loose[]}
          fresh={first("approval")}
          set={(next) => set(withKey(value, "need", next))}
          add={t("edit.addNeed")}
        >
          {(need, change) => (
            <div className="pair">
              <SelectField
                label={t("edit.need")}
                value={kindOf(need)}
                options={kinds.map((one) => ({ value: one, label: t(`edit.needKinds.${one}`) }))}
                onChange={(kind) => change(first((kind || "holds") as Kind))}
              />
              <NeedField kind={kindOf(need)} need={need} own={own} fields={fields} set={change} />
            </div>
          )}
        </Several>
      )}
    </div>
  );
}
