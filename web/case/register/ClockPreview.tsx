// 将启动的时限: what saving will start, counted here by the same engine that the server runs.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import type { PreviewClock } from "#domain/case/preview.ts";
import { useNow } from "../../clock.ts";
import { figureInWords } from "../../figure.ts";
import { instantInWords, lengthInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { Prompts, placeBy } from "../words/Prompts.tsx";
import { type Draft, toRegistration } from "./draft.ts";
import { type Engine, loadEngine } from "./engine.ts";

function Due({ clock, now }: { clock: PreviewClock; now: number }) {
  if (clock.dueAt === null) {
    return <span className="soft">{clock.length ? figureInWords(clock.length) : t("time.noTerm")}</span>;
  }
  const left = clock.dueAt - now;
  return (
    <>
      <b className={clock.late ? "time-left late" : undefined}>
        {t("preview.due", { at: instantInWords(clock.dueAt, now) })}
      </b>{" "}
      <span className="soft">
        {clock.late
          ? t("time.overdueBy", { length: lengthInWords(left) })
          : t("preview.in", { length: lengthInWords(left) })}
      </span>
    </>
  );
}

function counted({ figureOf, length }: PreviewClock): string {
  return t(`explain.figure.${length || figureOf === "customer" ? figureOf : "none"}`, {
    length: length ? figureInWords(length) : "",
  });
}

function Clock({ clock, now }: { clock: PreviewClock; now: number }) {
  return (
    <li>
      <div>
        <p className="says">{clock.says}</p>
        <small>
          <Due clock={clock} now={now} />
          <span className="soft">
            {" · "}
            {counted(clock)}
            {clock.strength === "should" && ` · ${t("desk.should")}`}
            {clock.owner && ` · ${clock.owner}`}
          </span>
        </small>
        {clock.missingYears.map((year) => (
          <p key={year} className="note warn">
            {t("explain.calendarMissing", { year })}
          </p>
        ))}
      </div>
      <ClauseTag id={clock.clause} />
    </li>
  );
}

function Clocks({ draft, engine }: { draft: Draft; engine: Engine }) {
  const now = useNow();
  const clocks = engine.clocks(draft, now);
  if (clocks.length === 0) return <Blank title={t("preview.nothing")}>{t("preview.nothingHow")}</Blank>;
  return (
    <ol className="preview" aria-live="polite">
      {clocks.map((clock) => (
        <Clock key={clock.clause} clock={clock} now={now} />
      ))}
    </ol>
  );
}

export function ClockPreview({ draft }: { draft: Draft }) {
  const asked = useQuery({ queryKey: ["rules"], queryFn: loadEngine, staleTime: 300_000 });
  return (
    <div className="stack">
      <Sheet title={t("preview.title")} label={t("preview.title")}>
        <Answer of={asked}>{(engine) => <Clocks draft={draft} engine={engine} />}</Answer>
      </Sheet>
      <Prompts event="case.registered" place={placeBy(draft.channel)} facts={toRegistration(draft)} />
    </div>
  );
}
