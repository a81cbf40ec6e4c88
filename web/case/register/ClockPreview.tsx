// 将启动的时限: what saving will start, counted here by the same engine that the server runs.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { instantInWords, lengthInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { type Draft, toRegistration } from "./draft.ts";
import { type Count, loadEngine } from "./engine.ts";

function Clocks({ draft, count }: { draft: Draft; count: Count }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  const clocks = count(toRegistration(draft), now);
  if (clocks.length === 0) return <Blank title={t("preview.nothing")}>{t("preview.nothingHow")}</Blank>;
  return (
    <ol className="preview" aria-live="polite">
      {clocks.map((clock) => (
        <li key={`${clock.clause} ${clock.says}`}>
          <div>
            <p className="says">{clock.says}</p>
            <small>
              {clock.dueAt === null ? (
                <span className="soft">{clock.length ?? t("time.noTerm")}</span>
              ) : (
                <>
                  <b>{t("preview.due", { at: instantInWords(clock.dueAt, now) })}</b>{" "}
                  <span className="soft">
                    {t("preview.in", { length: lengthInWords(clock.dueAt - now) })}
                  </span>
                </>
              )}
              {clock.owner && <span className="soft"> · {nameOf(clock.owner)}</span>}
            </small>
          </div>
          <ClauseTag id={clock.clause} />
        </li>
      ))}
    </ol>
  );
}

export function ClockPreview({ draft }: { draft: Draft }) {
  const asked = useQuery({ queryKey: ["rules"], queryFn: loadEngine, staleTime: 300_000 });
  return (
    <Sheet title={t("preview.title")} label={t("preview.title")}>
      <Answer of={asked}>{(count) => <Clocks draft={draft} count={count} />}</Answer>
    </Sheet>
  );
}
