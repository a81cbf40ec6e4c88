// The head of a matter: what it is, whose it is, and what was told.
import { t } from "i18next";
import type { ReactNode } from "react";
import type { CaseWhole } from "#api/case.ts";
import { useDirectory } from "../../directory.ts";
import { fullInWords } from "../../time.ts";
import { CaseChips } from "../../ui/Chips.tsx";
import { Customer } from "./Customer.tsx";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span className="soft">{t("common.blank")}</span>}</dd>
    </div>
  );
}

const when = (at: string | null): string | null => (at ? fullInWords(at) : null);

function Facts({ of }: { of: CaseWhole }) {
  const { nameOf, departmentName } = useDirectory();
  const department = (key: string | null | undefined) => (key ? departmentName(key) : null);
  const named = (id: string | null | undefined) => (id ? nameOf(id) : null);
  return (
    <dl className="case-facts">
      <Fact name={t("field.owner")}>{named(of.owner)}</Fact>
      <Fact name={t("field.firstAsked")}>{named(of.firstAsked)}</Fact>
      <Fact name={t("field.department")}>{department(of.department)}</Fact>
      <Fact name={t("field.assignee")}>{named(of.assignee)}</Fact>
      <Fact name={t("field.channel")}>{t(`channel.${of.channel}`)}</Fact>
      <Fact name={t("field.receivedAt")}>{when(of.receivedAt)}</Fact>
      <Fact name={t("field.occurredAt")}>{when(of.occurredAt)}</Fact>
      <Fact name={t("field.place")}>{of.place || null}</Fact>
      <Fact name={t("field.against")}>{department(of.against?.department) ?? named(of.against?.member)}</Fact>
      <Fact name={t("field.demand")}>{of.demand || null}</Fact>
      {of.wantedBy && <Fact name={t("field.wantedBy")}>{when(of.wantedBy)}</Fact>}
      {of.amount !== null && <Fact name={t("field.amount")}>{t("case.yuan", { n: of.amount })}</Fact>}
      {of.lateReason && <Fact name={t("field.lateReason")}>{of.lateReason}</Fact>}
    </dl>
  );
}

export function CaseHead({ of }: { of: CaseWhole }) {
  return (
    <section className="sheet" aria-label={t("case.head")}>
      <div className="sheet-body stack">
        <div className="row">
          <span className="num">{of.number}</span>
          <CaseChips of={of} />
        </div>
        {of.description && <p className="case-description">{of.description}</p>}
        {of.missing.length > 0 && (
          <p className="note warn">
            {t("case.missing", {
              fields: of.missing.map((field) => t(`field.${field}`)).join(t("common.comma")),
            })}
          </p>
        )}
        <Facts of={of} />
        <Customer of={of.customer} />
        <small className="soft">
          {of.regulations
            .map(({ title, edition }) =>
              edition ? t("case.underEdition", { title, edition }) : t("case.under", { title }),
            )
            .join(" · ")}
        </small>
      </div>
    </section>
  );
}
