// Whoever came in with a starting password chooses their own before anything else.
import { t } from "i18next";
import { useEffect, useState } from "react";
import { changePassword } from "#api/account.ts";
import { presentSession, signOut } from "#api/process.ts";
import { call } from "../call.ts";
import { Card, Line, Send, useForm } from "./Card.tsx";
import { PasswordPair, pairFault } from "./PasswordPair.tsx";

async function leave(): Promise<void> {
  await call(signOut, { body: {} }).catch(() => undefined);
  location.assign("/");
}

export function OwnPassword() {
  const [username, setUsername] = useState("");
  const [typed, set] = useState({ old: "", password: "", again: "" });
  const { old, password, again } = typed;
  useEffect(() => {
    history.replaceState(null, "", "/password");
    call(presentSession).then(
      (session) => setUsername(session?.user.username ?? ""),
      () => undefined,
    );
  }, []);
  const { busy, faults, submit } = useForm(["old", "new"], async () => {
    if (pairFault(password, again, [username])) return;
    await call(changePassword, { body: { old, new: password } });
    location.assign("/");
  });
  return (
    <Card title={t("password.title")}>
      <p className="sign-in-text">{t("password.why", { name: username })}</p>
      <form onSubmit={submit}>
        <Line
          label={t("password.starting")}
          type="password"
          complete="current-password"
          value={old}
          onChange={(value) => set({ ...typed, old: value })}
          wrong={faults.old}
          focus
        />
        <PasswordPair
          password={password}
          again={again}
          names={[username]}
          set={(one, other) => set({ ...typed, password: one, again: other })}
          wrong={faults.new}
        />
        {faults[""] && <p role="alert">{faults[""]}</p>}
        <Send busy={busy}>{t("password.set")}</Send>
        <button type="button" className="sign-in-plain" onClick={() => void leave()}>
          {t("session.leave")}
        </button>
      </form>
    </Card>
  );
}
