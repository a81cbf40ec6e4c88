// 表单 on a matter: those in use first; those that nobody has touched wait folded where they are many.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "i18next";
import type { CaseWhole } from "#api/case.ts";
import { actOnCasePaper, fillCasePaper, getCasePaperPdf } from "#api/case-paper.ts";
import type { PaperShown } from "#api/paper.ts";
import { address, call } from "../../call.ts";
import { Sheet } from "../../ui/Page.tsx";
import type { PaperDoor } from "../../ui/paper/door.ts";
import { PaperCard } from "../../ui/paper/PaperCard.tsx";

const few = 3;

function useDoor(of: CaseWhole): (paper: PaperShown) => PaperDoor {
  const client = useQueryClient();
  return ({ key }) => ({
    draft: `draft/paper/${of.id}/${key}`,
    pdf: address(getCasePaperPdf.path, { id: of.id, key }),
    renew: () => client.invalidateQueries({ queryKey: ["case", "one", of.id] }),
    send: async (wish, intent) => {
      const params = { id: of.id, key };
      const done =
        wish.act === "fill"
          ? await call(fillCasePaper, { params, body: { fields: wish.fields }, intent })
          : // Whoever signs has seen the paper as it stands.
            await call(actOnCasePaper, {
              params: { ...params, act: wish.act },
              body: wish.body,
              version: of.version,
              intent,
            });
      client.setQueryData(["case", "one", of.id], done);
      void client.invalidateQueries({ queryKey: ["case", "list"] });
      for (const noun of ["paper", "obligation", "counts"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}

const stands = (paper: PaperShown): boolean =>
  paper.state !== "blank" || decodeURIComponent(location.hash) === `#paper-${paper.key}`;

type CardsProps = { papers: PaperShown[]; all: PaperShown[]; door: (paper: PaperShown) => PaperDoor };

function Cards({ papers, all, door }: CardsProps) {
  const named = (key: string) => all.find((one) => one.key === key)?.name ?? [];
  return (
    <div className="paper-list">
      {papers.map((paper) => (
        <PaperCard key={paper.key} paper={paper} door={door(paper)} carries={paper.attach.flatMap(named)} />
      ))}
    </div>
  );
}

export function CasePapers({ of }: { of: CaseWhole }) {
  const door = useDoor(of);
  if (of.papers.length === 0) return null;
  const all = of.papers.length <= few;
  const shown = all ? of.papers : of.papers.filter(stands);
  const rest = of.papers.filter((paper) => !shown.includes(paper));
  return (
    <Sheet title={t("paper.papers")} label={t("paper.papers")}>
      <Cards papers={shown} all={of.papers} door={door} />
      {rest.length > 0 && (
        <details className="papers-rest">
          <summary>{t("paper.untouched", { n: rest.length })}</summary>
          <Cards papers={rest} all={of.papers} door={door} />
        </details>
      )}
    </Sheet>
  );
}
