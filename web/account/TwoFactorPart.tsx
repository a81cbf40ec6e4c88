// Two-factor: switched on with an authenticator, its backup codes, switched off again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, QRCode } from "antd";
import { t } from "i18next";
import { useState } from "react";
import { beginTwoFactor, confirmTwoFactor, endTwoFactor, renewBackupCodes } from "#api/account.ts";
import { call } from "../call.ts";
import { Sheet } from "../ui/Page.tsx";
import { ProblemAlert } from "../ui/ProblemAlert.tsx";
import type { Account } from "./AccountPage.tsx";
import { faultOf, Secret } from "./Secret.tsx";

type Begun = { secret: string; address: string };

function BackupCodes({ codes }: { codes: readonly string[] }) {
  return (
    <div className="note good" role="status">
      <b>{t("account.backupCodes")}</b>
      <p>{t("account.backupCodesOnce")}</p>
      <ul className="account-codes">
        {codes.map((code) => (
          <li key={code} className="num">
            {code}
          </li>
        ))}
      </ul>
      <Button size="small" onClick={() => void navigator.clipboard?.writeText(codes.join("\n"))}>
        {t("account.copy")}
      </Button>
    </div>
  );
}

/** The authenticator takes the secret, and shows that it has it. */
function Confirm({ begun, done }: { begun: Begun; done: (codes: string[]) => void }) {
  const [code, setCode] = useState("");
  const confirm = useMutation({
    mutationFn: () => call(confirmTwoFactor, { body: { code } }),
    onSuccess: (said) => done(said.backupCodes),
  });
  return (
    <form
      className="account-two-factor"
      onSubmit={(submit) => {
        submit.preventDefault();
        confirm.mutate();
      }}
    >
      <QRCode type="svg" value={begun.address} size={168} bordered={false} aria-label={t("account.scan")} />
      <div className="stack">
        <p>{t("account.scan")}</p>
        <p>
          {t("account.orType")}{" "}
          <code className="account-secret">{(begun.secret.match(/.{4}/g) ?? []).join(" ")}</code>
        </p>
        <Secret
          label={t("session.code")}
          hint={t("account.firstCode")}
          complete="one-time-code"
          value={code}
          onChange={setCode}
          wrong={faultOf(confirm.error, "code")}
        />
        {!faultOf(confirm.error, "code") && <ProblemAlert error={confirm.error} />}
        <Button type="primary" htmlType="submit" disabled={code.trim() === ""} loading={confirm.isPending}>
          {t("account.twoFactorConfirm")}
        </Button>
      </div>
    </form>
  );
}

function Begin({ begin }: { begin: (begun: Begun) => void }) {
  const [password, setPassword] = useState("");
  const ask = useMutation({
    mutationFn: () => call(beginTwoFactor, { body: { password } }),
    onSuccess: begin,
  });
  return (
    <form
      className="stack"
      onSubmit={(submit) => {
        submit.preventDefault();
        ask.mutate();
      }}
    >
      <p>{t("account.twoFactorWhat")}</p>
      <Secret
        label={t("password.old")}
        complete="current-password"
        value={password}
        onChange={setPassword}
        wrong={faultOf(ask.error, "password")}
      />
      {!faultOf(ask.error, "password") && <ProblemAlert error={ask.error} />}
      <div>
        <Button htmlType="submit" disabled={password === ""} loading={ask.isPending}>
          {t("account.twoFactorBegin")}
        </Button>
      </div>
    </form>
  );
}

/** Both need the password and a code: whoever finds the screen open must not do it. */
function Standing({ left, told, off }: { left: number; told: (codes: string[]) => void; off: () => void }) {
  const [typed, setTyped] = useState({ password: "", code: "" });
  const blank = () => setTyped({ password: "", code: "" });
  const renew = useMutation({
    mutationFn: () => call(renewBackupCodes, { body: typed }),
    onSuccess: (said) => {
      blank();
      told(said.backupCodes);
    },
  });
  const end = useMutation({ mutationFn: () => call(endTwoFactor, { body: typed }), onSuccess: off });
  const error = renew.error ?? end.error;
  const ready = typed.password !== "" && typed.code.trim() !== "";
  return (
    <div className="stack">
      <p>{t("account.twoFactorOn", { n: left })}</p>
      <div className="row account-fields">
        <Secret
          label={t("password.old")}
          complete="current-password"
          value={typed.password}
          onChange={(password) => setTyped({ ...typed, password })}
          wrong={faultOf(error, "password")}
        />
        <Secret
          label={t("session.code")}
          hint={t("session.codeHint")}
          complete="one-time-code"
          value={typed.code}
          onChange={(code) => setTyped({ ...typed, code })}
          wrong={faultOf(error, "code")}
        />
      </div>
      {!faultOf(error, "password") && !faultOf(error, "code") && <ProblemAlert error={error} />}
      <div className="row">
        <Button disabled={!ready} loading={renew.isPending} onClick={() => renew.mutate()}>
          {t("account.renewBackupCodes")}
        </Button>
        <Button danger disabled={!ready} loading={end.isPending} onClick={() => end.mutate()}>
          {t("account.twoFactorEnd")}
        </Button>
      </div>
    </div>
  );
}

export function TwoFactorPart({ of }: { of: Account["twoFactor"] }) {
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>([]);
  const client = useQueryClient();
  const changed = (told: string[]) => {
    setBegun(undefined);
    setCodes(told);
    void client.invalidateQueries({ queryKey: ["account"] });
  };
  return (
    <Sheet title={t("account.twoFactor")} label={t("account.twoFactor")}>
      <div className="sheet-body stack">
        {codes.length > 0 && <BackupCodes codes={codes} />}
        {of.on && <Standing left={of.backupCodesLeft} told={changed} off={() => changed([])} />}
        {!of.on && begun && <Confirm begun={begun} done={changed} />}
        {!of.on && !begun && <Begin begin={setBegun} />}
      </div>
    </Sheet>
  );
}
