// 表单: what waits for my signature, every paper found again, and the forms that the regulations define.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import type { z } from "zod";
import { exportPapers, listPapers } from "#api/paper-alone.ts";
import { address } from "../call.ts";
import { usePaged } from "../paged.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer, Blank, Loading } from "../ui/States.tsx";
import { Forms } from "./Forms.tsx";
import { type Filters, PaperFilters } from "./PaperFilters.tsx";
import { PaperRows } from "./PaperRows.tsx";
import { formsQuery, nameOfForm, type PaperForm, standsAlone } from "./paper.queries.ts";
import "./papers.css";

const route = getRouteApi("/papers");

/** Papers by filter; those of one form as a book with its fields as columns. */
function Found(props: { filters: Filters; title: string; form?: PaperForm }) {
  const { filters, title, form } = props;
  const papers = usePaged("paper", listPapers, filters as z.input<NonNullable<typeof listPapers.query>>);
  return (
    <Sheet title={title} label={title}>
      <ProblemAlert error={papers.error} retry={() => void papers.refetch()} />
      {!papers.items && !papers.error && <Loading />}
      {papers.items?.length === 0 && <Nothing filters={filters} />}
      {papers.items && papers.items.length > 0 && (
        <PaperRows rows={papers.items} columns={form?.fields.map((one) => one.name) ?? []} />
      )}
      <MoreButton of={papers} />
    </Sheet>
  );
}

/** Why nothing stands here, and what to do about it. */
function Nothing({ filters }: { filters: Filters }) {
  if (filters.turn) return <p className="sheet-body soft">{t("paper.noTurn")}</p>;
  if (filters.q || filters.state)
    return <Blank title={t("paper.noneFound")}>{t("paper.noneFoundHow")}</Blank>;
  return <Blank title={t("paper.noneYet")}>{t("paper.noneYetHow")}</Blank>;
}

/** One form: its clause, its book, a new entry. */
function Book({ form, filters }: { form: PaperForm; filters: Filters }) {
  const exported = address(exportPapers.path, {}, { paper: form.key, state: filters.state });
  return (
    <Page
      title={t("common.titled", { name: form.name })}
      aside={
        <>
          <Link to="/papers">{t("paper.allForms")}</Link>
          <a href={exported} download>
            {t("paper.export")}
          </a>
          {standsAlone(form) && (
            <Link to="/papers/new" search={{ paper: nameOfForm(form) }}>
              <Button type="primary" tabIndex={-1}>
                {t(`paper.begin.${form.form}`)}
              </Button>
            </Link>
          )}
        </>
      }
    >
      <div className="stack">
        <p className="paper-clause">
          <ClauseTag id={form.clause} /> <span className="says">{form.says}</span>
        </p>
        <PaperFilters key={filters.q} filters={filters} />
        <Found filters={filters} title={t(`paper.entries.${form.form}`)} form={form} />
      </div>
    </Page>
  );
}

export function PapersPage() {
  const filters = route.useSearch() as Filters;
  const asked = useQuery(formsQuery);
  const form = asked.data?.items.find((one) => one.key === filters.paper);
  if (form) return <Book form={form} filters={filters} />;
  const seeking = filters.q || filters.state || filters.paper;
  return (
    <Page title={t("place.papers")}>
      <div className="stack">
        <PaperFilters key={filters.q} filters={filters} />
        {seeking ? (
          <Found filters={filters} title={t("paper.found")} />
        ) : (
          <>
            <Found filters={{ turn: "mine" }} title={t("paper.myTurn")} />
            <Found filters={{}} title={t("paper.latest")} />
          </>
        )}
        {!seeking && (
          <Answer of={asked}>
            {({ items }) =>
              items.length > 0 ? (
                <Forms forms={items} />
              ) : (
                <div className="sheet">
                  <Blank title={t("paper.noForms")}>{t("paper.noFormsHow")}</Blank>
                </div>
              )
            }
          </Answer>
        )}
      </div>
    </Page>
  );
}
