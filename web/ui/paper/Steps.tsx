// Who signs in which order, who has signed and when; what was handed over, and what came before.
import { t } from "i18next";
import type { PaperShown } from "#api/paper.ts";
import { useNow } from "../../clock.ts";
import { useDirectory } from "../../directory.ts";
import { fullInWords, momentInWords } from "../../time.ts";

export function Steps({ paper }: { paper: PaperShown }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  if (paper.steps.length === 0) return null;
  const next = paper.voided || paper.blank.length > 0 ? undefined : paper.unsigned[0];
  return (
    <ol className="paper-steps" aria-label={t("paper.steps")}>
      {paper.steps.map((step) => {
        const signed = paper.signed.find((one) => one.step === step.step);
        const turn = !signed && step.step === next;
        return (
          <li key={step.step} className={signed ? "signed" : turn ? "turn" : undefined}>
            <b>{step.name}</b>
            {signed ? (
              <span className="soft" title={fullInWords(signed.at)}>
                {step.customer
                  ? t("paper.before", { who: signed.byName ?? nameOf(signed.by) })
                  : (signed.byName ?? nameOf(signed.by))}{" "}
                <span className="num">{momentInWords(signed.at, now)}</span> {t(`paper.ways.${signed.means}`)}
              </span>
            ) : (
              <span className="soft">
                {turn ? t("paper.turn", { who: step.by }) : t("paper.later", { who: step.by })}
                {step.needed === null && t("paper.unclear")}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Copies that were handed over, and the papers before this one. */
export function Trail({ paper }: { paper: PaperShown }) {
  const now = useNow();
  const { nameOf } = useDirectory();
  if (paper.issued.length === 0 && paper.former.length === 0) return null;
  return (
    <ul className="paper-trail soft">
      {paper.issued.map((one) => (
        <li key={`${one.copy}${one.at}`}>
          {t("paper.issued", {
            copy: one.copy,
            to: one.to === "customer" ? t("paper.customer") : one.to,
            by: nameOf(one.by),
            at: momentInWords(one.at, now),
          })}
        </li>
      ))}
      {paper.former.map((one) => (
        <li key={one.round}>
          {t("paper.former", { n: one.round })} <span className="num">{one.number}</span>
          {one.voided && ` ${t("paper.state.voided")}`}
        </li>
      ))}
    </ul>
  );
}
