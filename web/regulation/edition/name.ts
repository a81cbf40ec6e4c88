// An edition's name in words.
import { t } from "i18next";
import { beginning } from "../regulation.queries.ts";

export const editionName = (name: string): string => (name === beginning ? t("regulation.beginning") : name);
