// What was done to an approval, oldest first: who, in whose place, to whom, why.
import { t } from "i18next";
import type { Approval } from "#api/approval.ts";
import { useNow } from "../clock.ts";
import { useDirectory } from "../directory.ts";
import { momentInWords } from "../time.ts";

type Step = Approval["steps"][number];

/** Whom or which step it went on to. */
function onTo(step: Step): string | null {
  if (step.to === null) return null;
  if (step.did === "sent-back") return t("approval.toStep", { n: step.to });
  return t("approval.toWhom", { who: step.toName ?? step.to });
}

function Line({ step }: { step: Step }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  const by = step.byName ?? nameOf(step.by);
  const who = step.for ? t("approval.inPlaceOf", { who: by, for: step.forName ?? step.for }) : by;
  return (
    <li>
      <span className="num soft">{momentInWords(step.at, now)}</span> {who} {t(`approvalStep.${step.did}`)}{" "}
      {onTo(step)}
      {step.comment && <q>{step.comment}</q>}
    </li>
  );
}

export function History({ one }: { one: Approval }) {
  return (
    <details>
      <summary>{t("approval.history", { n: one.steps.length })}</summary>
      <ol className="approval-steps">
        {one.steps.map((step, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <Line key={n} step={step} />
        ))}
      </ol>
    </details>
  );
}
