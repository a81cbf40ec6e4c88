// 编写: a regulation's next edition, clause by clause as a form or as the whole file; both show the same text.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { t } from "i18next";
import { mayEditRegulation, useMe } from "../../me.ts";
import { ChoiceField } from "../../ui/Fields.tsx";
import { Answer, Blank } from "../../ui/States.tsx";
import { RegulationFrame } from "../RegulationFrame.tsx";
import { currentOf, regulationQuery, textQuery } from "../regulation.queries.ts";
import { ClauseForm } from "./ClauseForm.tsx";
import { ClauseList } from "./ClauseList.tsx";
import { FileEditor } from "./file/FileEditor.tsx";
import { Saving } from "./Saving.tsx";
import { lineOf, useText } from "./text.ts";
import "./edit.css";

const route = getRouteApi("/regulations/$key/edit");
const ways = ["form", "file"] as const;

export function EditPage() {
  const { key } = route.useParams();
  const admin = mayEditRegulation(useMe());
  return (
    <RegulationFrame regulation={key} at="edit">
      {admin ? <Chosen key={key} regulation={key} /> : <Blank title={t("edit.onlyAdmin")} />}
    </RegulationFrame>
  );
}

/** The edition from which one goes on: the one asked for, else the one in force. */
function Chosen({ regulation }: { regulation: string }) {
  const { edition } = route.useSearch();
  const about = useQuery(regulationQuery(regulation));
  const date = edition ?? (about.data && currentOf(about.data));
  const file = useQuery({ ...textQuery(regulation, date ?? ""), enabled: date !== undefined });
  if (about.data && date === undefined) return <Blank title={t("regulation.notInForce")} />;
  return (
    <Answer of={file}>
      {(text) => <Desk key={date} regulation={regulation} from={date!} original={text} />}
    </Answer>
  );
}

type DeskProps = { regulation: string; from: string; original: string };

function Desk({ regulation, from, original }: DeskProps) {
  const { clause, as } = route.useSearch();
  const navigate = useNavigate();
  const way = ways.find((one) => one === as) ?? "form";
  const work = useText(regulation, original);
  const go = (part: { clause?: string; as?: string }) =>
    void navigate({
      to: "/regulations/$key/edit",
      params: { key: regulation },
      search: { edition: from, clause, as, ...part },
      replace: true,
    });
  const n = Math.max(0, work.written?.clauses.findIndex((one) => String(one.id) === clause) ?? 0);
  return (
    <>
      <div className="row edit-head">
        <ChoiceField
          label={t("edit.way")}
          value={way}
          options={ways.map((value) => ({ value, label: t(`edit.as.${value}`) }))}
          onChange={(value) => go({ as: value })}
        />
        <span className="soft" role="status">
          {work.changed ? t("regulation.changed") : t("regulation.unchanged")}
        </span>
      </div>
      {way === "file" ? (
        <FileEditor text={work.text} own={work.own} line={lineOf(work, n)} set={work.set} />
      ) : work.written === null ? (
        <Blank title={t("edit.broken")}>{t("edit.brokenHow")}</Blank>
      ) : (
        <div className="edit-desk">
          <ClauseList work={work} chosen={n} choose={(id) => go({ clause: id })} />
          <ClauseForm
            key={`${n} ${String(work.written.clauses[n]?.id)}`}
            work={work}
            n={n}
            choose={(id) => go({ clause: id })}
          />
        </div>
      )}
      <Saving regulation={regulation} from={from} work={work} />
    </>
  );
}
