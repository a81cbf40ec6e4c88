// A paper laid out as it is printed: the office, the title, lines and labels, boxes for signatures, the foot.
import { t } from "i18next";
import type { ReactNode } from "react";
import type { PaperShown } from "#api/paper.ts";
import { useMe } from "../../me.ts";
import { dayOf } from "../../time.ts";
import { widened } from "./rows.ts";
import { controlOf } from "./typed.ts";

type Paper = Pick<PaperShown, "name" | "fields"> & Partial<PaperShown>;

/** The frame that a filled sheet and one being filled share. */
export function SheetFrame({ paper, children }: { paper: Paper; children: ReactNode }) {
  const me = useMe();
  const banner = paper.voided
    ? t("paper.voidedBecause", { reason: paper.voided.reason ?? "" })
    : paper.customerMay === false && t("paper.internal");
  return (
    <div className="paper-sheet">
      {banner && <p className="paper-banner">{banner}</p>}
      <p className="paper-office">{me.organisation.name}</p>
      <p className="paper-title">{paper.name}</p>
      <p className="paper-top">
        <span>{(paper.round ?? 1) > 1 && t("paper.round", { n: paper.round })}</span>
        {paper.number && <span className="num">{t("paper.number", { number: paper.number })}</span>}
      </p>
      {children}
      <Boxes paper={paper} />
      {paper.copies && paper.copies.length > 0 && (
        <p className="paper-foot">
          {paper.copies.map((one) => t("paper.kept", { copy: one.name, keeper: one.keeper })).join("　")}
        </p>
      )}
    </div>
  );
}

function Boxes({ paper }: { paper: Paper }) {
  const steps = paper.steps?.filter((one) => one.needed !== false) ?? [];
  if (steps.length === 0) return null;
  return (
    <ul className="paper-boxes">
      {steps.map((step) => {
        const signed = paper.signed?.find((one) => one.step === step.step);
        const [year, month, day] = signed ? dayOf(signed.at).split("-").map(Number) : [];
        return (
          <li key={step.step}>
            <span>{step.name}</span>
            <b className={signed?.means === "drawn" ? "drawn" : undefined}>
              {signed && (step.customer ? t("paper.signedByHand") : (signed.byName ?? signed.by))}
              {signed?.means === "drawn" && !step.customer && <small> {t("paper.byHand")}</small>}
            </b>
            <span className="paper-date">
              {signed ? t("paper.date", { year, month, day }) : t("paper.dateBlank")}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Chosen among what may be chosen, as it is printed. */
const ticked = (of: readonly string[], chosen: readonly unknown[]): string =>
  of.map((one) => `${chosen.includes(one) ? "■" : "□"} ${one}`).join("　");

function written(field: PaperShown["fields"][number]): string {
  const { value, of } = field;
  const control = controlOf(field);
  if (control === "choice" || control === "many") return ticked(of, Array.isArray(value) ? value : [value]);
  if (control !== "yes-no") return field.text;
  const said = value === true ? t("common.yes") : value === false ? t("common.no") : "";
  return ticked([t("common.yes"), t("common.no")], [said]);
}

const halfLine = 16;

export function PaperSheet({ paper }: { paper: PaperShown }) {
  const cells = paper.fields.map((field) => ({ field, text: written(field) }));
  const wide = widened(
    cells.map(({ field, text }) => controlOf(field) === "long" || text.length > halfLine || /\n/.test(text)),
  );
  return (
    <SheetFrame paper={paper}>
      <dl className="paper-cells">
        {cells.map(({ field, text }, at) => (
          <div key={field.field} className={wide[at] ? "wide" : undefined}>
            <dt>{field.name}</dt>
            <dd>
              {text ||
                (paper.blank.includes(field.field) && (
                  <span className="paper-needed">{t("paper.blankNeeded")}</span>
                ))}
            </dd>
          </div>
        ))}
      </dl>
    </SheetFrame>
  );
}
