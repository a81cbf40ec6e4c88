// A paper as the blank form that it is: its fields with their rulings, its signatures, its copies.
import { t } from "i18next";
import type { Paper, PaperField } from "#domain/regulation/file/paper.ts";

type Roles = Readonly<Record<string, string>>;

const typeOf = (field: PaperField): string =>
  field.type === undefined ? t("paperForm.ofMatter") : t(`paperForm.type.${field.type}`);

function FieldCell({ field }: { field: PaperField }) {
  return (
    <div className={field.type === "long" ? "paper-cell long" : "paper-cell"}>
      <dt>
        {field.name}
        {!field.optional && (
          <span className="needed" title={t("paperForm.needed")}>
            *
          </span>
        )}
      </dt>
      <dd className="soft">{field.of ? field.of.map((one) => `□ ${one}`).join("　") : typeOf(field)}</dd>
    </div>
  );
}

const facts = (paper: Paper, roles: Roles): string[] => {
  const said: string[] = [];
  if (paper.number) said.push(t("paperForm.number", { pattern: paper.number }));
  if (paper.fill) said.push(t("paperForm.fill", { who: roles[paper.fill] ?? paper.fill }));
  if (paper.copies)
    said.push(
      paper.copies.map(({ name, keeper }) => t("paperForm.copy", { name, keeper })).join(t("common.comma")),
    );
  if (paper.keep) said.push(t("paperForm.keep", { length: t([`paperForm.kept.${paper.keep}`, paper.keep]) }));
  return said;
};

export function PaperPreview({ paper, roles }: { paper: Paper; roles: Roles }) {
  const said = facts(paper, roles);
  return (
    <details className="paper-preview">
      <summary>
        <b>{t("common.titled", { name: paper.name })}</b>{" "}
        <span className="soft">
          {t("paperForm.sum", { fields: paper.fields.length, signs: paper.sign?.length ?? 0 })}
        </span>
      </summary>
      <dl className="paper-cells">
        {paper.fields.map((field) => (
          <FieldCell key={field.field} field={field} />
        ))}
        {paper.sign?.map((step) => (
          <div key={step.step} className="paper-cell sign">
            <dt>{step.name}</dt>
            <dd className="soft">
              {step.by === "customer" ? t("paperForm.customer") : (roles[step.by] ?? step.by)}
            </dd>
          </div>
        ))}
      </dl>
      {said.length > 0 && <p className="soft">{said.join(t("common.semicolon"))}</p>}
    </details>
  );
}
