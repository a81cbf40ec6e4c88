// 新制度: a file that nobody keeps yet, pasted or chosen, read here with its faults, and put into force from a day.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { useMe } from "../../me.ts";
import { FileField } from "../../ui/FileField.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { PutForm } from "../edition/PutForm.tsx";
import { regulationsQuery } from "../regulation.queries.ts";
import { FileEditor } from "./file/FileEditor.tsx";
import { useText, type Work } from "./text.ts";
import "../edition/edition.css";
import "./edit.css";

/** No regulation is called so: the text has no key before it is read. */
const unnamed = "";

export function NewRegulation({ close }: { close: () => void }) {
  const work = useText(unnamed, "");
  const [chosen, setChosen] = useState<string>();
  const begun = work.text.trim() !== "";
  return (
    <Sheet
      title={t("newRegulation.title")}
      label={t("newRegulation.title")}
      aside={
        <Button size="small" onClick={close}>
          {t("newRegulation.close")}
        </Button>
      }
    >
      <div className="sheet-body stack">
        <p className="soft">{t("newRegulation.how")}</p>
        <FileField
          label={t("newRegulation.file")}
          accept=".yaml,.yml"
          chosen={chosen}
          choose={(file) => {
            setChosen(file.name);
            void file.text().then(work.set);
          }}
        />
        <FileEditor text={work.text} own={work.own} line={1} set={work.set} />
        {begun && <Sending work={work} />}
      </div>
    </Sheet>
  );
}

/** What the file says it is, and from which day and why; only a file without faults is sent. */
function Sending({ work }: { work: Work }) {
  const me = useMe();
  const shelf = useQuery(regulationsQuery).data;
  const { regulation, faults, text } = work;
  if (faults.length > 0) return <p className="note bad">{t("edit.faults", { n: faults.length })}</p>;
  if (!regulation) return null;
  const key = regulation.regulation;
  const kept = shelf?.items.some((one) => one.key === key) === true;
  return (
    <>
      <p>
        <b>{regulation.title}</b> <span className="soft num">{key}</span>{" "}
        {t("newRegulation.clauses", { n: regulation.clauses.length })}
      </p>
      {kept && <p className="note warn">{t("newRegulation.kept")}</p>}
      {me.organisation.rehearsal && <p className="note">{t("newRegulation.rehearsal")}</p>}
      <PutForm key={key} regulation={key} text={text} done={work.drop} />
    </>
  );
}
