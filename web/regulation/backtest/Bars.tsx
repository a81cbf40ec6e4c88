// Before and after as two bars of one length each: in time, late, never, still open.

import { t } from "i18next";
import type { Totals } from "#api/backtest.ts";
import { language } from "../../i18n/language.ts";

const parts = [
  { name: "onTime", tone: "kept" },
  { name: "late", tone: "late" },
  { name: "breached", tone: "broken" },
  { name: "open", tone: "open" },
] as const;

function Line({ name, of }: { name: string; of: Totals }) {
  const all = parts.reduce((sum, part) => sum + of[part.name], 0);
  return (
    <div className="backtest-bar">
      <b>{name}</b>
      <span className="bar" aria-hidden="true">
        {parts.map((part) => (
          <span
            key={part.name}
            className={part.tone}
            style={{ width: `${all === 0 ? 0 : (of[part.name] / all) * 100}%` }}
          />
        ))}
      </span>
      <span className="row">
        {parts.map((part) => (
          <span key={part.name} className="num">
            <i className={`swatch ${part.tone}`} aria-hidden="true" /> {t(`backtest.part.${part.name}`)}{" "}
            {of[part.name].toLocaleString(language)}
          </span>
        ))}
      </span>
    </div>
  );
}

export function Bars({ before, after }: { before: Totals; after: Totals }) {
  return (
    <div className="backtest-bars">
      <Line name={t("backtest.now")} of={before} />
      <Line name={t("backtest.then")} of={after} />
    </div>
  );
}
