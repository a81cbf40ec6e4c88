// A paper of a duty: its fields, who signs when, and what the reader may do with it now.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { actOnDutyPaper, type DutyWhole, fillDutyPaper, getDutyPaperPdf } from "#api/duty.ts";
import type { PaperShown } from "#api/paper.ts";
import { address, call } from "../../call.ts";
import { useNow } from "../../clock.ts";
import { useIntent } from "../../intent.ts";
import { useKept } from "../../kept.ts";
import { momentInWords } from "../../time.ts";
import { ClauseTag } from "../../ui/ClauseTag.tsx";
import { TextField } from "../../ui/Fields.tsx";
import { Sheet } from "../../ui/Page.tsx";
import { ProblemAlert } from "../../ui/ProblemAlert.tsx";
import { PaperField } from "./PaperField.tsx";
import { changed, shownIn, type Typed } from "./typed.ts";

type Props = { of: DutyWhole; paper: PaperShown };
type Wish =
  | { act: "fill"; fields: NonNullable<ReturnType<typeof changed>> }
  | { act: "sign"; step: string }
  | { act: "send-back"; step: string; reason: string };

function usePaperAct({ of, paper }: Props) {
  const client = useQueryClient();
  const intent = useIntent();
  const params = { id: of.id, key: paper.key };
  return useMutation({
    mutationFn: (wish: Wish) => {
      if (wish.act === "fill") return call(fillDutyPaper, { params, body: { fields: wish.fields } });
      const { act, ...body } = wish;
      return call(actOnDutyPaper, { params: { ...params, act }, body, intent: intent.key({ params, wish }) });
    },
    onSuccess: (duty) => {
      intent.done();
      client.setQueryData(["duty", "one", of.id], duty);
      for (const key of [["duty", "list"], ["duty", "board"], ["obligation"], ["counts"], ["paper"]])
        void client.invalidateQueries({ queryKey: key });
    },
  });
}

type Act = ReturnType<typeof usePaperAct>;

function Fill({ of, paper, act }: Props & { act: Act }) {
  const [typed, setTyped, drop] = useKept<Typed>(`draft/duty/${of.id}/${paper.key}`, {});
  const fields = changed(paper.fields, typed);
  const ready = fields !== null && Object.keys(fields).length > 0 && !act.isPending;
  return (
    <form
      className="stack"
      onSubmit={(submit) => {
        submit.preventDefault();
        if (ready) act.mutate({ act: "fill", fields }, { onSuccess: drop });
      }}
    >
      {paper.fields.map((field) => (
        <PaperField
          key={field.field}
          field={field}
          value={typed[field.field] ?? shownIn(field)}
          onChange={(value) => setTyped({ ...typed, [field.field]: value })}
        />
      ))}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={act.isPending}>
          {t("duty.fill")}
        </Button>
      </div>
    </form>
  );
}

function Filled({ paper }: { paper: PaperShown }) {
  return (
    <dl className="duty-facts">
      {paper.fields.map((field) => (
        <div key={field.field}>
          <dt>{field.name}</dt>
          <dd className="duty-said">{field.text || t("common.blank")}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who has signed, and whose turn it is. */
function Steps({ paper }: { paper: PaperShown }) {
  const now = useNow();
  if (paper.steps.length === 0) return null;
  return (
    <ol className="stack">
      {paper.steps.map((step) => {
        const signed = paper.signed.find((one) => one.step === step.step);
        return (
          <li key={step.step} className="row">
            <span className={signed ? "chip kept" : "chip"}>{step.name}</span>
            <span className="soft">
              {signed
                ? `${signed.byName ?? signed.by} ${momentInWords(signed.at, now)}`
                : t("duty.waitsFor", { who: step.by })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Sign({ paper, act }: { paper: PaperShown; act: Act }) {
  const [reason, setReason] = useState("");
  const { sign, sendBack } = paper.may;
  const name = paper.steps.find((one) => one.step === sign)?.name;
  return (
    <>
      {sign && (
        <div className="form-foot">
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() => act.mutate({ act: "sign", step: sign })}
          >
            {t("duty.sign", { step: name ?? sign })}
          </Button>
        </div>
      )}
      {sendBack && (
        <details>
          <summary>{t("duty.sendBack")}</summary>
          <div className="stack">
            <TextField label={t("field.reason")} value={reason} onChange={setReason} />
            <div className="form-foot">
              <Button
                disabled={reason.trim() === ""}
                onClick={() => act.mutate({ act: "send-back", step: sendBack, reason: reason.trim() })}
              >
                {t("duty.sendBack")}
              </Button>
            </div>
          </div>
        </details>
      )}
    </>
  );
}

export function PaperOnDuty({ of, paper }: Props) {
  const act = usePaperAct({ of, paper });
  const tone = paper.state === "completed" ? "kept" : paper.state === "voided" ? "late" : "soon";
  return (
    <Sheet
      title={
        <span className="row">
          {`《${paper.name}》`}
          {paper.number && <span className="num">{paper.number}</span>}
          <span className={`chip ${tone}`}>{t(`duty.paper.${paper.state}`)}</span>
          <ClauseTag id={paper.clause} />
        </span>
      }
      label={paper.name}
      aside={
        <a
          href={address(getDutyPaperPdf.path, { id: of.id, key: paper.key })}
          target="_blank"
          rel="noreferrer"
        >
          {t("duty.print")}
        </a>
      }
    >
      <div className="sheet-body stack">
        {paper.sentBack && (
          <p className="note warn">{t("duty.sentBack", { reason: paper.sentBack.reason ?? "" })}</p>
        )}
        {paper.may.fill ? <Fill of={of} paper={paper} act={act} /> : <Filled paper={paper} />}
        <Steps paper={paper} />
        <Sign paper={paper} act={act} />
        <ProblemAlert error={act.error} />
      </div>
    </Sheet>
  );
}
