// What starts a clock: happenings, the breach of another clause's clock, or the calendar.
import { t } from "i18next";
import { periodUnits } from "#domain/duty/periods.ts";
import { SelectField } from "../../../ui/Fields.tsx";
import type { Own } from "../file/completion.ts";
import { BlockText } from "./BlockText.tsx";
import { EventsField } from "./EventsField.tsx";
import { clauseOptions, type Loose, withKey } from "./words.ts";

type Props = { value: unknown; own: Own; set: (value: unknown) => void };
const ways = ["event", "breach", "every"] as const;
type Way = (typeof ways)[number];

const isOf = (value: unknown, key: string): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
export const wayOf = (value: unknown): Way =>
  isOf(value, "every") ? "every" : isOf(value, "breach") ? "breach" : "event";

export function WhenField({ value, own, set }: Props) {
  const way = wayOf(value);
  const first = (next: string): unknown => {
    if (next === "every") return { every: "month" };
    return next === "breach" ? { breach: Object.keys(own.clauses)[0] ?? "1" } : "case.registered";
  };
  return (
    <div className="stack">
      <SelectField
        label={t("edit.when")}
        value={way}
        options={ways.map((one) => ({ value: one, label: t(`edit.whens.${one}`) }))}
        onChange={(next) => set(first(next))}
      />
      {way === "event" && <EventsField label={t("edit.events")} value={value} own={own} set={set} />}
      {way === "breach" && (
        <SelectField
          label={t("edit.breachOf")}
          value={String((value as Loose).breach)}
          options={clauseOptions(own)}
          onChange={(breach) => set({ breach })}
        />
      )}
      {way === "every" && <Every value={value as Loose} set={set} />}
    </div>
  );
}

function Every({ value, set }: { value: Loose; set: (value: unknown) => void }) {
  const periods = [...periodUnits, "unset"];
  return (
    <div className="pair">
      <SelectField
        label={t("edit.period")}
        value={String([value.every].flat()[0])}
        options={periods.map((one) => ({
          value: one,
          label: t(one === "unset" ? "figures.words.every" : `figures.every.${one}`),
        }))}
        onChange={(every) => set(withKey(value, "every", every || "unset"))}
      />
      <SelectField
        label={t("edit.times")}
        none={t("edit.once")}
        value={value.times === undefined ? "" : String(value.times)}
        options={[2, 3, 4, 5, 6, 8, 10, 12].map((n) => ({ value: String(n), label: String(n) }))}
        onChange={(times) => set(withKey(value, "times", times ? Number(times) : undefined))}
      />
      <BlockText
        label={t("edit.on")}
        value={value.on}
        missing={t("edit.onStart")}
        set={(on) => set(withKey(value, "on", on))}
      />
    </div>
  );
}
