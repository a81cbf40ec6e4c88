// The words of recurring duties.
import type { Vocabulary } from "#domain/regulation/vocabulary.ts";

export const dutyVocabulary: Vocabulary = {
  kind: "duty",
  name: "定期事项",
  state: {},
  events: {
    "duty.raised": { name: "提出", fields: { clause: { type: "clause", name: "条款" } } },
    "duty.done": { name: "办毕", fields: {} },
    "duty.noted": { name: "备注", fields: {} },
  },
  actions: { "duty.done": { name: "办毕", fields: {} } },
};
