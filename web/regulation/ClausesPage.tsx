// 制度: the clauses of the adopted regulations in their order, each with what the software does about it.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { useEffect, useState } from "react";
import { type Clause, listRegulations } from "#api/regulation.ts";
import { call } from "../call.ts";
import { clausesQuery } from "../clauses.ts";
import { ChoiceField, TextField } from "../ui/Fields.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { Answer, Blank } from "../ui/States.tsx";
import { ClauseRow } from "./ClauseRow.tsx";
import "./regulation.css";

const route = getRouteApi("/regulations");
export const regulationsQuery = { queryKey: ["regulation", "all"], queryFn: () => call(listRegulations) };

const statuses = ["", "running", "waiting"] as const;

function Filters() {
  const { status, q, clause } = route.useSearch();
  const [typed, setTyped] = useState(q ?? "");
  const navigate = useNavigate();
  const go = (part: { status?: string; q?: string }) =>
    void navigate({ to: "/regulations", search: { status, q, clause, ...part }, replace: true });
  return (
    <search className="row clause-filters">
      <ChoiceField
        label={t("clause.status")}
        value={status ?? ""}
        options={statuses.map((value) => ({
          value,
          label: value ? t(`clauseStatus.${value}`) : t("common.all"),
        }))}
        onChange={(value) => go({ status: value || undefined })}
      />
      <TextField
        label={t("clause.find")}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          go({ q: text.trim() || undefined });
        }}
      />
    </search>
  );
}

function Clauses({ all }: { all: Clause[] }) {
  const { clause, status, q } = route.useSearch();
  const regulations = useQuery(regulationsQuery).data?.items ?? [];
  const shown = all.filter(
    (one) => (!status || one.status === status) && (!q || `${one.id} ${one.at} ${one.says}`.includes(q)),
  );
  useEffect(() => {
    if (clause) document.getElementById(clause)?.scrollIntoView({ block: "center" });
  }, [clause]);
  if (shown.length === 0) return <Blank title={t("clause.noneFound")} />;
  return [...Map.groupBy(shown, (one) => one.regulation)].map(([key, clauses]) => (
    <Sheet
      key={key}
      title={regulations.find((one) => one.key === key)?.title ?? key}
      aside={
        <span className="row">
          <span className="soft">{running(clauses)}</span>
          <Link to="/regulations/$key" params={{ key }}>
            {t("regulation.file")}
          </Link>
        </span>
      }
    >
      <ol>
        {clauses.map((one) => (
          <ClauseRow key={one.id} one={one} marked={one.id === clause} />
        ))}
      </ol>
    </Sheet>
  ));
}

const running = (clauses: Clause[]): string =>
  t("regulation.running", {
    n: clauses.filter((one) => one.status === "running").length,
    all: clauses.length,
  });

export function ClausesPage() {
  const asked = useQuery({ ...clausesQuery, refetchOnMount: "always" });
  return (
    <Page title={t("place.regulations")} aside={<Link to="/compliance">{t("place.compliance")}</Link>}>
      <div className="stack">
        <Filters />
        <Answer of={asked}>{({ items }) => <Clauses all={items} />}</Answer>
      </div>
    </Page>
  );
}
