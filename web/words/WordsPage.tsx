// 话术 as a page of its own.
import { t } from "i18next";
import { Page } from "../ui/Page.tsx";
import { WordsBoard } from "./WordsBoard.tsx";

export function WordsPage() {
  return (
    <Page title={t("place.words")}>
      <WordsBoard />
    </Page>
  );
}
