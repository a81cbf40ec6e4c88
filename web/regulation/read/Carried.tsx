// What a clause carries beside its sentence, shown as what it is: a form, phrases, kinds, another clause.
import { t } from "i18next";
import type { Clause, Regulation } from "#domain/regulation/file.ts";
import { clauseId } from "#domain/regulation/file.ts";
import { ClauseTags } from "../../ui/ClauseTag.tsx";
import { PromptCard } from "../../ui/PromptCard.tsx";
import { PaperPreview } from "./PaperPreview.tsx";
import { Plain } from "./Plain.tsx";

type Props = { clause: Clause; regulation: Regulation };

export function Carried({ clause, regulation }: Props) {
  const { paper, words, kinds, see } = clause;
  const id = clauseId(regulation.regulation, clause.id);
  return (
    <>
      {paper && <PaperPreview paper={paper} roles={regulation.roles} />}
      {words && (
        <PromptCard
          prompt={{
            clause: id,
            situation: words.situation,
            say: words.say ?? [],
            steps: words.steps ?? [],
            never: words.never ?? [],
            forbidden: words.forbidden ?? [],
            required: words.required ?? [],
          }}
        />
      )}
      {kinds && (
        <p className="row">
          <span className="soft">{kinds.name ?? t([`field.${kinds.field}`, kinds.field])}</span>
          {Object.entries(kinds.labels).map(([value, label]) => (
            <span key={value} className="chip" title={value}>
              {label}
            </span>
          ))}
        </p>
      )}
      {see && (
        <p className="row">
          <span className="soft">{t("carried.see")}</span>
          <ClauseTags
            ids={see.map((other) => (other.includes("/") ? other : clauseId(regulation.regulation, other)))}
          />
        </p>
      )}
      <Plain clause={clause} />
    </>
  );
}
