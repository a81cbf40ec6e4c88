// 此刻这样说、这样做: what the regulations want said and done while this matter is being registered.
import { t } from "i18next";
import type { Prompt } from "#domain/words/prompts.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { Sheet } from "../../ui/Page.tsx";

export function Prompts({ prompts }: { prompts: readonly Prompt[] }) {
  if (prompts.length === 0) return null;
  return (
    <Sheet title={t("prompts.title")} label={t("prompts.title")}>
      <ol className="preview">
        {prompts.map((prompt) => (
          <li key={prompt.clause}>
            <div>
              <p className="says">{prompt.situation}</p>
              <small className="soft">
                {[
                  prompt.steps.join(" → "),
                  prompt.say.length > 0 && t("prompts.say", { words: prompt.say.join(t("common.comma")) }),
                  prompt.never.length > 0 &&
                    t("prompts.never", { words: prompt.never.join(t("common.comma")) }),
                ]
                  .filter(Boolean)
                  .join("；")}
              </small>
            </div>
            <ClauseTag id={prompt.clause} />
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
