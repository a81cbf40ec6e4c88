// A length in words of the language, as a number and a unit, or one of the words without a number.
import { t } from "i18next";
import { useId } from "react";
import { figureInWords } from "../../../figure.ts";

const units = ["minutes", "hours", "working hours", "days", "working days", "weeks", "months"];
const blanks = ["same day", "at once", "promptly", "unset"];

type Props = { label: string; value: unknown; none?: string; set: (value: string | undefined) => void };

export function LengthField({ label, value, none, set }: Props) {
  const id = useId();
  const text = typeof value === "string" ? value : "";
  const [, n = "", unit = ""] = /^(\d+) (.+)$/.exec(text) ?? [];
  const chosen = n ? (unit.endsWith("s") ? unit : `${unit}s`) : text;
  const write = (count: string, of: string) => {
    if (of === "" || blanks.includes(of)) return set(of || undefined);
    const whole = Math.max(1, Math.floor(Number(count) || 1));
    return set(`${whole} ${whole === 1 ? of.replace(/s$/, "") : of}`);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="figure-row">
        <input
          id={id}
          type="number"
          min={1}
          className="plain-input"
          value={n}
          disabled={n === ""}
          onChange={(change) => write(change.target.value, chosen)}
        />
        <select
          className="plain-input"
          aria-label={t("edit.unitOf", { what: label })}
          value={chosen}
          onChange={(change) => write(n, change.target.value)}
        >
          <option value="">{none ?? t("common.none")}</option>
          {units.map((one) => (
            <option key={one} value={one}>
              {figureInWords(`1 ${one.replace(/s$/, "")}`).replace("1 ", "")}
            </option>
          ))}
          {blanks.map((one) => (
            <option key={one} value={one}>
              {one === "unset" ? t("figures.words.unset") : figureInWords(one)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
