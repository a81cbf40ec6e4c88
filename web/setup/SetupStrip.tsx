// Over the page to which a step of the checklist led: what to do here, and the way back.
import { Link, useLocation } from "@tanstack/react-router";
import { Button } from "antd";
import { t } from "i18next";
import { goFor, isFor, useGoneFor } from "./setup.queries.ts";
import "./setup.css";

export function SetupStrip() {
  const step = useGoneFor();
  const { pathname } = useLocation();
  if (!step || pathname === "/setup-list" || !isFor(step, pathname)) return null;
  return (
    <aside className="setup-strip" aria-label={t("place.setup-list")}>
      <b>{t(`setupList.step.${step}`)}</b>
      <span>{t(`setupList.do.${step}`)}</span>
      <Link to={"/setup-list" as "/"} onClick={() => goFor(null)}>
        {t("setupList.back")}
      </Link>
      <Button size="small" type="text" onClick={() => goFor(null)}>
        {t("common.close")}
      </Button>
    </aside>
  );
}
