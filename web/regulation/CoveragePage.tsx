// 覆盖: how much of the regulations runs, by regulation and by way, and for what the rest waits.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { z } from "zod";
import type { getCoverage } from "#api/evidence.ts";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { CoverageBar } from "./CoverageBar.tsx";
import { coverageQuery } from "./regulation.queries.ts";
import "./regulation.css";

type Coverage = z.infer<typeof getCoverage.output>;
type Part = Pick<Coverage, "how" | "reasons">;

const byHow = (how: string) => t([`how.${how}`, how]);

function Hows({ of, regulation }: { of: Part; regulation?: string }) {
  return (
    <ul className="coverage-lines">
      {of.how.map((one) => (
        <li key={one.how} className="coverage-part">
          {regulation ? (
            <Link to="/regulations/$key" params={{ key: regulation }} search={{ how: one.how }}>
              {byHow(one.how)}
            </Link>
          ) : (
            <span>{byHow(one.how)}</span>
          )}
          <CoverageBar of={one} />
        </li>
      ))}
    </ul>
  );
}

function Reasons({ of }: { of: Part }) {
  if (of.reasons.length === 0) return <Blank title={t("coverage.nothingWaits")} />;
  const most = Math.max(...of.reasons.map((one) => one.clauses));
  return (
    <ul className="coverage-lines">
      {of.reasons.map((one) => (
        <li key={one.reason} className="coverage-part">
          <span>{one.reason}</span>
          <span className="coverage-bar">
            <span className="bar waiting" aria-hidden="true">
              <span style={{ width: `${(one.clauses / most) * 100}%` }} />
            </span>
            <span className="num soft">{t("coverage.clauses", { n: one.clauses })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function OneRegulation({ one }: { one: Coverage["regulations"][number] }) {
  return (
    <li>
      <details>
        <summary className="coverage-line">
          <span>{one.title}</span>
          <CoverageBar of={one} />
        </summary>
        <div className="pair two sheet-body">
          <Hows of={one} regulation={one.regulation} />
          <Reasons of={one} />
        </div>
      </details>
    </li>
  );
}

export function CoveragePage() {
  const asked = useQuery(coverageQuery);
  return (
    <Page title={t("coverage.title")} aside={<Link to="/regulations">{t("regulation.all")}</Link>}>
      <Answer of={asked}>
        {(all) => (
          <div className="stack">
            <p className="coverage-sum">
              {t("coverage.sum", { all: all.clauses, n: all.running, waiting: all.waiting })}
            </p>
            <div className="pair two">
              <Sheet title={t("coverage.byHow")}>
                <Hows of={all} />
              </Sheet>
              <Sheet title={t("coverage.reasons")}>
                <Reasons of={all} />
              </Sheet>
            </div>
            <Sheet title={t("coverage.byRegulation")}>
              <ul className="coverage-regulations">
                {all.regulations.map((one) => (
                  <OneRegulation key={one.regulation} one={one} />
                ))}
              </ul>
            </Sheet>
          </div>
        )}
      </Answer>
    </Page>
  );
}
