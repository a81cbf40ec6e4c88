// The administrator types a new edition: from which day, why, and whether it comes into force.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { t } from "i18next";
import { useId, useState } from "react";
import { putEdition } from "#api/regulation.ts";
import { call } from "../call.ts";
import { orgNow } from "../clock.ts";
import { useKept } from "../kept.ts";
import { CallRefused } from "../problem.ts";
import { dayOf } from "../time.ts";
import { TextField } from "../ui/Fields.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import { NumberedText } from "./NumberedText.tsx";

type Props = { regulation: string; from: string; text: string };

function faultyLines(error: unknown): Set<number> {
  const errors = error instanceof CallRefused ? (error.problem.errors ?? []) : [];
  return new Set(errors.flatMap(({ line }) => line ?? []));
}

function usePut(regulation: string, drop: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wish: { date: string; yaml: string; reason: string; draft: boolean }) =>
      call(putEdition, {
        params: { key: regulation, date: wish.date },
        query: { draft: wish.draft ? "true" : undefined },
        yaml: wish.yaml,
        reason: wish.reason,
      }),
    onSuccess: async (_made, { date }) => {
      drop();
      for (const noun of ["regulation", "clause", "rules"])
        void client.invalidateQueries({ queryKey: [noun] });
      await navigate({ to: "/regulations/$key", params: { key: regulation }, search: { edition: date } });
    },
  });
}

export function EditionEditor({ regulation, from, text }: Props) {
  const [typed, setTyped, drop] = useKept(`draft/edition/${regulation}/${from}`, text);
  const [reason, setReason] = useState("");
  const [date, setDate] = useState(dayOf(orgNow()));
  const [draft, setDraft] = useState(false);
  const dateId = useId();
  const put = usePut(regulation, drop);
  const changed = typed !== text;
  const ready = changed && reason.trim() !== "" && date !== "";
  return (
    <form
      className="stack"
      aria-label={t("regulation.newEdition")}
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) put.mutate({ date, yaml: typed, reason: reason.trim(), draft });
      }}
    >
      <NumberedText
        label={t("regulation.text")}
        value={typed}
        onChange={setTyped}
        faulty={faultyLines(put.error)}
      />
      <div className="pair">
        <div className="field">
          <label htmlFor={dateId}>{t("regulation.date")}</label>
          <input
            id={dateId}
            type="date"
            className="plain-input"
            min={dayOf(orgNow())}
            value={date}
            onChange={(picked) => setDate(picked.target.value)}
          />
        </div>
        <TextField label={t("regulation.reason")} value={reason} onChange={setReason} />
      </div>
      <Checkbox checked={draft} onChange={(tick) => setDraft(tick.target.checked)}>
        {t("regulation.asDraft")}
      </Checkbox>
      <ProblemAlert error={put.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={put.isPending}>
          {t("regulation.put")}
        </Button>
        <Button disabled={!changed} onClick={drop}>
          {t("regulation.undo")}
        </Button>
        <span className="soft">{changed ? t("regulation.changed") : t("regulation.unchanged")}</span>
      </div>
    </form>
  );
}
