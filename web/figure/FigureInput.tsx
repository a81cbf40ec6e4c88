// A figure as a number and a unit, or a period as one of a list; cleared, there is none.
import { t } from "i18next";
import { periodUnits } from "#domain/duty/periods.ts";
import { figureInWords } from "../figure.ts";

const units = ["minutes", "hours", "working hours", "days", "working days", "weeks", "months"] as const;
type Props = {
  name: string;
  kind: "length" | "period";
  value: string | null;
  set?: (figure: string | null) => void;
};

const partsOf = (value: string | null): { n: string; unit: string } => {
  if (value === "same day") return { n: "", unit: "same day" };
  const [, n = "", unit = ""] = /^(\d+) (.+)$/.exec(value ?? "") ?? [];
  return { n, unit: unit && !unit.endsWith("s") ? `${unit}s` : unit };
};
const figureOf = (n: string, unit: string): string | null => {
  if (unit === "same day") return unit;
  const count = Number(n);
  if (!Number.isInteger(count) || count < 1) return null;
  return `${count} ${count === 1 ? unit.replace(/s$/, "") : unit}`;
};

export function FigureInput({ name, kind, value, set }: Props) {
  if (!set) return value === null ? <span className="soft">{t("figures.notSet")}</span> : null;
  if (kind === "period")
    return (
      <select
        className="plain-input"
        aria-label={t("figures.periodOf", { name })}
        value={value ?? ""}
        onChange={(change) => set(change.target.value || null)}
      >
        <option value="">{t("figures.notSet")}</option>
        {periodUnits.map((unit) => (
          <option key={unit} value={unit}>
            {t(`figures.every.${unit}`)}
          </option>
        ))}
      </select>
    );
  return <Length name={name} value={value} set={set} />;
}

function Length({
  name,
  value,
  set,
}: {
  name: string;
  value: string | null;
  set: (f: string | null) => void;
}) {
  const { n, unit } = partsOf(value);
  const chosen = unit || "hours";
  return (
    <div className="figure-input">
      <input
        type="number"
        min={1}
        max={99999}
        inputMode="numeric"
        className="plain-input"
        aria-label={t("figures.of", { name })}
        value={n}
        disabled={unit === "same day"}
        onChange={(change) => set(figureOf(change.target.value, chosen))}
      />
      <select
        className="plain-input"
        aria-label={t("figures.unitOf", { name })}
        value={value === null ? "" : chosen}
        onChange={(change) =>
          set(change.target.value === "" ? null : figureOf(n || "1", change.target.value))
        }
      >
        <option value="">{t("figures.notSet")}</option>
        {units.map((one) => (
          <option key={one} value={one}>
            {figureInWords(`1 ${one.replace(/s$/, "")}`).replace("1 ", "")}
          </option>
        ))}
        <option value="same day">{figureInWords("same day")}</option>
      </select>
    </div>
  );
}
