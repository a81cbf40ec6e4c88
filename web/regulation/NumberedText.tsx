// A plain text area with its line numbers; faulty lines are marked in the margin.
import { t } from "i18next";
import { useEffect, useRef } from "react";

const lineHeight = 20;

type Props = { label: string; value: string; onChange?: (value: string) => void; faulty?: Set<number> };

export function NumberedText({ label, value, onChange, faulty }: Props) {
  const numbers = value.split("\n").map((_line, index) => index + 1);
  const frame = useRef<HTMLDivElement>(null);
  const first = faulty && faulty.size > 0 ? Math.min(...faulty) : undefined;
  // The first faulty line is brought into sight, with a few lines before it.
  useEffect(() => {
    if (first !== undefined) frame.current?.scrollTo({ top: (first - 6) * lineHeight });
  }, [first]);
  return (
    <div className="edition" ref={frame}>
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
