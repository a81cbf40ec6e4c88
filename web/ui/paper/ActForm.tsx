// Sending back, filling anew, voiding: each with its reason; handing a copy over: which one, and to whom.
import { Button } from "antd";
import { t } from "i18next";
import { useState } from "react";
import type { PaperShown } from "#api/paper.ts";
import { ChoiceField, SelectField, TextField } from "../Fields.tsx";
import { formKeys } from "../keys.ts";
import { ProblemAlert } from "../ProblemAlert.tsx";
import type { Acting, PaperWish } from "./door.ts";

type Props = { paper: PaperShown; acting: Acting; close: () => void };
type Reasoned = "send-back" | "renew" | "void";

function Frame(
  props: Props & { title: string; hint: string; wish: PaperWish | null; children: React.ReactNode },
) {
  const { acting, wish, close } = props;
  const send = () => {
    if (wish && !acting.isPending) acting.mutate(wish, { onSuccess: close });
  };
  return (
    <form
      className="paper-act stack"
      aria-label={props.title}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        formKeys(event, send);
      }}
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
    >
      <h3>{props.title}</h3>
      <p className="soft">{props.hint}</p>
      {props.children}
      <ProblemAlert error={acting.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={wish === null} loading={acting.isPending}>
          {t("common.send")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}

export function ReasonForm({ act, ...props }: Props & { act: Reasoned }) {
  const [typed, setTyped] = useState("");
  const reason = typed.trim();
  const wishes = {
    "send-back": { act: "send-back", body: { step: props.paper.may.sendBack ?? "", reason } },
    renew: { act: "renew", body: { reason } },
    void: { act: "void", body: { reason } },
  } as const;
  return (
    <Frame
      {...props}
      title={t(`paper.act.${act}`)}
      hint={t(`paper.actHint.${act}`)}
      wish={reason === "" ? null : wishes[act]}
    >
      <TextField label={t("field.reason")} value={typed} onChange={setTyped} lines={2} autoFocus />
    </Frame>
  );
}

export function IssueForm(props: Props) {
  const { paper } = props;
  const [copy, setCopy] = useState(paper.copies.length === 1 ? (paper.copies[0]?.name ?? "") : "");
  const [whom, setWhom] = useState<"customer" | "other">(paper.customerMay ? "customer" : "other");
  const [name, setName] = useState("");
  const which = paper.copies.length > 0 ? copy : t("paper.wholePaper");
  const to = whom === "customer" ? "customer" : name.trim();
  const choices = paper.copies.map((one) => ({
    value: one.name,
    label: t("paper.copyOf", { copy: one.name, keeper: one.keeper, n: one.issued }),
  }));
  return (
    <Frame
      {...props}
      title={t(paper.copies.length > 0 ? "paper.act.issue" : "paper.act.give")}
      hint={t(paper.customerMay ? "paper.actHint.issue" : "paper.internal")}
      wish={which && to ? { act: "issue", body: { copy: which, to } } : null}
    >
      {choices.length > 0 && (
        <SelectField label={t("paper.copy")} value={copy} onChange={setCopy} options={choices} />
      )}
      {paper.customerMay && (
        <ChoiceField
          label={t("paper.to")}
          value={whom}
          onChange={(value) => setWhom(value === "other" ? "other" : "customer")}
          options={[
            { value: "customer", label: t("paper.customer") },
            { value: "other", label: t("paper.somebodyElse") },
          ]}
        />
      )}
      {whom === "other" && <TextField label={t("paper.toName")} value={name} onChange={setName} />}
    </Frame>
  );
}
