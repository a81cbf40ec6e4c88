// How much of something runs, as a bar and in figures.
import { t } from "i18next";

export type Covered = { clauses: number; running: number; waiting: number };

export function CoverageBar({ of }: { of: Covered }) {
  const words = t("coverage.sentence", { n: of.running, all: of.clauses });
  return (
    <span className="coverage-bar">
      <span className="bar" role="img" aria-label={words}>
        <span style={{ width: `${of.clauses === 0 ? 0 : (of.running / of.clauses) * 100}%` }} />
      </span>
      <span className="num soft">
        {of.running} / {of.clauses}
      </span>
    </span>
  );
}
