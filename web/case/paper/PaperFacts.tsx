// What happened to a paper of the matter: which one, which step, how it was signed, to whom a copy went.
import { t } from "i18next";
import type { CaseEvent } from "#api/case.ts";
import type { PaperShown } from "#api/paper.ts";

export function PaperFacts({ event, papers }: { event: CaseEvent; papers: PaperShown[] }) {
  const { data } = event;
  const paper = papers.find((one) => one.key === data.paper);
  const step = paper?.steps.find((one) => one.step === data.step);
  const said = [
    step?.name,
    event.type === "paper.signed" && t(`paper.ways.${data.means === "drawn" ? "drawn" : "account"}`),
    typeof data.copy === "string" && data.copy,
    event.type === "paper.issued" &&
      `${t("paper.to")}${data.to === "customer" ? t("paper.customer") : String(data.to ?? "")}`,
  ].filter(Boolean);
  return (
    <>
      <p>
        {paper && t("common.titled", { name: paper.name })} {said.join(" · ")}
      </p>
      {typeof data.reason === "string" && <p>{data.reason}</p>}
    </>
  );
}
