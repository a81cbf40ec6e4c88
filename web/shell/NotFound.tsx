// An address that leads nowhere.
import { Link } from "@tanstack/react-router";
import { t } from "i18next";
import { Page } from "../ui/Page.tsx";
import { Blank } from "../ui/States.tsx";

export function NotFound() {
  return (
    <Page title={t("problem.404")}>
      <Blank title={t("problem.404Detail")}>
        <Link to="/">{t("place.desk")}</Link>
      </Blank>
    </Page>
  );
}
