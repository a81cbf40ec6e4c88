// Signing the step whose turn it is: with the account, its password entered again, or drawn; the customer draws.
import { Button } from "antd";
import { t } from "i18next";
import { lazy, Suspense, useId, useState } from "react";
import type { PaperShown } from "#api/paper.ts";
import { ChoiceField } from "../Fields.tsx";
import { ProblemAlert } from "../ProblemAlert.tsx";
import { Loading } from "../States.tsx";
import { type Acting, faultsOf } from "./door.ts";

const DrawPad = lazy(() => import("./DrawPad.tsx").then((file) => ({ default: file.DrawPad })));

type Props = { paper: PaperShown; step: string; acting: Acting; close: () => void };
const ways = ["account", "drawn"] as const;

function Password(props: { value: string; fault: string | undefined; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field paper-password">
      <label htmlFor={id}>{t("paper.password")}</label>
      <input
        id={id}
        type="password"
        className="plain-input"
        autoComplete="current-password"
        aria-invalid={props.fault !== undefined}
        value={props.value}
        onChange={(change) => props.onChange(change.target.value)}
      />
      {props.fault && (
        <span className="wrong" role="alert">
          {props.fault}
        </span>
      )}
    </div>
  );
}

export function SignPanel({ paper, step, acting, close }: Props) {
  const of = paper.steps.find((one) => one.step === step);
  const [way, setWay] = useState<(typeof ways)[number]>(of?.customer ? "drawn" : "account");
  const [password, setPassword] = useState("");
  const [drawing, setDrawing] = useState<string | null>(null);
  const fault = way === "account" ? faultsOf(acting.error).password : undefined;
  const ready = way === "account" ? password !== "" : drawing !== null;
  const sign = () => {
    if (!ready || acting.isPending) return;
    const proof = way === "account" ? { password } : { drawing: drawing ?? "" };
    acting.mutate(
      { act: "sign", body: { step, ...proof } },
      { onSuccess: close, onError: () => setPassword("") },
    );
  };
  return (
    <form
      className="paper-act stack"
      aria-label={t("paper.signAs", { step: of?.name ?? step })}
      onSubmit={(submit) => {
        submit.preventDefault();
        sign();
      }}
    >
      <h3>{t("paper.signAs", { step: of?.name ?? step })}</h3>
      <p className="soft">{t(of?.customer ? "paper.customerSigns" : "paper.signedStays")}</p>
      {!of?.customer && (
        <ChoiceField
          label={t("paper.way")}
          value={way}
          onChange={(value) => setWay(value === "drawn" ? "drawn" : "account")}
          options={ways.map((value) => ({ value, label: t(`paper.ways.${value}`) }))}
        />
      )}
      {way === "account" ? (
        <Password value={password} fault={fault} onChange={setPassword} />
      ) : (
        <Suspense fallback={<Loading lines={2} />}>
          <DrawPad label={t("paper.drawing", { step: of?.name ?? step })} onDrawn={setDrawing} />
        </Suspense>
      )}
      {!fault && <ProblemAlert error={acting.error} />}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={acting.isPending}>
          {t("paper.confirmSign")}
        </Button>
        <Button onClick={close}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}
