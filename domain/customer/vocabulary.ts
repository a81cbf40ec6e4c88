// The words that customers' own streams offer to regulations: who looks at what is kept of them.
import type { Fields, Vocabulary } from "#domain/regulation/vocabulary.ts";

const reason: Fields = { reason: { type: "text", name: "理由" } };

export const customerVocabulary: Vocabulary = {
  kind: "customer",
  name: "客户",
  state: {},
  events: { "customer.revealed": { name: "查看客户联系方式", fields: reason } },
  actions: { "customer.reveal": { name: "查看客户联系方式", fields: reason } },
};
