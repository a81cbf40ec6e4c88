// The label fields that regulations define, as a form offers them.
import { caseVocabulary } from "#domain/case/vocabulary.ts";
import { clauseId, type Regulation } from "./file.ts";

export type LabelField = {
  field: string;
  name: string;
  clause: string;
  required: boolean;
  options: { value: string; label: string }[];
};

/** The fields for one kind of matter; one that several regulations define takes the values of all. */
export const labelFields = (regulations: readonly Regulation[], kind: string): LabelField[] => {
  const found = new Map<string, LabelField>();
  for (const r of regulations)
    for (const { id, kinds } of r.clauses) {
      if (!kinds || Object.hasOwn(caseVocabulary.state, kinds.field)) continue;
      if (kinds.of !== undefined && ![kinds.of].flat().includes(kind)) continue;
      const { field, name = kinds.field, labels } = kinds;
      const options = Object.entries(labels).map(([value, label]) => ({ value, label }));
      const before = found.get(field);
      if (before) {
        const known = new Set(before.options.map((o) => o.value));
        before.options.push(...options.filter((o) => !known.has(o.value)));
      } else
        found.set(field, {
          field,
          name,
          clause: clauseId(r.regulation, id),
          required: kinds.required === true,
          options,
        });
    }
  return [...found.values()];
};
