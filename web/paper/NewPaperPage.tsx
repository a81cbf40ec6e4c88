// Beginning a paper that stands alone: its blank sheet is filled and kept; a numbered one takes its number.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { openPaper } from "#api/paper-alone.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { Page } from "../ui/Page.tsx";
import { PaperForm } from "../ui/paper/PaperForm.tsx";
import type { Value } from "../ui/paper/typed.ts";
import { Answer, Blank } from "../ui/States.tsx";
import { type PaperForm as Form, formsQuery, nameOfForm, standsAlone } from "./paper.queries.ts";
import "../ui/paper/paper.css";
import "./papers.css";

const route = getRouteApi("/papers/new");

/** The blank sheet, as a paper is shown. */
const blankOf = (form: Form) => ({
  name: form.name,
  customerMay: form.customerMay,
  blank: form.fields.filter((one) => !one.optional).map((one) => one.field),
  fields: form.fields.map((one) => ({ ...one, type: one.type ?? "text", value: null, text: "" })),
  steps: form.steps.map((one) => ({ ...one, customer: false, needed: null, mine: false })),
});

function Begin({ form }: { form: Form }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIntent();
  const paper = nameOfForm(form);
  const opening = useMutation({
    mutationFn: (fields: Record<string, Value>) =>
      call(openPaper, { body: { paper, fields }, intent: intent.key({ paper, fields }) }),
    onSuccess: (begun) => {
      intent.done();
      client.setQueryData(["paper", "one", begun.id], begun);
      for (const key of [["paper", "list"], ["obligation"], ["counts"]])
        void client.invalidateQueries({ queryKey: key });
    },
  });
  return (
    <Page
      title={t("paper.beginning", { name: form.name })}
      aside={
        <Link to="/papers" search={{ paper: form.key }}>
          {t("paper.book")}
        </Link>
      }
    >
      <div className="sheet sheet-body stack">
        <p className="paper-clause">
          <ClauseTag id={form.clause} /> <span className="says">{form.says}</span>
        </p>
        <PaperForm
          paper={blankOf(form)}
          draft={`draft/paper/new/${paper}`}
          busy={opening.isPending}
          error={opening.error}
          mayBeEmpty
          save={(fields, done) =>
            opening.mutate(fields, {
              onSuccess: (begun) => {
                done();
                void navigate({ to: "/papers/$id", params: { id: begun.id } });
              },
            })
          }
        />
      </div>
    </Page>
  );
}

export function NewPaperPage() {
  const { paper } = route.useSearch();
  const asked = useQuery(formsQuery);
  const form = asked.data?.items.find((one) => nameOfForm(one) === paper && standsAlone(one));
  if (form) return <Begin key={paper} form={form} />;
  return (
    <Page title={t("place.papers")}>
      <div className="sheet">
        <Answer of={asked}>{() => <Blank title={t("paper.unknownForm")} />}</Answer>
      </div>
    </Page>
  );
}
