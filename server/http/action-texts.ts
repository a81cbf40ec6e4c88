// What happened to a matter, in a word, for sentences that name it.
import { vocabularies } from "#domain/regulation/vocabularies.ts";

/** Event type → its Chinese name. */
export const actionTexts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    vocabularies.flatMap((v) => Object.entries(v.events).map(([type, { name }]) => [type, name])),
  ),
  "words.found": "用语提示",
  "case.edition-moved": "转入新版制度",
  "case.handed-over": "移交接手",
  "obligation.met": "时限达成",
  "obligation.breached": "时限超时",
  "obligation.warned": "时限将到",
  "obligation.waived": "时限免除",
  "obligation.superseded": "时限更替",
  "obligation.reinstated": "时限恢复",
};
