// When messages go out: gathered for a moment, and not in quiet hours unless they are urgent.
import { t } from "i18next";
import { severities } from "#domain/case/values.ts";
import { quietModes } from "#domain/delivery/settings.ts";
import { languages } from "../i18n/language.ts";
import { ChoiceField, SelectField, TextField } from "../ui/Fields.tsx";
import { Sheet } from "../ui/Page.tsx";
import { ClockField, SeveralField } from "./Controls.tsx";
import type { Draft } from "./draft.ts";
import { aboutOptions } from "./HookCard.tsx";

type Props = { draft: Draft; change: (more: Partial<Draft>) => void };

export function QuietSheet({ draft, change }: Props) {
  const { quiet } = draft;
  return (
    <Sheet title={t("delivery.when")}>
      <div className="sheet-body stack">
        <ChoiceField
          label={t("delivery.quiet")}
          hint={t("delivery.quietHint")}
          value={quiet.mode}
          options={quietModes.map((value) => ({ value, label: t(`delivery.quietModes.${value}`) }))}
          onChange={(mode) => change({ quiet: { ...quiet, mode: mode as Draft["quiet"]["mode"] } })}
        />
        {quiet.mode === "daily" && (
          <div className="pair">
            <ClockField
              label={t("delivery.quietFrom")}
              value={quiet.from}
              onChange={(from) => change({ quiet: { ...quiet, from } })}
            />
            <ClockField
              label={t("delivery.quietTo")}
              value={quiet.to}
              onChange={(to) => change({ quiet: { ...quiet, to } })}
            />
          </div>
        )}
        <SeveralField
          label={t("delivery.urgent")}
          hint={t("delivery.urgentHint")}
          options={severities.map((value) => ({ value, label: t(`severity.${value}`) }))}
          value={draft.urgent}
          onChange={(value) => change({ urgent: value as Draft["urgent"] })}
        />
        <details>
          <summary>{t("delivery.urgentAboutSome", { n: draft.urgentAbout.length })}</summary>
          <SeveralField
            label={t("delivery.urgentAbout")}
            options={aboutOptions()}
            value={draft.urgentAbout}
            onChange={(value) => change({ urgentAbout: value as Draft["urgentAbout"] })}
          />
        </details>
        <div className="pair">
          <TextField
            label={t("delivery.collect")}
            hint={t("delivery.collectHint")}
            inputMode="decimal"
            value={String(draft.collectSeconds)}
            onChange={(text) => change({ collectSeconds: Number(text.replace(/\D/g, "")) })}
          />
          <SelectField
            label={t("delivery.language")}
            value={draft.language}
            options={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
            onChange={(language) => language && change({ language: language as Draft["language"] })}
          />
        </div>
      </div>
    </Sheet>
  );
}
