// A small card on the administrator's desk until the office is set up, or the card is put away.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import type { Checklist } from "#api/checklist.ts";
import { useMark } from "./SetupListPage.tsx";
import { checklistQuery } from "./setup.queries.ts";
import "./setup.css";

function Card({ list }: { list: Checklist }) {
  const marking = useMark(list);
  const done = list.steps.filter((s) => s.done).length;
  const next = list.steps.find((s) => !s.done && !s.later);
  return (
    <section className="note setup-card" aria-label={t("place.setup-list")}>
      <b>
        {t("place.setup-list")} {t("setupList.count", { n: done, of: list.steps.length })}
      </b>
      {next && <span>{t("setupList.nextIs", { step: t(`setupList.step.${next.name}`) })}</span>}
      <span className="row">
        <Link to={"/setup-list" as "/"}>{t("setupList.goOn")}</Link>
        <Button size="small" type="text" onClick={() => marking.mutate({ away: true })}>
          {t("setupList.putAway")}
        </Button>
      </span>
    </section>
  );
}

/** Asks how far the office is; nothing once it is set up. */
export function SetupCard() {
  const list = useQuery(checklistQuery).data;
  return list && !list.away && !list.done ? <Card list={list} /> : null;
}
