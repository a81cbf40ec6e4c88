// Which draft, which period: the last month, quarter or year, or any other.
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { orgNow } from "../../clock.ts";
import { dayOf, instantOf } from "../../time.ts";
import { ChoiceField, SelectField } from "../../ui/Fields.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { DayField } from "../edition/PutForm.tsx";
import { currentOf, regulationQuery, textQuery } from "../regulation.queries.ts";
import { changedFigures } from "./changed.ts";
import type { Wish } from "./job.ts";
import { type Preset, periodOf, presets } from "./period.ts";

const unsaved = "unsaved";
type Props = {
  regulation: string;
  drafts: string[];
  kept: string | null;
  chosen?: string;
  busy: boolean;
  start: (wish: Wish) => void;
};

function useTexts({ regulation, kept }: Props, draft: string) {
  const about = useQuery(regulationQuery(regulation)).data;
  const current = about && currentOf(about);
  const now = useQuery({ ...textQuery(regulation, current ?? ""), enabled: current !== undefined });
  const other = useQuery({ ...textQuery(regulation, draft), enabled: draft !== unsaved && draft !== "" });
  return { now: now.data, text: draft === unsaved ? (kept ?? undefined) : other.data, error: other.error };
}

export function StartForm(props: Props) {
  const { drafts, kept, chosen, busy, start } = props;
  const first = kept !== null && !chosen ? unsaved : (chosen ?? drafts[0] ?? unsaved);
  const [draft, setDraft] = useState(first);
  const [preset, setPreset] = useState<Preset>("quarter");
  const today = dayOf(orgNow());
  const [own, setOwn] = useState(periodOf("quarter", today));
  const { from, to } = preset === "own" ? own : periodOf(preset, today);
  const texts = useTexts(props, draft);
  const [begin, end] = [instantOf(`${from}T00:00`), instantOf(`${to}T00:00`)];
  const ready = texts.text !== undefined && begin !== undefined && end !== undefined && from < to;
  const send = async () => {
    if (texts.text === undefined || !begin || !end) return;
    const lead = await changedFigures(texts.now, texts.text);
    start({ edition: texts.text, from: begin, to: end, lead });
  };
  return (
    <form
      className="sheet sheet-body stack"
      aria-label={t("backtest.title")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) void send();
      }}
    >
      <p className="soft">{t("backtest.how")}</p>
      <div className="pair two">
        <SelectField
          label={t("backtest.draft")}
          value={draft}
          options={[
            ...(kept === null ? [] : [{ value: unsaved, label: t("backtest.unsaved") }]),
            ...drafts.map((date) => ({ value: date, label: t("backtest.draftOf", { date }) })),
          ]}
          onChange={(value) => value && setDraft(value)}
        />
        <ChoiceField
          label={t("backtest.period")}
          value={preset}
          options={presets.map((value) => ({ value, label: t(`backtest.preset.${value}`) }))}
          onChange={(value) => setPreset(value as Preset)}
        />
      </div>
      {preset === "own" && (
        <div className="pair two">
          <DayField label={t("backtest.from")} value={from} set={(day) => setOwn({ from: day, to })} />
          <DayField label={t("backtest.to")} value={to} set={(day) => setOwn({ from, to: day })} />
        </div>
      )}
      <ProblemAlert error={texts.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready || busy} loading={busy}>
          {t("backtest.run")}
        </Button>
        <span className="soft num">{t("backtest.span", { from, to })}</span>
      </div>
    </form>
  );
}
