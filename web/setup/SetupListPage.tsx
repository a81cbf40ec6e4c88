// 开办清单: everything a new office does before its first matter, each step as it really stands.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { type Checklist, putChecklist, type Step, settleable } from "#api/checklist.ts";
import { call } from "../call.ts";
import { mayEditOffice, mayRegister, useMe } from "../me.ts";
import { ForMembers } from "../ui/ForMembers.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Answer } from "../ui/States.tsx";
import { checklistQuery, goalOf, goFor } from "./setup.queries.ts";
import { foundOf } from "./words.ts";
import "./setup.css";

type Mark = "later" | "settled" | "open";

/** Puts a step off, takes that back, or says that it is right as it stands. */
export function useMark(list: Checklist) {
  const client = useQueryClient();
  const named = (mark: "later" | "settled") => list.steps.filter((s) => s[mark]).map((s) => s.name);
  return useMutation({
    mutationFn: ({ step, mark, away }: { step?: string; mark?: Mark; away?: boolean }) => {
      const without = (names: string[]) => names.filter((name) => name !== step);
      const later = [...without(named("later")), ...(step && mark === "later" ? [step] : [])];
      const settled = [...without(named("settled")), ...(step && mark === "settled" ? [step] : [])];
      return call(putChecklist, { body: { later, settled, away: away ?? list.away } as never });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["setup"] }),
  });
}

function standOf(step: Step): "done" | "settled" | "later" | "open" {
  if (step.settled) return "settled";
  if (step.done) return "done";
  return step.later ? "later" : "open";
}

function StepLine(props: { step: Step; n: number; next: boolean; mark: (mark: Mark) => void }) {
  const { step, n, next, mark } = props;
  const me = useMe();
  const stand = standOf(step);
  const to = step.name === "first" && !mayRegister(me) ? "/help" : goalOf(step);
  return (
    <li className={`setup-step ${stand}${next ? " next" : ""}`}>
      <span className="setup-mark" aria-hidden="true">
        {stand === "done" || stand === "settled" ? "✓" : n}
      </span>
      <div className="setup-says">
        <h3>
          {t(`setupList.step.${step.name}`)} <span className="chip">{t(`setupList.stand.${stand}`)}</span>
        </h3>
        <p className="soft">{t(`setupList.why.${step.name}`)}</p>
        <p>{foundOf(step)}</p>
      </div>
      <div className="row setup-acts">
        <Link
          to={to as "/"}
          className={next ? "setup-go primary" : "setup-go"}
          onClick={() => goFor(step.name)}
        >
          {t(step.done ? "setupList.look" : "setupList.go")}
          <span className="hidden-text">{t(`setupList.step.${step.name}`)}</span>
        </Link>
        {stand === "open" && settleable.includes(step.name) && (
          <Button size="small" onClick={() => mark("settled")}>
            {t("setupList.settle")}
          </Button>
        )}
        {stand === "open" && (
          <Button size="small" onClick={() => mark("later")}>
            {t("setupList.later")}
          </Button>
        )}
        {(stand === "later" || stand === "settled") && (
          <Button size="small" onClick={() => mark("open")}>
            {t("setupList.again")}
          </Button>
        )}
      </div>
    </li>
  );
}

function Steps({ list }: { list: Checklist }) {
  const marking = useMark(list);
  const next = list.steps.find((s) => !s.done && !s.later)?.name;
  const done = list.steps.filter((s) => s.done).length;
  return (
    <div className="stack">
      <ProblemAlert error={marking.error} />
      {list.done && (
        <div className="note good">
          <b>{t("setupList.allDone")}</b> {t("setupList.allDoneHow")}
        </div>
      )}
      <Sheet
        title={t("setupList.head")}
        aside={<span className="soft num">{t("setupList.count", { n: done, of: list.steps.length })}</span>}
      >
        <progress
          className="setup-bar"
          value={done}
          max={list.steps.length}
          aria-label={t("setupList.head")}
        />
        <ol>
          {list.steps.map((step, index) => (
            <StepLine
              key={step.name}
              step={step}
              n={index + 1}
              next={step.name === next}
              mark={(mark) => marking.mutate({ step: step.name, mark })}
            />
          ))}
        </ol>
      </Sheet>
      {list.away && !list.done && (
        <div className="row">
          <Button size="small" onClick={() => marking.mutate({ away: false })}>
            {t("setupList.cardBack")}
          </Button>
        </div>
      )}
    </div>
  );
}

function List() {
  const asked = useQuery(checklistQuery);
  return (
    <Page title={t("place.setup-list")} aside={<span className="soft">{t("setupList.how")}</span>}>
      <Answer of={asked}>{(list) => <Steps list={list} />}</Answer>
    </Page>
  );
}

export function SetupListPage() {
  return (
    <ForMembers title={t("place.setup-list")} who={mayEditOffice} why={t("setupList.onlyAdmin")}>
      <List />
    </ForMembers>
  );
}
