// A keeping time as a number and a unit; cleared, there is none.
import { t } from "i18next";
import { keepPattern } from "#domain/retention/keep.ts";

type Props = { name: string; value: string | null; set: (keep: string | null) => void };

const written = (n: string, unit: string): string | null => {
  if (unit === "") return null;
  if (unit === "ever") return "for ever";
  const count = Math.min(999, Math.max(1, Math.trunc(Number(n)) || 1));
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

export function KeepInput({ name, value, set }: Props) {
  const [, n = "", unit] = keepPattern.exec(value ?? "") ?? [];
  const chosen = value === null ? "" : (unit ?? "ever");
  return (
    <div className="retention-length">
      <input
        type="number"
        min={1}
        max={999}
        inputMode="numeric"
        className="plain-input"
        aria-label={t("retention.countOf", { name })}
        value={n}
        disabled={chosen === "ever"}
        onChange={(change) =>
          set(change.target.value === "" ? null : written(change.target.value, chosen || "year"))
        }
      />
      <select
        className="plain-input"
        aria-label={t("retention.unitOf", { name })}
        value={chosen}
        onChange={(change) => set(written(n, change.target.value))}
      >
        <option value="">{t("retention.unset")}</option>
        <option value="year">{t("retention.unit.year")}</option>
        <option value="month">{t("retention.unit.month")}</option>
        <option value="ever">{t("retention.length.ever")}</option>
      </select>
    </div>
  );
}
