// 合规: clause by clause, what was kept, what was late, and how long it took.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "i18next";
import type { Clause } from "#api/regulation.ts";
import { clauseMark, clausesQuery } from "../../clauses.ts";
import { Page, Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { ClauseTimes } from "./ClauseTimes.tsx";
import { MonthEvidence } from "./MonthEvidence.tsx";
import "../regulation.css";
import "./compliance.css";

const route = getRouteApi("/compliance");
const columns = ["met", "late", "breached", "open", "notRecorded"] as const;

/** A clause that others carry has its line with them. */
const seen = ({ evidence: { month: _, ...ever }, evidenceOf }: Clause) =>
  !evidenceOf && Object.values(ever).some((n) => n > 0);
const broken = ({ evidence }: Clause) => evidence.late + evidence.breached;

function Share({ of }: { of: Clause["evidence"] }) {
  const judged = of.met + of.late + of.breached;
  if (judged === 0) return <span className="soft">—</span>;
  const share = Math.floor((of.met / judged) * 1000) / 10;
  return (
    <span className="share">
      <meter
        min={0}
        max={100}
        low={70}
        high={95}
        optimum={100}
        value={share}
        aria-label={t("compliance.share")}
      />
      <span className="num">{share}%</span>
    </span>
  );
}

function Row({ one, chosen }: { one: Clause; chosen: boolean }) {
  return (
    <tr className={chosen ? "chosen" : ""}>
      <th scope="row">
        <Link
          to="/compliance"
          search={{ clause: one.id }}
          className="clause-mark"
          aria-current={chosen || undefined}
          title={one.id}
        >
          {clauseMark(one.id, one)}
        </Link>
      </th>
      <td className="says">{one.says}</td>
      {columns.map((name) => (
        <td
          key={name}
          className={one.evidence[name] > 0 ? `num count ${name}` : "num count soft"}
          data-label={t(`evidence.${name}`)}
        >
          {one.evidence[name]}
        </td>
      ))}
      <td>
        <Share of={one.evidence} />
      </td>
    </tr>
  );
}

function Table({ clauses, chosen }: { clauses: Clause[]; chosen?: string }) {
  return (
    <div className="wide">
      <table className="compliance">
        <thead>
          <tr>
            <th scope="col">{t("compliance.clause")}</th>
            <th scope="col">{t("compliance.says")}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {t(`evidence.${name}`)}
              </th>
            ))}
            <th scope="col">{t("compliance.share")}</th>
          </tr>
        </thead>
        <tbody>
          {clauses.map((one) => (
            <Row key={one.id} one={one} chosen={one.id === chosen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function CompliancePage() {
  const { clause, state } = route.useSearch();
  const asked = useQuery({ ...clausesQuery, refetchOnMount: "always" });
  return (
    <Page title={t("place.compliance")} aside={<span className="soft">{t("compliance.how")}</span>}>
      <Answer of={asked}>
        {({ items }) => {
          const clauses = items.filter(seen).sort((one, other) => broken(other) - broken(one));
          const chosen = clause ?? clauses[0]?.id;
          return (
            <div className="stack">
              {clause && chosen && <MonthEvidence key={`month ${chosen}`} id={chosen} />}
              {chosen && clause && <ClauseTimes key={`${chosen} ${state}`} id={chosen} state={state} />}
              <Sheet title={t("compliance.byClause")}>
                {clauses.length === 0 ? (
                  <Blank title={t("compliance.none")} />
                ) : (
                  <Table clauses={clauses} chosen={chosen} />
                )}
              </Sheet>
              {chosen && !clause && <ClauseTimes key={chosen} id={chosen} state={state} />}
            </div>
          );
        }}
      </Answer>
    </Page>
  );
}
