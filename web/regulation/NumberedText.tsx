// A plain text area with its line numbers; faulty lines are marked in the margin.
import { t } from "i18next";

type Props = { label: string; value: string; onChange?: (value: string) => void; faulty?: Set<number> };

export function NumberedText({ label, value, onChange, faulty }: Props) {
  const numbers = value.split("\n").map((_line, index) => index + 1);
  return (
    <div className="edition">
      <ol aria-hidden="true">
        {numbers.map((n) => (
          <li key={n} className={faulty?.has(n) ? "faulty" : ""} title={faulty && t("regulation.faulty")}>
            {n}
          </li>
        ))}
      </ol>
      <textarea
        aria-label={label}
        value={value}
        readOnly={!onChange}
        rows={numbers.length}
        spellCheck={false}
        onChange={(typed) => onChange?.(typed.target.value)}
      />
    </div>
  );
}
