// 超时看板: what has run over, by department or by clause, the longest first.
import { t } from "i18next";
import { useState } from "react";
import { listObligations } from "#api/obligation.ts";
import { departmentOf, useDirectory } from "../directory.ts";
import { usePaged } from "../paged.ts";
import { ClauseTag } from "../ui/ClauseTag.tsx";
import { ChoiceField } from "../ui/Fields.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Page, Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { Blank, Loading } from "../ui/States.tsx";
import { DutyList } from "./DutyList.tsx";

const ways = ["department", "clause"] as const;
type Way = (typeof ways)[number];

export function OverduePage() {
  const [way, setWay] = useState<Way>("department");
  const overdue = usePaged("obligation", listObligations, { state: "breached", limit: 200 });
  const directory = useDirectory();
  const groups = [
    ...Map.groupBy(overdue.items ?? [], (duty) =>
      way === "clause" ? duty.clause : (departmentOf(duty, directory) ?? ""),
    ),
  ].sort(([, one], [, other]) => other.length - one.length);
  return (
    <Page
      title={t("place.overdue")}
      aside={
        <ChoiceField
          label={t("overdue.by")}
          value={way}
          onChange={(next) => setWay(next as Way)}
          options={ways.map((one) => ({ value: one, label: t(`overdue.way.${one}`) }))}
        />
      }
    >
      <div className="stack">
        <ProblemAlert error={overdue.error} retry={() => void overdue.refetch()} />
        {!overdue.items && !overdue.error && <Loading />}
        {overdue.items?.length === 0 && (
          <div className="sheet">
            <Blank title={t("overdue.nothing")} />
          </div>
        )}
        {groups.map(([key, duties]) => (
          <Sheet
            key={key}
            title={
              way === "clause" ? (
                <ClauseTag id={key} />
              ) : key ? (
                directory.departmentName(key)
              ) : (
                t("overdue.nobody")
              )
            }
            aside={<span className="chip late">{t("common.items", { n: duties.length })}</span>}
          >
            <DutyList duties={duties} />
          </Sheet>
        ))}
        <MoreButton of={overdue} />
      </div>
    </Page>
  );
}
