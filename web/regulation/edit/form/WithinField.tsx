// By when: a length, an instant that the matter names, a point in the period, or no time at all.
import { t } from "i18next";
import type { Fields } from "#domain/regulation/vocabulary.ts";
import { SelectField } from "../../../ui/Fields.tsx";
import { BlockText } from "./BlockText.tsx";
import { LengthField } from "./LengthField.tsx";
import type { Loose } from "./words.ts";

type Props = { value: unknown; fields: Fields; set: (value: unknown) => void };
const ways = ["none", "length", "field", "point"] as const;
type Way = (typeof ways)[number];

const wayOf = (value: unknown): Way => {
  if (value === undefined) return "none";
  if (typeof value === "string") return "length";
  return "field" in (value as Loose) ? "field" : "point";
};
const first: Record<Way, unknown> = {
  none: undefined,
  length: "2 days",
  field: { field: "wantedBy", else: "2 days" },
  point: { day: 10 },
};

export function WithinField({ value, fields, set }: Props) {
  const way = wayOf(value);
  const named = (value ?? {}) as Loose;
  const instants = Object.entries(fields).filter(([, field]) => field.type === "instant");
  return (
    <div className="pair">
      <SelectField
        label={t("edit.within")}
        value={way}
        options={ways.map((one) => ({ value: one, label: t(`edit.withins.${one}`) }))}
        onChange={(next) => set(first[(next || "none") as Way])}
      />
      {way === "length" && (
        <LengthField label={t("edit.length")} value={value} set={(next) => set(next ?? "unset")} />
      )}
      {way === "field" && (
        <>
          <SelectField
            label={t("edit.instant")}
            value={String(named.field)}
            options={instants.map(([one, field]) => ({ value: one, label: field.name }))}
            onChange={(field) => set({ ...named, field })}
          />
          <LengthField
            label={t("edit.else")}
            value={named.else}
            set={(next) => set({ ...named, else: next ?? "unset" })}
          />
        </>
      )}
      {way === "point" && <BlockText label={t("edit.point")} value={value} set={set} bare />}
    </div>
  );
}
