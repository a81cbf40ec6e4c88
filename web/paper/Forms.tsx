// The forms adopted, by regulation: what each is, where it is filled, its clause; those that stand alone are begun here.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { Sheet } from "../ui/Page.tsx";
import { nameOfForm, type PaperForm, regulationsQuery, standsAlone } from "./paper.queries.ts";

const whereOf = (form: PaperForm): string =>
  standsAlone(form)
    ? t("paper.where.alone")
    : form.of
        .map((one) => (one === "duty" ? t("paper.where.duty") : t(`kind.${one}`)))
        .join(t("common.comma"));

function Form({ form }: { form: PaperForm }) {
  const alone = standsAlone(form);
  const signers = form.steps.map((one) => one.by).join(t("paper.then"));
  return (
    <li>
      <div>
        <Link to="/papers" search={{ paper: form.key }} className="paper-form-name">
          {form.name}
        </Link>
        <div className="soft">
          {t(`paper.form.${form.form}`)} · {whereOf(form)}
          {signers && ` · ${t("paper.signers", { who: signers })}`}
          {!form.customerMay && ` · ${t("paper.internalShort")}`}
        </div>
      </div>
      {alone && (
        <Link to="/papers/new" search={{ paper: nameOfForm(form) }} aria-label={beginning(form)}>
          {t(`paper.begin.${form.form}`)}
        </Link>
      )}
      <ClauseTag id={form.clause} />
    </li>
  );
}

const beginning = (form: PaperForm): string => t(`paper.begin.${form.form}`) + t("common.colon") + form.name;

/** Those that are begun here come first. */
const order = (forms: PaperForm[]): PaperForm[] => [
  ...forms.filter(standsAlone),
  ...forms.filter((one) => !standsAlone(one)),
];

export function Forms({ forms }: { forms: PaperForm[] }) {
  const regulations = useQuery(regulationsQuery).data?.items;
  const byRegulation = Map.groupBy(forms, (form) => form.regulation);
  const titleOf = (key: string) => regulations?.find((one) => one.key === key)?.title ?? key;
  return [...byRegulation].map(([key, of]) => (
    <Sheet
      key={key}
      title={titleOf(key)}
      label={titleOf(key)}
      aside={<span className="soft num">{t("paper.formsOf", { n: of.length })}</span>}
    >
      <ul className="paper-forms">
        {order(of).map((form) => (
          <Form key={form.key} form={form} />
        ))}
      </ul>
    </Sheet>
  ));
}
