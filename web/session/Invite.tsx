// Somebody invited sets a password of their own and is signed in.
import { t } from "i18next";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { acceptInvitation, lookInvitation } from "#api/accounts.ts";
import { call } from "../call.ts";
import { CallRefused } from "../problem.ts";
import { Card, Send, useForm } from "./Card.tsx";
import { PasswordPair, pairFault } from "./PasswordPair.tsx";
import { dropToken, takeToken } from "./token.ts";

type Invited = z.infer<typeof lookInvitation.output>;

function Form({ token, invited }: { token: string; invited: Invited }) {
  const [{ password, again }, set] = useState({ password: "", again: "" });
  const names = [invited.username, invited.second ?? ""];
  const { busy, faults, submit } = useForm(["password"], async () => {
    if (pairFault(password, again, names)) return;
    const { username } = await call(acceptInvitation, { body: { token, password } });
    localStorage.setItem("lastUsername", username);
    dropToken();
    location.assign("/");
  });
  return (
    <>
      <p className="sign-in-text">
        {t("invite.welcome", { name: invited.name, organisation: invited.organisation })}
      </p>
      <p className="sign-in-note">
        {t("invite.signInAs")} <b className="sign-in-name">{invited.username}</b>
        {invited.second && (
          <>
            {" "}
            {t("invite.orAs")} <b className="sign-in-name">{invited.second}</b>
          </>
        )}
      </p>
      <form onSubmit={submit}>
        <input type="hidden" autoComplete="username" value={invited.username} readOnly />
        <PasswordPair
          password={password}
          again={again}
          names={names}
          set={(one, other) => set({ password: one, again: other })}
          wrong={faults.password}
        />
        {faults[""] && <p role="alert">{faults[""]}</p>}
        <Send busy={busy}>{t("invite.enter")}</Send>
      </form>
    </>
  );
}

export function Invite() {
  const [token] = useState(takeToken);
  const [invited, setInvited] = useState<Invited>();
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    call(lookInvitation, { body: { token: token || "-" } }).then(setInvited, (error) =>
      setWrong(error instanceof CallRefused ? error.problem.detail : t("problem.offline")),
    );
  }, [token]);
  return (
    <Card title={t("invite.title")}>
      {wrong && (
        <p className="sign-in-note" role="alert">
          {wrong} <a href="/">{t("invite.toSignIn")}</a>
        </p>
      )}
      {invited && <Form token={token} invited={invited} />}
    </Card>
  );
}
