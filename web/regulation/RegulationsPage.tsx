// 制度: the adopted regulations, how much of each runs, and a search through all their clauses.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { lazy, Suspense, useDeferredValue, useState } from "react";
import type { Clause } from "#api/regulation.ts";
import { clauseMark, clausesQuery } from "../clauses.ts";
import { mayEditRegulation, mayEditRoles, useMe } from "../me.ts";
import { TextField } from "../ui/Fields.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer, Blank, Loading } from "../ui/States.tsx";
import { CoverageBar } from "./CoverageBar.tsx";
import { ToAcknowledge } from "./edition/ToAcknowledge.tsx";
import { useFound } from "./read/find.ts";
import { MonthBar, sumOfMonth } from "./read/MonthBar.tsx";
import { StatusMark } from "./read/StatusMark.tsx";
import { coverageQuery, regulationsQuery } from "./regulation.queries.ts";
import "./regulation.css";

const NewRegulation = lazy(async () => ({
  default: (await import("./edit/NewRegulation.tsx")).NewRegulation,
}));
const route = getRouteApi("/regulations");
const mostHits = 60;

/** The mark of a clause leads to its place in its regulation, wherever the mark stands. */
export function RegulationsPage() {
  const { clause } = route.useSearch();
  if (clause)
    return (
      <Navigate to="/regulations/$key" params={{ key: clause.split("/")[0]! }} search={{ clause }} replace />
    );
  return <Shelf />;
}

function Shelf() {
  const { q } = route.useSearch();
  const [typed, setTyped] = useState(q ?? "");
  const looked = useDeferredValue(typed.trim());
  const clauses = useQuery({ ...clausesQuery, refetchOnMount: "always" });
  const me = useMe();
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t("place.regulations")}
      aside={
        <>
          <Link to="/coverage">{t("coverage.title")}</Link>
          <Link to="/compliance">{t("place.compliance")}</Link>
          {mayEditRoles(me) && <Link to="/roles">{t("place.roles")}</Link>}
          {mayEditRegulation(me) && <Link to="/figures">{t("place.figures")}</Link>}
          {mayEditRegulation(me) && <Link to="/adopt">{t("regulation.adoptOne")}</Link>}
          {mayEditRegulation(me) && !adding && (
            <Button size="small" onClick={() => setAdding(true)}>
              {t("newRegulation.title")}
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        <ToAcknowledge />
        {adding && (
          <Suspense fallback={<Loading lines={10} />}>
            <NewRegulation close={() => setAdding(false)} />
          </Suspense>
        )}
        <TextField label={t("clause.findAll")} value={typed} onChange={setTyped} />
        <Answer of={clauses}>
          {({ items }) => (looked ? <Hits of={items} q={looked} /> : <Regulations clauses={items} />)}
        </Answer>
      </div>
    </Page>
  );
}

function Regulations({ clauses }: { clauses: Clause[] }) {
  const asked = useQuery(regulationsQuery);
  const coverage = useQuery(coverageQuery).data;
  const by = Map.groupBy(clauses, (one) => one.regulation);
  return (
    <Answer of={asked}>
      {({ items }) => (
        <Sheet
          title={t("regulation.adopted", { n: items.length })}
          aside={coverage && <CoverageBar of={coverage} />}
        >
          {items.length === 0 && (
            <Blank title={t("regulation.none")}>
              <p>{t("regulation.noneHow")}</p>
            </Blank>
          )}
          <ul>
            {items.map((one) => {
              const own = by.get(one.key) ?? [];
              const running = own.filter((clause) => clause.status === "running").length;
              return (
                <li key={one.key} className="regulation-line">
                  <Link to="/regulations/$key" params={{ key: one.key }} className="regulation-name">
                    {one.title}
                  </Link>
                  {own.length > 0 && (
                    <CoverageBar of={{ clauses: own.length, running, waiting: own.length - running }} />
                  )}
                  <MonthBar of={sumOfMonth(own)} />
                  <Link to="/regulations/$key/editions" params={{ key: one.key }} className="soft num">
                    {t("regulation.editionCount", { n: one.editions.length })}
                  </Link>
                </li>
              );
            })}
          </ul>
        </Sheet>
      )}
    </Answer>
  );
}

function Hits({ of, q }: { of: Clause[]; q: string }) {
  const { found, looking } = useFound(of, q);
  if (looking) return <Blank title={t("common.loading")} />;
  if (found.length === 0) return <Blank title={t("clause.noneFound")} />;
  return (
    <Sheet title={t("clause.found", { n: found.length })}>
      <ol>
        {found.slice(0, mostHits).map((one) => (
          <li key={one.id} className="hit">
            <Link
              to="/regulations/$key"
              params={{ key: one.regulation }}
              search={{ clause: one.id }}
              className="clause-mark"
              title={one.id}
            >
              {clauseMark(one.id, one)}
            </Link>
            <span className="says">{one.says}</span>
            <StatusMark status={one.status} />
          </li>
        ))}
      </ol>
      {found.length > mostHits && <p className="sheet-body soft">{t("clause.moreFound")}</p>}
    </Sheet>
  );
}
