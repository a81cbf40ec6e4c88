// One situation: what to say (copied at a tap), what to do, what never; the clause in the margin.
import { t } from "i18next";
import { useState } from "react";
import type { Prompt } from "#domain/words/prompts.ts";
import { ClauseTag } from "./ClauseTag.tsx";
import "./prompt.css";

/** A phrase that is copied at a tap, to be pasted into a chat or an answer. */
function Phrase({ words }: { words: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(words).catch(() => undefined);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" className="phrase" title={t("prompts.copy")} onClick={() => void copy()}>
      {words}
      {copied && (
        <small role="status" className="phrase-copied">
          {t("prompts.copied")}
        </small>
      )}
    </button>
  );
}

function Lines({ name, lines, bad }: { name: string; lines: readonly string[]; bad?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <div className={bad ? "prompt-lines bad" : "prompt-lines"}>
      <dt>{name}</dt>
      <dd>{lines.join(t("common.semicolon"))}</dd>
    </div>
  );
}

export type Shown = Omit<Prompt, "at">;

export function PromptCard({ prompt }: { prompt: Shown }) {
  return (
    <article className="prompt">
      <header>
        <h3>{prompt.situation}</h3>
        <ClauseTag id={prompt.clause} />
      </header>
      {prompt.say.length > 0 && (
        <ul className="phrases" aria-label={t("prompts.say")}>
          {prompt.say.map((words) => (
            <li key={words}>
              <Phrase words={words} />
            </li>
          ))}
        </ul>
      )}
      <dl>
        <Lines name={t("prompts.steps")} lines={prompt.steps} />
        <Lines name={t("prompts.required")} lines={prompt.required} />
        <Lines name={t("prompts.never")} lines={prompt.never} bad />
        <Lines name={t("prompts.forbidden")} lines={prompt.forbidden} bad />
      </dl>
    </article>
  );
}
