// 事项: matters by filter, newest first; what one searches for is a filter too.
import { getRouteApi } from "@tanstack/react-router";
import { t } from "i18next";
import type { z } from "zod";
import { listCases } from "#api/case.ts";
import { usePaged } from "../../paged.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Page } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../../ui/States.tsx";
import { CaseFilters } from "./CaseFilters.tsx";
import { CaseTable } from "./CaseTable.tsx";

const route = getRouteApi("/cases");

export function CaseListPage() {
  const filters = route.useSearch();
  const cases = usePaged("case", listCases, filters as z.input<NonNullable<typeof listCases.query>>);
  const filtered = Object.keys(filters).length > 0;
  return (
    <Page title={filters.q ? t("cases.found", { q: filters.q }) : t("place.cases")}>
      <div className="stack">
        <CaseFilters key={filters.q} filters={filters} />
        <ProblemAlert error={cases.error} retry={() => void cases.refetch()} />
        <section className="sheet" aria-label={t("place.cases")}>
          {!cases.items && !cases.error && <Loading />}
          {cases.items?.length === 0 && (
            <Blank title={filtered ? t("cases.noneFound") : t("cases.none")}>
              {filtered ? t("cases.noneFoundHow") : t("cases.noneHow")}
            </Blank>
          )}
          {cases.items && cases.items.length > 0 && <CaseTable cases={cases.items} />}
          <MoreButton of={cases} />
        </section>
      </div>
    </Page>
  );
}
