// A plain text area with its line numbers; faulty lines are marked in the margin.
import { t } from "i18next";

type Props = { label: string; value: string; onChange?: (value: string) => void; faulty?: Set<number> };

export function NumberedText({ label, value, onChange, faulty }: Props) {
  const lines = value.split("\n");
  return (
    <div className="edition">
      <ol aria-hidden="true">
        {lines.map((_line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line number is its own key.
          <li key={index} className={faulty?.has(index + 1) ? "faulty" : ""} title={faulty && t("regulation.faulty")}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        aria-label={label}
        value={value}
        readOnly={!onChange}
        rows={lines.length}
        spellCheck={false}
        onChange={(typed) => onChange?.(typed.target.value)}
      />
    </div>
  );
}
