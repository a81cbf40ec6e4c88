// What the text changes, and saving it: as a draft, or put into force.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useDeferredValue, useState } from "react";
import { compareDraft } from "#api/edition.ts";
import { call } from "../../call.ts";
import { Sheet } from "../../ui/Page.tsx";
import { Answer } from "../../ui/States.tsx";
import { Changes } from "../edition/Comparison.tsx";
import { PutForm } from "../edition/PutForm.tsx";
import type { Work } from "./text.ts";
import "../edition/edition.css";

type Props = { regulation: string; from: string; work: Work };

export function Saving({ regulation, from, work }: Props) {
  const faulty = work.faults.length > 0;
  return (
    <Sheet
      title={t("regulation.newEdition")}
      label={t("edit.save")}
      aside={
        <Button size="small" disabled={!work.changed} onClick={work.drop}>
          {t("regulation.undo")}
        </Button>
      }
    >
      <div className="sheet-body stack">
        {faulty && <p className="note bad">{t("edit.faults", { n: work.faults.length })}</p>}
        {work.changed ? (
          <>
            <Compared regulation={regulation} text={work.text} faulty={faulty} />
            <PutForm regulation={regulation} text={work.text} from={from} done={work.drop} faulty={faulty} />
          </>
        ) : (
          <p className="soft">{t("regulation.unchanged")}</p>
        )}
      </div>
    </Sheet>
  );
}

function Compared({ regulation, text, faulty }: { regulation: string; text: string; faulty: boolean }) {
  const [wanted, setWanted] = useState(false);
  if (!wanted)
    return (
      <div>
        <Button disabled={faulty} onClick={() => setWanted(true)}>
          {t("edit.compare")}
        </Button>
      </div>
    );
  return faulty ? null : <Against regulation={regulation} text={text} />;
}

function Against({ regulation, text }: { regulation: string; text: string }) {
  const edition = useDeferredValue(text);
  const asked = useQuery({
    queryKey: ["regulation", "compare-draft", regulation, edition],
    queryFn: () => call(compareDraft, { params: { key: regulation }, body: { edition } }),
    gcTime: 0,
  });
  return <Answer of={asked}>{({ items, same }) => <Changes items={items} same={same} />}</Answer>;
}
