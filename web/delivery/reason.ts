// Why something did not arrive, in words.
import { t } from "i18next";

/** @param error a word of the record, with the other side's number behind a colon where it gave one */
export const reasonInWords = (error: string): string => {
  const [word = "", n = ""] = error.split(":");
  return t([`delivery.error.${word}`, "delivery.error.other"], { n, word: error });
};
