// The label fields that the regulations in force define for this kind of matter.
import { useQuery } from "@tanstack/react-query";
import { t } from "i18next";
import { SelectField } from "../../ui/Fields.tsx";
import type { Draft } from "./draft.ts";
import { loadEngine } from "./engine.ts";

type Props = { draft: Draft; change: (part: Partial<Draft>) => void };

export function Labels({ draft, change }: Props) {
  const engine = useQuery({ queryKey: ["engine"], queryFn: loadEngine, staleTime: 60_000 });
  const fields = engine.data?.labels(draft.kind) ?? [];
  if (fields.length === 0) return null;
  return (
    <div className="pair two">
      {fields.map((f) => (
        <SelectField
          key={f.field}
          label={f.name}
          value={draft.labels?.[f.field] ?? ""}
          options={f.options}
          none={t("common.none")}
          onChange={(value) => change({ labels: { ...draft.labels, [f.field]: value } })}
        />
      ))}
    </div>
  );
}
