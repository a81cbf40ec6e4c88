// One matter: its head and history at the left; what may be done and the clocks at the right.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { t } from "i18next";
import type { CaseWhole } from "#api/case.ts";
import { Page } from "../../ui/Page.tsx";
import { Answer } from "../../ui/States.tsx";
import { caseQuery } from "../case.queries.ts";
import { CasePapers } from "../paper/CasePapers.tsx";
import { Prompts, placeBy } from "../words/Prompts.tsx";
import { Actions } from "./Actions.tsx";
import { Attachments } from "./Attachments.tsx";
import { CaseHead } from "./CaseHead.tsx";
import { Clocks } from "./Clocks.tsx";
import { Timeline } from "./Timeline.tsx";
import "./case.css";
import "./facts.css";

const route = getRouteApi("/cases/$id");

function Whole({ of }: { of: CaseWhole }) {
  return (
    <Page title={of.title}>
      <div className="case">
        <div className="stack case-left">
          <CaseHead of={of} />
          <CasePapers of={of} />
          <Timeline of={of} />
          <Attachments of={of} />
        </div>
        <div className="stack case-right">
          <Actions of={of} />
          <Clocks of={of} />
          <Prompts event={null} place={placeBy(of.channel)} facts={{ ...of }} />
        </div>
      </div>
    </Page>
  );
}

export function CasePage() {
  const { id } = route.useParams();
  const asked = useQuery(caseQuery(id));
  if (asked.data) return <Whole key={id} of={asked.data} />;
  return (
    <Page title={t("case.head")}>
      <div className="sheet">
        <Answer of={asked}>{() => null}</Answer>
      </div>
    </Page>
  );
}
