// The papers of a recurring duty; where its paper is the duty, the sheet stands open.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "i18next";
import { actOnDutyPaper, type DutyWhole, fillDutyPaper, getDutyPaperPdf } from "#api/duty.ts";
import { address, call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import type { PaperDoor } from "../ui/paper/door.ts";
import { PaperCard } from "../ui/paper/PaperCard.tsx";

function useDoor(of: DutyWhole): (key: string) => PaperDoor {
  const client = useQueryClient();
  return (key) => ({
    draft: `draft/duty/${of.id}/${key}`,
    pdf: address(getDutyPaperPdf.path, { id: of.id, key }),
    renew: () => client.invalidateQueries({ queryKey: ["duty", "one", of.id] }),
    send: async (wish, intent) => {
      const params = { id: of.id, key };
      const done =
        wish.act === "fill"
          ? await call(fillDutyPaper, { params, body: { fields: wish.fields }, intent })
          : await call(actOnDutyPaper, { params: { ...params, act: wish.act }, body: wish.body, intent });
      client.setQueryData(["duty", "one", of.id], done);
      for (const noun of [["duty", "list"], ["duty", "board"], ["obligation"], ["counts"], ["paper"]])
        void client.invalidateQueries({ queryKey: noun });
    },
  });
}

export function DutyPapers({ of }: { of: DutyWhole }) {
  const door = useDoor(of);
  if (of.papers.length === 0) return null;
  return (
    <Sheet title={t("paper.papers")} label={t("paper.papers")}>
      <div className="paper-list">
        {of.papers.map((paper) => (
          <PaperCard key={paper.key} paper={paper} door={door(paper.key)} open={of.byPaper} />
        ))}
      </div>
    </Sheet>
  );
}
