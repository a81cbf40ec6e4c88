// A condition line by line: which field, how it is asked, with what.

import { t } from "i18next";
import type { Field, Fields } from "#domain/regulation/vocabulary.ts";
import { SelectField } from "../../../ui/Fields.tsx";
import type { Own } from "../file/completion.ts";
import { Several } from "./Choices.tsx";
import { OneOf } from "./OneOf.tsx";
import { Typed } from "./Typed.tsx";
import { clauseOptions, type Loose, list, oneOrMore, paperOptions, roleOptions } from "./words.ts";

type Props = {
  label: string;
  value: unknown;
  fields: Fields;
  own: Own;
  set: (value: Loose | undefined) => void;
};
type Line = [string, unknown];
const asks = ["is", "not", "known", "unknown", "over", "under", "atLeast", "atMost"] as const;
type Ask = (typeof asks)[number];

const parts = (test: unknown): { ask: Ask; of: unknown } => {
  if (typeof test !== "object" || test === null || Array.isArray(test)) return { ask: "is", of: test };
  const [key = "is", of] = Object.entries(test)[0] ?? [];
  if (key === "known") return { ask: of === true ? "known" : "unknown", of: undefined };
  return { ask: asks.find((one) => one === key) ?? "is", of };
};
const testOf = (ask: Ask, of: unknown): unknown => {
  if (ask === "is") return of;
  if (ask === "known" || ask === "unknown") return { known: ask === "known" };
  return { [ask]: of };
};
const asksOf = (field: Field | undefined): readonly Ask[] => {
  if (field?.type === "presence" || field?.type === "instant") return ["known", "unknown"];
  return field?.type === "number" ? asks : ["is", "not", "known", "unknown"];
};
const firstOf = (field: Field | undefined): unknown => {
  if (field?.type === "presence" || field?.type === "instant") return { known: true };
  if (field?.type === "boolean") return true;
  if (field?.type === "number") return { over: 0 };
  return Array.isArray(field?.type) ? field.type[0] : "";
};

export function ConditionField({ label, value, fields, own, set }: Props) {
  const lines: Line[] = Object.entries((value ?? {}) as Loose);
  const any = lines.filter(([name]) => name === "any");
  const shown = lines.filter(([name]) => name !== "any");
  const put = (next: Line[]) => {
    const all = [...next, ...any].filter(([name]) => name !== "");
    set(all.length === 0 ? undefined : Object.fromEntries(all));
  };
  const free = Object.keys(fields).find((name) => !shown.some(([own]) => own === name)) ?? "";
  return (
    <>
      <Several<Line>
        label={label}
        values={shown}
        fresh={[free, firstOf(fields[free])]}
        set={put}
        add={t("edit.addCondition")}
      >
        {([name, test], change) => (
          <LineField name={name} test={test} fields={fields} own={own} set={change} />
        )}
      </Several>
      {any.length > 0 && <p className="soft">{t("edit.anyElsewhere")}</p>}
    </>
  );
}

type LineProps = { name: string; test: unknown; fields: Fields; own: Own; set: (line: Line) => void };

function LineField({ name, test, fields, own, set }: LineProps) {
  const field = fields[name];
  const { ask, of } = parts(test);
  const names = Object.entries(fields).map(([value, { name: label }]) => ({ value, label }));
  if (!field && name !== "") names.unshift({ value: name, label: name });
  return (
    <div className="condition-line">
      <SelectField
        label={t("edit.field")}
        value={name}
        options={names}
        onChange={(next) => set([next, firstOf(fields[next])])}
      />
      <SelectField
        label={t("edit.ask")}
        value={ask}
        options={asksOf(field).map((value) => ({ value, label: t(`edit.asks.${value}`) }))}
        onChange={(next) => set([name, testOf((next || "is") as Ask, numeric(next) ? Number(of) || 0 : of)])}
      />
      {ask !== "known" && ask !== "unknown" && (
        <Figure
          field={field}
          of={of}
          own={own}
          numbers={numeric(ask)}
          set={(next) => set([name, testOf(ask, next)])}
        />
      )}
    </div>
  );
}

const numeric = (ask: string): boolean => ["over", "under", "atLeast", "atMost"].includes(ask);

type FigureProps = { field?: Field; of: unknown; own: Own; numbers: boolean; set: (value: unknown) => void };

function Figure({ field, of, own, numbers, set }: FigureProps) {
  const closed = closedOf(field, own);
  if (field?.type === "boolean")
    return (
      <SelectField
        label={t("edit.figure")}
        value={String(of)}
        options={["true", "false"].map((value) => ({
          value,
          label: t(value === "true" ? "common.yes" : "common.no"),
        }))}
        onChange={(next) => set(next === "true")}
      />
    );
  if (closed && !numbers)
    return (
      <OneOf
        label={t("edit.oneOf")}
        options={closed}
        chosen={list(of).map(String)}
        set={(next) => set(oneOrMore(next) ?? "")}
      />
    );
  const number = numbers || field?.type === "number";
  return (
    <Typed
      label={t("edit.figure")}
      value={list(of).join(" ")}
      set={(next) => set(number && next.trim() !== "" && !Number.isNaN(Number(next)) ? Number(next) : next)}
    />
  );
}

const closedOf = (field: Field | undefined, own: Own) => {
  if (field?.type === "role") return roleOptions(own);
  if (field?.type === "clause") return clauseOptions(own);
  if (field?.type === "paper") return paperOptions(own);
  if (!Array.isArray(field?.type)) return null;
  return field.type.map((value: string) => ({ value, label: field.labels?.[value] ?? value }));
};
