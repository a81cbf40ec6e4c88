// 试算: every matter of a past period counted again under a draft, and what would have differed.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { mayEditRegulation, useMe } from "../../me.ts";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { keptDraftOf } from "../draft.ts";
import { RegulationFrame } from "../RegulationFrame.tsx";
import { regulationQuery } from "../regulation.queries.ts";
import { useBacktest } from "./job.ts";
import { Progress } from "./Progress.tsx";
import { Result } from "./Result.tsx";
import { StartForm } from "./StartForm.tsx";
import "./backtest.css";

const route = getRouteApi("/regulations/$key/backtest");

export function BacktestPage() {
  const { key } = route.useParams();
  const admin = mayEditRegulation(useMe());
  return (
    <RegulationFrame regulation={key} at="backtest">
      {admin ? <Trial key={key} regulation={key} /> : <Blank title={t("backtest.onlyAdmin")} />}
    </RegulationFrame>
  );
}

function Trial({ regulation }: { regulation: string }) {
  const { edition, job } = route.useSearch();
  const about = useQuery(regulationQuery(regulation));
  const navigate = useNavigate();
  const trial = useBacktest(regulation, job, (id) =>
    navigate({
      to: "/regulations/$key/backtest",
      params: { key: regulation },
      search: { edition, job: id },
      replace: true,
    }),
  );
  return (
    <>
      <Answer of={about}>
        {({ editions }) => {
          const drafts = editions.filter((one) => one.state === "draft" || one.state === "coming");
          const kept = keptDraftOf(regulation);
          if (drafts.length === 0 && kept === null) return <NoDraft regulation={regulation} />;
          return (
            <StartForm
              regulation={regulation}
              drafts={drafts.map((one) => one.date ?? "")}
              kept={kept}
              chosen={edition}
              busy={trial.running}
              start={trial.start}
            />
          );
        }}
      </Answer>
      <ProblemAlert error={trial.error} />
      {trial.result?.state === "running" && <Progress of={trial.result} cancel={trial.cancel} />}
      {trial.result?.state === "failed" && (
        <p className="note bad" role="alert">
          {t("backtest.failed")} {trial.result.error}
        </p>
      )}
      {trial.result?.state === "cancelled" && <p className="note">{t("backtest.cancelled")}</p>}
      {trial.result?.state === "done" && <Result of={trial.result} lead={trial.lead} />}
    </>
  );
}

function NoDraft({ regulation }: { regulation: string }) {
  return (
    <div className="sheet">
      <Blank title={t("backtest.noDraft")}>
        <Link to="/regulations/$key/edit" params={{ key: regulation }}>
          {t("backtest.write")}
        </Link>
      </Blank>
    </div>
  );
}
